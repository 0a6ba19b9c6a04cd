//! What a decision may look at besides the matter itself.

use jiff::civil::Date;

use kernel::access::Actor;
use kernel::calendar::Calendar;
use kernel::org::Org;
use kernel::rulebook::Rulebook;

/// Everything a decision may look at besides the matter itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The civil date in the office's zone.
    pub today: Date,
    /// Who asks.
    pub actor: &'a Actor,
    /// The rulebook the matter began under.
    pub rulebook: &'a Rulebook,
    /// Rest days and make-up working days.
    pub calendar: &'a Calendar,
    /// Units and posts as they stand.
    pub org: &'a Org,
}
