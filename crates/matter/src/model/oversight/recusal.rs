//! Recusal (回避): who may not act on the matter, by whose word.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::{PersonId, PostId, coded};

coded! {
    /// Who raised it.
    RecusalSource {
        /// The person declared an interest.
        Own = "own", "本人申报", "Own declaration";
        /// The petitioner asked for it.
        Petitioner = "petitioner", "信访人申请", "The petitioner's request";
    }
}

/// How a recusal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecusalState {
    /// Asked for, to be decided.
    Asked,
    /// The person may not act.
    InForce,
    /// Not granted.
    Refused,
    /// The reason fell away.
    Ended,
}

/// One recusal, or a request for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// The person concerned; open while a request only describes someone.
    pub person: Option<PersonId>,
    /// The post in which the person is known here.
    pub post: Option<PostId>,
    /// Whom the petitioner means, in the petitioner's words.
    pub named: String,
    /// Who raised it.
    pub source: RecusalSource,
    /// The interest.
    pub reason: String,
    /// The day it was raised.
    pub on: Date,
    /// How it stands.
    pub state: RecusalState,
    /// The leader's reason for the decision.
    pub decision: String,
}

/// A command about recusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecusalCommand {
    /// Declare an interest of one's own.
    Declare {
        /// The interest.
        reason: String,
    },
    /// The petitioner asks that someone does not act.
    Ask {
        /// The post meant, where it is known.
        post: Option<PostId>,
        /// Whom the petitioner means, in words.
        named: String,
        /// The interest.
        reason: String,
    },
    /// Decide on such a request.
    Decide {
        /// Which.
        id: u16,
        /// Granted or not.
        granted: bool,
        /// The post meant, where the request only describes someone.
        post: Option<PostId>,
        /// Why; told to the petitioner.
        reason: String,
    },
    /// End a recusal whose reason fell away.
    End {
        /// Which.
        id: u16,
        /// Why.
        reason: String,
    },
}

/// What happened about recusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecusalEvent {
    /// A person declared an interest.
    Declared {
        /// Its number.
        id: u16,
        /// The person.
        person: PersonId,
        /// The post they declared it in.
        post: PostId,
        /// The interest.
        reason: String,
        /// The day.
        on: Date,
    },
    /// The petitioner asked that someone does not act.
    Asked {
        /// Its number.
        id: u16,
        /// The post meant, where it is known.
        post: Option<PostId>,
        /// The person who holds it.
        person: Option<PersonId>,
        /// Whom the petitioner means, in words.
        named: String,
        /// The interest.
        reason: String,
        /// The day.
        on: Date,
    },
    /// The leader decided.
    Decided {
        /// Which.
        id: u16,
        /// Granted or not.
        granted: bool,
        /// The post.
        post: Option<PostId>,
        /// The person who may not act.
        person: Option<PersonId>,
        /// Why.
        reason: String,
    },
    /// The reason fell away.
    Ended {
        /// Which.
        id: u16,
        /// Why.
        reason: String,
    },
}

impl RecusalCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Declare { .. } => Action::DeclareInterest,
            Self::Ask { .. } => Action::AskRecusal,
            Self::Decide { .. } => Action::DecideRecusal,
            Self::End { .. } => Action::EndRecusal,
        }
    }
}
