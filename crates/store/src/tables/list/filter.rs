//! What a list is narrowed by.

use domain::matter::Stage;
use domain::matter::oversight::DutyKind;
use domain::petition::{Channel, Purpose};
use domain::{MatterId, PostId, UnitId};
use jiff::civil::Date;

/// What a list is narrowed to. Empty fields do not narrow.
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
    /// How the first petition came.
    pub channel: Option<Channel>,
    /// A purpose among its demands.
    pub purpose: Option<Purpose>,
    /// The content category.
    pub category: Option<String>,
    /// Received on or after.
    pub from: Option<Date>,
    /// Received on or before.
    pub to: Option<Date>,
    /// Due on or after.
    pub due_from: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
    /// Handed back and waiting, or not.
    pub returned: Option<bool>,
    /// The beginning of its number.
    pub number: Option<String>,
    /// One of these matters, and not an accusation; what they are is found by whoever asks.
    pub among: Option<Among>,
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
