//! What stands beside the procedure and watches over it: one file for each subject, gathered in one command, one event and one field of
//! the matter.

pub mod advice;
pub mod archive;
pub mod follow_up;
pub mod instruction;
pub mod ownership;
pub mod recusal;
pub mod risk;
pub mod supervision;
pub mod tier;
pub mod urgent;

use serde::{Deserialize, Serialize};

use crate::model::action::Action;
use crate::model::oversight::advice::{Advice, AdviceCommand, AdviceEvent};
use crate::model::oversight::archive::{Archive, ArchiveCommand, ArchiveEvent};
use crate::model::oversight::follow_up::{FollowUp, FollowUpCommand, FollowUpEvent};
use crate::model::oversight::instruction::{
    Instruction, InstructionCommand, InstructionEvent, Reading, Study,
};
use crate::model::oversight::ownership::{Ownership, OwnershipCommand, OwnershipEvent};
use crate::model::oversight::recusal::{Recusal, RecusalCommand, RecusalEvent};
use crate::model::oversight::risk::{Assessment, RiskCommand, RiskEvent};
use crate::model::oversight::supervision::{
    Inspection, Order, OrderState, SupervisionCommand, SupervisionEvent,
};
use crate::model::oversight::tier::{Standing, TierCommand, TierEvent};
use crate::model::oversight::urgent::{Sent, UrgentCommand, UrgentEvent};

use kernel::ClockId;

/// What watches over one matter, subject by subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oversight {
    /// Persons who may not act on it, and requests that wait.
    pub recusals: Vec<Recusal>,
    /// Supervision orders.
    pub orders: Vec<Order>,
    /// Records made on site.
    pub inspections: Vec<Inspection>,
    /// The three suggestions.
    pub advice: Vec<Advice>,
    /// Reports of urgent information.
    pub urgent: Vec<Sent>,
    /// What was put before leaders.
    pub readings: Vec<Reading>,
    /// What leaders wrote.
    pub instructions: Vec<Instruction>,
    /// Minutes of collective study.
    pub studies: Vec<Study>,
    /// The leader's case.
    pub ownership: Option<Ownership>,
    /// The tier it stands in.
    pub tier: Option<Standing>,
    /// The last assessment of its risk.
    pub risk: Option<Assessment>,
    /// Follow-ups, due and made.
    pub follow_ups: Vec<FollowUp>,
    /// The archived file.
    pub archive: Option<Archive>,
}

impl Oversight {
    /// Whether an order is not done yet (UNDER_SUPERVISION, T40).
    pub fn is_supervised(&self) -> bool {
        self.orders.iter().any(Order::is_open)
    }

    /// The clocks of what is still awaited.
    pub fn live_clocks(&self) -> Vec<ClockId> {
        let orders = self
            .orders
            .iter()
            .filter(|order| order.state == OrderState::Open)
            .map(|order| order.clock);
        let advice = self
            .advice
            .iter()
            .filter(|advice| advice.is_open())
            .map(|advice| advice.clock);
        let tasks = self
            .instructions
            .iter()
            .filter(|one| one.is_open())
            .filter_map(|one| one.clock);
        let plan = self
            .tier
            .iter()
            .filter(|standing| standing.plan.is_none())
            .map(|standing| standing.clock);
        let follow_ups = self
            .follow_ups
            .iter()
            .filter(|one| one.is_open())
            .map(|one| one.clock);
        orders
            .chain(advice)
            .chain(tasks)
            .chain(plan)
            .chain(follow_ups)
            .collect()
    }
}

/// Makes the enums of all subjects and hands each to its module.
macro_rules! subjects {
    ($($variant:ident = $module:ident: $command:ident, $event:ident;)+) => {
        /// A command of one of the subjects.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum OversightCommand {
            $(#[doc = concat!("See [`", stringify!($module), "`].")] $variant($command),)+
        }

        /// An event of one of the subjects. Names are part of the ledger's format: add, never rename.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum OversightEvent {
            $(#[doc = concat!("See [`", stringify!($module), "`].")] $variant($event),)+
        }

        impl OversightCommand {
            /// The right this command needs.
            pub fn action(&self) -> Action {
                match self {
                    $(Self::$variant(command) => command.action(),)+
                }
            }
        }
    };
}

subjects! {
    Recusal = recusal: RecusalCommand, RecusalEvent;
    Supervision = supervision: SupervisionCommand, SupervisionEvent;
    Advice = advice: AdviceCommand, AdviceEvent;
    Urgent = urgent: UrgentCommand, UrgentEvent;
    Instruction = instruction: InstructionCommand, InstructionEvent;
    Ownership = ownership: OwnershipCommand, OwnershipEvent;
    Tier = tier: TierCommand, TierEvent;
    Risk = risk: RiskCommand, RiskEvent;
    FollowUp = follow_up: FollowUpCommand, FollowUpEvent;
    Archive = archive: ArchiveCommand, ArchiveEvent;
}
