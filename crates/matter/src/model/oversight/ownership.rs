//! A leader's case (领导包案) with team, plan and budget.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::{PostId, UnitId};

/// The setting of days without a step after which ownership counts as idle.
pub const IDLE_DAYS: &str = "ownership_idle_days";

/// One dated step of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStep {
    /// What is to be done.
    pub text: String,
    /// Until when.
    pub due: Date,
    /// The day it was done.
    #[serde(default)]
    pub done: Option<Date>,
}

/// A leader's case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// The leader's post.
    pub leader: PostId,
    /// The leader's unit.
    pub unit: UnitId,
    /// Who works with the leader.
    pub team: String,
    /// What it is to come to.
    pub goal: String,
    /// The plan.
    pub plan: Vec<PlanStep>,
    /// The budget in yuan.
    pub budget: u64,
    /// What was spent of it, in yuan.
    #[serde(default)]
    pub spent: u64,
    /// The day it began.
    pub since: Date,
    /// The day of the last step.
    pub last_step: Date,
    /// The day and result of its end.
    #[serde(default)]
    pub ended: Option<(Date, String)>,
    /// Why it ended with steps of the plan open; empty where none was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub undone: String,
}

impl Ownership {
    /// Whether it still goes on.
    pub fn is_active(&self) -> bool {
        self.ended.is_none()
    }

    /// The steps of the plan that are not done.
    pub fn open_steps(&self) -> impl Iterator<Item = &PlanStep> {
        self.plan.iter().filter(|step| step.done.is_none())
    }

    /// Days since the last step.
    pub fn idle_days(&self, today: Date) -> i32 {
        (today - self.last_step).get_days()
    }

    /// Whether there was no step for longer than `most` days.
    pub fn is_idle(&self, today: Date, most: u32) -> bool {
        self.is_active() && i64::from(self.idle_days(today)) > i64::from(most)
    }
}

/// A command about case ownership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnershipCommand {
    /// A leader takes the case.
    Take {
        /// The leader's post.
        leader: PostId,
        /// Who works with the leader.
        team: String,
        /// What it is to come to.
        goal: String,
        /// What is to be done until when.
        plan: Vec<(String, Date)>,
        /// The budget in yuan.
        budget: u64,
    },
    /// A step was taken.
    Step {
        /// The step of the plan it does, counted from 0.
        done: Option<usize>,
        /// What was done.
        text: String,
        /// What it cost, in yuan.
        spent: u64,
        /// Further steps of the plan, each with its day.
        more: Vec<(String, Date)>,
    },
    /// It ends with its result.
    End {
        /// The result.
        result: String,
        /// Why steps of the plan stay open, where any does.
        undone: String,
    },
}

/// What happened about case ownership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnershipEvent {
    /// A leader took the case.
    Taken(Ownership),
    /// A step was taken.
    Stepped {
        /// The step of the plan it did.
        done: Option<usize>,
        /// What was done.
        text: String,
        /// What it cost, in yuan.
        spent: u64,
        /// The day.
        on: Date,
        /// Steps added to the plan.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        more: Vec<PlanStep>,
    },
    /// It ended.
    Ended {
        /// The result.
        result: String,
        /// The day.
        on: Date,
        /// Why steps of the plan stay open; empty where none does.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        undone: String,
    },
}

impl OwnershipCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Take { .. } => Action::TakeCase,
            Self::Step { .. } => Action::StepCase,
            Self::End { .. } => Action::EndCase,
        }
    }
}
