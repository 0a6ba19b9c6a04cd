//! What a list is narrowed by, where it asks for what is awaited.

use jiff::civil::Date;
use kernel::{PostId, UnitId};
use matter::oversight::DutyKind;

/// What is awaited: of which kind, from whom, since or until when.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Duty {
    /// Which kinds.
    pub kinds: Kinds,
    /// From this unit.
    pub unit: Option<UnitId>,
    /// From this post, or from the one it stands in for.
    pub post: Option<PostId>,
    /// Counted as idle on that day.
    pub idle_on: Option<Date>,
    /// Due on or after.
    pub due_from: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
}

/// Kinds of what is awaited.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kinds {
    /// The next duty of the procedure, whatever it is: a matter has one at most.
    Next,
    /// Anything beside the procedure.
    Beside,
    /// Any of these.
    Of(Vec<DutyKind>),
}

impl Kinds {
    /// Whether a matter has one row of these kinds at most.
    pub(super) fn is_one_a_matter(&self) -> bool {
        match self {
            Self::Next => true,
            Self::Beside => false,
            Self::Of(kinds) => kinds.iter().all(|kind| kind.is_next()),
        }
    }
}

impl Duty {
    /// Anything of these kinds.
    pub fn of(kinds: Kinds) -> Self {
        Self {
            kinds,
            unit: None,
            post: None,
            idle_on: None,
            due_from: None,
            due_to: None,
        }
    }

    /// The procedure's next duty, of a unit.
    pub fn next_of(unit: UnitId) -> Self {
        Self {
            unit: Some(unit),
            ..Self::of(Kinds::Next)
        }
    }
}
