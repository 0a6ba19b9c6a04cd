//! Carrying out what was promised by an opinion or an agreement.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;
use crate::model::said::Said;

use kernel::{AnswerId, ExecutionId, UnitId, coded};

coded! {
    /// How far it has come.
    ExecutionState {
        /// It is to be done.
        Open = "open", "待履行", "To do";
        /// It was done.
        Done = "done", "已履行", "Done";
        /// It was not done.
        NotDone = "not_done", "未履行", "Not done";
    }
}

/// One thing to be done by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    /// Its number inside the matter.
    pub id: ExecutionId,
    /// The opinion or agreement that promises it.
    pub answer: AnswerId,
    /// The unit that sees to it.
    pub unit: UnitId,
    /// What is to be done.
    pub what: String,
    /// By when.
    pub by: Date,
    /// How far it has come.
    pub state: ExecutionState,
    /// How often and when it was urged.
    #[serde(default)]
    pub urged: Vec<Said>,
    /// What came of it.
    #[serde(default)]
    pub result: Option<Said>,
}

impl Execution {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        self.state == ExecutionState::Open
    }
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecutionEvent {
    /// Something is to be done by a day.
    Tracked {
        /// The execution.
        execution: Execution,
    },
    /// It was urged.
    Urged {
        /// Which.
        execution: ExecutionId,
        /// The words.
        words: Said,
    },
    /// It was done, or was not.
    Reported {
        /// Which.
        execution: ExecutionId,
        /// Whether it was done.
        done: bool,
        /// What came of it.
        result: Said,
    },
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExecutionCommand {
    /// Watch that something is done by a day.
    Track {
        /// The opinion that promises it.
        answer: AnswerId,
        /// What.
        what: String,
        /// By when.
        by: Date,
    },
    /// Urge it.
    Urge {
        /// Which.
        execution: ExecutionId,
        /// The words.
        words: String,
    },
    /// Report what came of it.
    Report {
        /// Which.
        execution: ExecutionId,
        /// Whether it was done.
        done: bool,
        /// What came of it.
        result: String,
    },
}

impl ExecutionCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Track { .. } => Action::TrackExecution,
            Self::Urge { .. } => Action::UrgeExecution,
            Self::Report { .. } => Action::ReportExecution,
        }
    }
}
