//! Suspension and termination (中止、终止), by local rule only.

use serde::{Deserialize, Serialize};

use crate::model::action::Action;
use crate::model::said::Said;
use crate::model::stage::Stage;

use kernel::{PostId, ReviewId, coded};

coded! {
    /// Why a matter waits.
    SuspensionGround {
        /// Its main facts or evidence are being decided in another procedure.
        OtherProcedure = "other_procedure", "主要事实、证据须待另一法定程序的结果", "Another procedure decides the main facts";
        /// The organ that interprets a rule has been asked.
        Interpretation = "interpretation", "适用依据须由有权机关作出解释", "An interpretation is awaited";
    }
}

coded! {
    /// Why a review, or a matter, ends without a decision.
    TerminationGround {
        /// The petitioner withdraws.
        Withdrawn = "withdrawn", "申请人撤回", "Withdrawn";
        /// It was settled or solved.
        Settled = "settled", "已经和解或者解决", "Settled or solved";
        /// The petitioner died or is missing and nobody takes it on.
        NoSuccessor = "no_successor", "申请人死亡或者下落不明且无人承受", "No successor";
        /// The entity that petitioned was struck off.
        EntityGone = "entity_gone", "申请单位终止且无承受人", "The entity no longer exists";
    }
}

/// A suspension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Why.
    pub ground: SuspensionGround,
    /// Since when and why, as told to the petitioner.
    pub reason: Said,
    /// Where the matter stood.
    pub before: Stage,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseEvent {
    /// The matter waits.
    Suspended {
        /// The suspension.
        suspension: Suspension,
    },
    /// It goes on.
    Resumed {
        /// Why, as told to the petitioner.
        reason: Said,
    },
}

/// What can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PauseCommand {
    /// Let the matter wait.
    Suspend {
        /// Why.
        ground: SuspensionGround,
        /// Why, in words for the petitioner.
        reason: String,
    },
    /// Go on.
    Resume {
        /// Why, in words for the petitioner.
        reason: String,
    },
    /// End a review, or the open demands.
    Terminate {
        /// The review; none for the demands in handling.
        review: Option<ReviewId>,
        /// Why.
        ground: TerminationGround,
        /// Why, in words for the petitioner.
        reason: String,
        /// The leader who signs.
        signer: PostId,
    },
}

impl PauseCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Suspend { .. } => Action::Suspend,
            Self::Resume { .. } => Action::Resume,
            Self::Terminate { .. } => Action::Terminate,
        }
    }
}
