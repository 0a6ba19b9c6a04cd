//! Follow-ups (回访): why, how, what was found, whether it reopens.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::{ClockId, DemandId, UnitId, coded};

coded! {
    /// Why there is a follow-up.
    FollowUpReason {
        /// The matter is one that must be followed up.
        Required = "required", "应当回访", "Required";
        /// It fell into the sample.
        Sampled = "sampled", "抽中回访", "Sampled";
        /// Somebody decided to.
        Chosen = "chosen", "主动回访", "Chosen";
    }
}

coded! {
    /// How the petitioner was asked.
    FollowUpMethod {
        /// By telephone.
        Call = "call", "电话回访", "Call";
        /// By a visit.
        Visit = "visit", "上门回访", "Visit";
        /// By video.
        Video = "video", "视频回访", "Video";
    }
}

coded! {
    /// What was found.
    FollowUpOutcome {
        /// What was decided is done.
        Done = "done", "已落实", "Done";
        /// Partly.
        Partly = "partly", "部分落实", "Partly done";
        /// Not.
        NotDone = "not_done", "未落实", "Not done";
        /// Nobody was reached.
        Unreached = "unreached", "未联系上", "Not reached";
    }
}

/// One follow-up, due or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// Why.
    pub reason: FollowUpReason,
    /// Why, in words.
    pub why: String,
    /// The unit that asks.
    pub unit: UnitId,
    /// The day it was planned.
    pub since: Date,
    /// Its clock.
    pub clock: ClockId,
    /// The day it is due.
    pub due: Date,
    /// The tries in vain.
    pub tries: Vec<Date>,
    /// The day it was made.
    pub on: Option<Date>,
    /// How.
    pub method: Option<FollowUpMethod>,
    /// What was found.
    pub outcome: Option<FollowUpOutcome>,
    /// What the petitioner said.
    pub words: String,
    /// The demands it reopened.
    pub reopened: Vec<DemandId>,
    /// Ended without being made.
    pub dropped: bool,
}

impl FollowUp {
    /// Whether it is still to be made.
    pub fn is_open(&self) -> bool {
        self.outcome.is_none() && !self.dropped
    }
}

/// What a follow-up found, as a form gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How the petitioner was asked.
    pub method: FollowUpMethod,
    /// What was found.
    pub outcome: FollowUpOutcome,
    /// What the petitioner said.
    pub words: String,
    /// The demands to reopen.
    pub reopen: Vec<DemandId>,
    /// Why they are reopened; told to the unit that handles them again.
    pub reason: String,
}

/// A command about follow-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpCommand {
    /// Plan one.
    Plan {
        /// Why.
        why: String,
    },
    /// Record one.
    Make {
        /// Which; none records one that nobody planned.
        id: Option<u16>,
        /// What was found.
        found: Found,
    },
}

/// What happened about follow-ups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpEvent {
    /// One is due.
    Planned {
        /// Its number.
        id: u16,
        /// Why.
        reason: FollowUpReason,
        /// Why, in words.
        why: String,
        /// The unit that asks.
        unit: UnitId,
        /// Its clock.
        clock: ClockId,
        /// The day it is due.
        due: Date,
        /// The day it was planned.
        on: Date,
    },
    /// Nobody was reached.
    Tried {
        /// Which.
        id: u16,
        /// How.
        method: FollowUpMethod,
        /// What happened.
        words: String,
        /// The day.
        on: Date,
    },
    /// It was made.
    Made {
        /// Which.
        id: u16,
        /// How.
        method: FollowUpMethod,
        /// What was found.
        outcome: FollowUpOutcome,
        /// What the petitioner said.
        words: String,
        /// The day.
        on: Date,
    },
    /// Demands that were not done are open again.
    Reopened {
        /// Which follow-up.
        id: u16,
        /// The demands.
        demands: Vec<DemandId>,
        /// Why.
        reason: String,
        /// The day.
        on: Date,
    },
    /// The unit that should ask may not have the matter any more.
    Dropped {
        /// Which.
        id: u16,
    },
}

impl FollowUpCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Plan { .. } => Action::PlanFollowUp,
            Self::Make { .. } => Action::FollowUp,
        }
    }
}
