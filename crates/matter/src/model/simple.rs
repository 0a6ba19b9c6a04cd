//! Simplified handling (简易办理): what is kept of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

/// That a matter is handled in simplified form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simple {
    /// Since when.
    pub since: Date,
    /// Whether the petitioner wants notices and opinion on paper.
    pub paper: bool,
}

/// What can be asked for here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SimpleCommand {
    /// Handle in simplified form.
    Choose {
        /// Why it is simple.
        reason: String,
        /// Whether the petitioner asks for paper.
        paper: bool,
    },
    /// Go back to the ordinary procedure.
    Leave {
        /// Why it proved unfit.
        reason: String,
    },
}

impl SimpleCommand {
    /// The right it needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Choose { .. } => Action::Simplify,
            Self::Leave { .. } => Action::UseOrdinary,
        }
    }
}

/// What can have happened here. Field names are part of the ledger's format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SimpleEvent {
    /// Simplified handling began.
    Chosen {
        /// The day.
        on: Date,
        /// Why it is simple.
        reason: String,
        /// Whether the petitioner asks for paper.
        paper: bool,
    },
    /// The ordinary procedure goes on.
    Left {
        /// Why.
        reason: String,
    },
}
