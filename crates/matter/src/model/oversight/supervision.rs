//! Supervision (督办): an order with ground, demand and deadline, feedback, sign-off; records made on site.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::rulebook::GroundCode;
use kernel::{ClockId, PostId, UnitId, coded};

coded! {
    /// How an order is given (local norms).
    SupervisionForm {
        /// In the system.
        Online = "online", "网上督办", "Online";
        /// By telephone.
        Phone = "phone", "电话督办", "Telephone";
        /// By letter (督办函).
        Letter = "letter", "发函督办", "Letter";
        /// By an interview with the organ's leader.
        Interview = "interview", "约谈督办", "Interview";
        /// On the spot; needs a leader's approval.
        OnSite = "on_site", "实地督办", "On site";
        /// With other organs on the spot; needs a leader's approval.
        Joint = "joint", "联合督办", "Joint";
    }
}

impl SupervisionForm {
    /// Whether a leader of the ordering unit must approve it.
    pub fn needs_approval(self) -> bool {
        matches!(self, Self::OnSite | Self::Joint)
    }
}

/// How an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    /// The organ owes its feedback.
    Open,
    /// The feedback waits for the sign-off.
    FedBack,
    /// Done.
    SignedOff,
    /// Withdrawn, because the organ may not have the matter any more.
    Withdrawn,
}

/// What the organ reported back, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// The day.
    pub on: Date,
    /// What was done.
    pub text: String,
    /// Why it did not do, where it was sent back.
    pub sent_back: Option<String>,
}

/// The words of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderText {
    /// The ground in the rulebook.
    pub ground: GroundCode,
    /// How it is given.
    pub form: SupervisionForm,
    /// The problem found.
    pub problem: String,
    /// What is demanded.
    pub demand: String,
    /// The day by which feedback is due.
    pub by: Date,
    /// The leader who approved it, where its form needs that.
    #[serde(default)]
    pub approver: Option<PostId>,
}

/// One order (督办).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// The unit that orders.
    pub from: UnitId,
    /// The organ supervised.
    pub to: UnitId,
    /// The day it was given.
    pub on: Date,
    /// Ground, form, problem, demand, deadline.
    pub text: OrderText,
    /// The clock of the feedback that is due now or was last.
    pub clock: ClockId,
    /// How it stands.
    pub state: OrderState,
    /// Feedback so far.
    pub feedback: Vec<Feedback>,
    /// The closing words.
    pub closing: String,
}

impl Order {
    /// Whether something is still awaited.
    pub fn is_open(&self) -> bool {
        matches!(self.state, OrderState::Open | OrderState::FedBack)
    }
}

/// A record made on the spot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// The order it belongs to.
    pub order: Option<u16>,
    /// The day.
    pub on: Date,
    /// Where.
    pub place: String,
    /// Who went.
    pub inspectors: String,
    /// Whether the petitioner was met.
    pub met_petitioner: bool,
    /// What was read, asked and found.
    pub findings: String,
}

/// A command about supervision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupervisionCommand {
    /// Order.
    Order(OrderText),
    /// Report back.
    FeedBack {
        /// Which order.
        order: u16,
        /// What was done.
        text: String,
    },
    /// Sign off, or send back with a new deadline.
    SignOff {
        /// Which order.
        order: u16,
        /// The closing words, or why it does not do.
        note: String,
        /// The new deadline where it is sent back.
        again_by: Option<Date>,
    },
    /// Record an inspection.
    Inspect(Inspection),
}

/// What happened about supervision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupervisionEvent {
    /// An order was given.
    Ordered {
        /// Its number.
        id: u16,
        /// The unit that orders.
        from: UnitId,
        /// The organ supervised.
        to: UnitId,
        /// Its words.
        text: OrderText,
        /// The clock of the feedback.
        clock: ClockId,
        /// The day.
        on: Date,
    },
    /// The organ reported back.
    FedBack {
        /// Which order.
        order: u16,
        /// What was done.
        text: String,
        /// The day.
        on: Date,
    },
    /// The feedback did not do.
    SentBack {
        /// Which order.
        order: u16,
        /// Why.
        note: String,
        /// The new deadline.
        by: Date,
        /// Its clock.
        clock: ClockId,
    },
    /// The order is done.
    SignedOff {
        /// Which order.
        order: u16,
        /// The closing words.
        note: String,
        /// The day.
        on: Date,
    },
    /// The organ may not have the matter any more.
    Withdrawn {
        /// Which order.
        order: u16,
    },
    /// A record made on the spot.
    Inspected(Inspection),
}

impl SupervisionCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Order(_) => Action::Supervise,
            Self::FeedBack { .. } => Action::FeedBack,
            Self::SignOff { .. } => Action::SignOff,
            Self::Inspect(_) => Action::Inspect,
        }
    }
}
