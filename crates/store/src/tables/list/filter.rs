//! What a list is narrowed by.

use domain::matter::Stage;
use domain::matter::oversight::DutyKind;
use domain::matter::oversight::tier::Thresholds;
use domain::petition::{Channel, Petition, Purpose};
use domain::{MatterId, PostId, UnitId};
use jiff::civil::Date;

/// What a list is narrowed to. Empty fields do not narrow.
///
/// A matter can hold petitions that came in different ways on different days, since others were joined to it. What is asked of
/// petitions (`channel`, `from`, `to`, `number`) holds for one of them: the list has every matter with such a petition, and the counts
/// and the export have these petitions and no others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Any of these stages.
    pub stages: Vec<Stage>,
    /// The unit that answers.
    pub owner: Option<UnitId>,
    /// The unit whose act is awaited.
    pub duty_unit: Option<UnitId>,
    /// A unit that owes a co-handling contribution.
    pub co_handler: Option<UnitId>,
    /// Something is awaited beside the procedure.
    pub beside: Option<Beside>,
    /// The rules call for a higher tier than it stands in.
    pub calls: Option<TierCalls>,
    /// How a petition came.
    pub channel: Option<Channel>,
    /// A purpose among its demands.
    pub purpose: Option<Purpose>,
    /// The content category.
    pub category: Option<String>,
    /// A petition received on or after.
    pub from: Option<Date>,
    /// A petition received on or before.
    pub to: Option<Date>,
    /// The matter's first petition received on or after: when the matter came up.
    pub first_from: Option<Date>,
    /// The matter's first petition received on or before.
    pub first_to: Option<Date>,
    /// Due on or after.
    pub due_from: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
    /// Handed back and waiting, or not.
    pub returned: Option<bool>,
    /// The beginning of a petition's number.
    pub number: Option<String>,
    /// One of these matters, and not an accusation; what they are is found by whoever asks.
    pub among: Option<Among>,
}

impl Filter {
    /// Whether something is asked of petitions.
    pub fn asks_of_petitions(&self) -> bool {
        self.channel.is_some() || self.from.is_some() || self.to.is_some() || self.number.is_some()
    }

    /// Whether a petition is one of those asked for.
    pub fn asks_for(&self, petition: &Petition) -> bool {
        self.channel
            .is_none_or(|channel| channel == petition.channel)
            && self.from.is_none_or(|from| from <= petition.received)
            && self.to.is_none_or(|to| petition.received <= to)
            && self
                .number
                .as_ref()
                .is_none_or(|number| petition.number.starts_with(number.as_str()))
    }
}

/// A set of matters that no column tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Among {
    /// Those of the hot issue that this petition belongs to; the office knows which they are.
    HotIssue(i64),
    /// These.
    These(Vec<MatterId>),
}

/// What is awaited beside the procedure: any of these kinds, from whom, since or until when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Beside {
    /// Any of these kinds; empty means any at all.
    pub kinds: Vec<DutyKind>,
    /// From this unit.
    pub unit: Option<UnitId>,
    /// From this post.
    pub post: Option<PostId>,
    /// Since that day or longer.
    pub since_to: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
}

/// What decides whether a matter calls for a higher tier: the day, and what each rulebook in use sets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TierCalls {
    /// The day: a period that ended before it calls for the second tier.
    pub today: Date,
    /// The thresholds of each version of the rulebook; filled in by the office.
    pub books: Vec<(String, Thresholds)>,
}
