//! Hearings (听证): notice, record and conclusion, what is asked and what happened.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;
use crate::model::said::Said;

use kernel::{HearingId, PostId, ReviewId, UnitId, coded};

coded! {
    /// Why a hearing is held.
    HearingGround {
        /// The matter is major.
        Major = "major", "重大事项", "Major";
        /// It is complex.
        Complex = "complex", "复杂事项", "Complex";
        /// It is hard to settle.
        Hard = "hard", "疑难事项", "Hard";
        /// The petitioner asks for it and the organ agrees.
        Requested = "requested", "信访人申请", "On request";
    }
}

/// The notice of a hearing (听证通知书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingNotice {
    /// The day the parties were told.
    pub told: Date,
    /// The day of the session.
    pub on: Date,
    /// The time, as written.
    pub time: String,
    /// The place.
    pub place: String,
    /// What to bring, and other words.
    #[serde(default)]
    pub note: String,
}

/// The record of a session (听证笔录).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRecord {
    /// The day of the session.
    pub on: Date,
    /// Who took part, by capacity.
    pub present: String,
    /// How many representatives spoke for the petitioners.
    pub representatives: u16,
    /// What was said.
    pub text: String,
}

/// One hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// Its number inside the matter.
    pub id: HearingId,
    /// The review it belongs to; none in handling.
    #[serde(default)]
    pub review: Option<ReviewId>,
    /// The unit that holds it.
    pub unit: UnitId,
    /// Why.
    pub ground: HearingGround,
    /// Why, in words.
    pub reason: String,
    /// The day it was decided to hold it: hearing time begins.
    pub decided: Date,
    /// The host, who did not investigate.
    pub host: PostId,
    /// The hearing members: an odd number.
    pub members: Vec<String>,
    /// The notice in force.
    #[serde(default)]
    pub notice: Option<HearingNotice>,
    /// Postponements: the day and why.
    #[serde(default)]
    pub postponed: Vec<Said>,
    /// The record.
    #[serde(default)]
    pub record: Option<HearingRecord>,
    /// The conclusion, a main basis of the opinion.
    #[serde(default)]
    pub conclusion: Option<Said>,
    /// Why it was called off, where it was.
    #[serde(default)]
    pub cancelled: Option<Said>,
}

impl Hearing {
    /// Whether it is still going on.
    pub fn is_open(&self) -> bool {
        self.conclusion.is_none() && self.cancelled.is_none()
    }

    /// Whether it ended with a conclusion.
    pub fn is_concluded(&self) -> bool {
        self.conclusion.is_some()
    }
}

/// What can happen in a hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HearingEvent {
    /// It was decided to hold one.
    Decided {
        /// The hearing.
        hearing: Box<Hearing>,
    },
    /// The parties were told time and place.
    Notified {
        /// The hearing.
        hearing: HearingId,
        /// The notice.
        notice: HearingNotice,
    },
    /// The session was put off; a new notice is due.
    Postponed {
        /// The hearing.
        hearing: HearingId,
        /// Why.
        reason: Said,
    },
    /// The session was held.
    Held {
        /// The hearing.
        hearing: HearingId,
        /// The record.
        record: HearingRecord,
    },
    /// The members reached a conclusion.
    Concluded {
        /// The hearing.
        hearing: HearingId,
        /// The conclusion.
        conclusion: Said,
    },
    /// It was called off.
    Cancelled {
        /// The hearing.
        hearing: HearingId,
        /// Why.
        reason: Said,
    },
}

/// What can be asked for in a hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HearingCommand {
    /// Decide to hold one.
    Decide {
        /// The review it belongs to; none in handling.
        review: Option<ReviewId>,
        /// Why.
        ground: HearingGround,
        /// Why, in words.
        reason: String,
        /// The host.
        host: PostId,
        /// The members.
        members: Vec<String>,
    },
    /// Tell the parties time and place.
    Notify {
        /// The hearing.
        hearing: HearingId,
        /// The day of the session.
        on: Date,
        /// The time, as written.
        time: String,
        /// The place.
        place: String,
        /// What to bring.
        note: String,
    },
    /// Put the session off.
    Postpone {
        /// The hearing.
        hearing: HearingId,
        /// Why.
        reason: String,
    },
    /// Record the session.
    Hold {
        /// The hearing.
        hearing: HearingId,
        /// The record.
        record: HearingRecord,
    },
    /// Conclude.
    Conclude {
        /// The hearing.
        hearing: HearingId,
        /// The conclusion.
        text: String,
    },
    /// Call it off.
    Cancel {
        /// The hearing.
        hearing: HearingId,
        /// Why.
        reason: String,
    },
}

impl HearingCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Decide { .. } => Action::DecideHearing,
            Self::Notify { .. } => Action::NotifyHearing,
            Self::Postpone { .. } => Action::PostponeHearing,
            Self::Hold { .. } => Action::HoldHearing,
            Self::Conclude { .. } => Action::ConcludeHearing,
            Self::Cancel { .. } => Action::CancelHearing,
        }
    }
}
