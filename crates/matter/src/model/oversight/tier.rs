//! The three tiers (三级工作机制) and how a matter stands in one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::rulebook::key;
use kernel::{ClockId, UnitId, coded};

coded! {
    /// The tiers, lowest first.
    Tier {
        /// The handling unit's own working group.
        One = "one", "三级（承办单位专班）", "Third tier: the handling unit";
        /// The leader in charge with the units concerned.
        Two = "two", "二级（分管领导专班）", "Second tier: the leader in charge";
        /// The main leader with the joint conference.
        Three = "three", "一级（主要领导专班）", "First tier: the main leader";
    }
}

impl Tier {
    /// The limit of the plan it owes.
    pub fn limit(self) -> &'static str {
        match self {
            Self::One => key::PLAN_OF_THIRD_TIER,
            Self::Two => key::PLAN_OF_SECOND_TIER,
            Self::Three => key::PLAN_OF_FIRST_TIER,
        }
    }
}

/// The tier a matter stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The tier.
    pub tier: Tier,
    /// Why.
    pub reason: String,
    /// The posts of the working group.
    pub group: String,
    /// The unit that owes the plan.
    pub unit: UnitId,
    /// The day.
    pub on: Date,
    /// The clock of the plan.
    pub clock: ClockId,
    /// The day the plan is due.
    pub due: Date,
    /// The plan, once made.
    #[serde(default)]
    pub plan: Option<(Date, String)>,
}

/// A command about tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TierCommand {
    /// Set the tier.
    Set {
        /// The tier.
        tier: Tier,
        /// Why.
        reason: String,
        /// The posts of the working group.
        group: String,
    },
    /// File the plan.
    Plan {
        /// The plan.
        text: String,
    },
}

/// What happened about tiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierEvent {
    /// The tier was set.
    Set(Standing),
    /// The plan was filed.
    Planned {
        /// The plan.
        text: String,
        /// The day.
        on: Date,
    },
    /// The unit may not have the matter any more: the tier has to be set anew.
    Dropped,
}

impl TierCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Set { .. } => Action::SetTier,
            Self::Plan { .. } => Action::FilePlan,
        }
    }
}
