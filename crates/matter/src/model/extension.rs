//! An extension that is asked for: the handler asks, the head of the handling organ decides (《信访工作条例》第三十四条).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::{ClockId, PostId};

/// A request that waits for the head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionRequest {
    /// Who asks.
    pub by: PostId,
    /// The leader who is asked.
    pub to: PostId,
    /// What is to be lengthened.
    pub clock: ClockId,
    /// Days asked for.
    pub days: u16,
    /// Why. What the petitioner is told are the words of whoever approves.
    pub reason: String,
    /// Since when it waits.
    pub on: Date,
}

/// What can be asked for. The approval is an act of its own: [`Command::Extend`](crate::model::command::Command::Extend).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionCommand {
    /// Ask the head for more days.
    Ask {
        /// The leader who is asked.
        to: PostId,
        /// Days asked for.
        days: u16,
        /// Why.
        reason: String,
    },
    /// Take the request back.
    TakeBack {
        /// Why, where that is worth saying.
        reason: String,
    },
    /// Refuse it.
    Refuse {
        /// Why.
        reason: String,
    },
}

/// What happened to a request. Names are part of the ledger's format: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionEvent {
    /// It was made.
    Asked {
        /// The request.
        request: ExtensionRequest,
    },
    /// The handling unit took it back.
    TakenBack {
        /// Why, where it said so.
        reason: String,
    },
    /// The head refused it; the clock runs on.
    Refused {
        /// By whom.
        by: PostId,
        /// Why.
        reason: String,
    },
}

impl ExtensionCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Ask { .. } => Action::AskExtension,
            Self::TakeBack { .. } => Action::TakeBackExtension,
            Self::Refuse { .. } => Action::RefuseExtension,
        }
    }
}
