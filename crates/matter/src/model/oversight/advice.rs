//! The three suggestions (三项建议): improve work, perfect policy, pursue responsibility.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;
use crate::model::answer::Adoption;

use kernel::{ClockId, PostId, UnitId, coded};

coded! {
    /// Which of the three.
    AdviceKind {
        /// To the organ concerned (第四十条第一款).
        Improve = "improve", "改进工作建议", "Improve work";
        /// To the own committee or government (第四十条第二款).
        Policy = "policy", "完善政策建议", "Perfect policy";
        /// To the organ with management authority (第四十条第三款).
        Responsibility = "responsibility", "追究责任建议", "Pursue responsibility";
    }
}

impl AdviceKind {
    /// The article it rests on.
    pub fn article(self) -> &'static str {
        match self {
            Self::Improve => "《信访工作条例》第四十条第一款",
            Self::Policy => "《信访工作条例》第四十条第二款",
            Self::Responsibility => "《信访工作条例》第四十条第三款",
        }
    }
}

/// The words of a suggestion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceText {
    /// Which of the three.
    pub kind: AdviceKind,
    /// To whom.
    pub to: UnitId,
    /// The problem.
    pub problem: String,
    /// What is suggested.
    pub suggestion: String,
    /// The leader who signed it.
    pub signer: PostId,
}

/// The written answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceAnswer {
    /// Adopted, partly or not.
    pub adoption: Adoption,
    /// What is done; where not adopted, why.
    pub text: String,
    /// The day.
    pub on: Date,
}

/// One suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// The unit that suggests.
    pub from: UnitId,
    /// Its words.
    pub text: AdviceText,
    /// The day it was given.
    pub on: Date,
    /// The clock of the answer.
    pub clock: ClockId,
    /// The day the answer is due.
    pub due: Date,
    /// The answer.
    pub answer: Option<AdviceAnswer>,
    /// Withdrawn, because a unit may not have the matter any more.
    pub withdrawn: bool,
}

impl Advice {
    /// Whether its answer is awaited.
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && !self.withdrawn
    }
}

/// A command about the three suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdviceCommand {
    /// Suggest.
    Give(AdviceText),
    /// Answer in writing.
    Answer {
        /// Which.
        advice: u16,
        /// Adopted, partly or not.
        adoption: Adoption,
        /// What is done; where not adopted, why.
        text: String,
    },
}

/// What happened about the three suggestions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdviceEvent {
    /// A suggestion was given.
    Given {
        /// Its number.
        id: u16,
        /// The unit that suggests.
        from: UnitId,
        /// Its words.
        text: AdviceText,
        /// The clock of the answer.
        clock: ClockId,
        /// The day the answer is due.
        due: Date,
        /// The day it was given.
        on: Date,
    },
    /// It was answered.
    Answered {
        /// Which.
        advice: u16,
        /// The answer.
        answer: AdviceAnswer,
    },
    /// A unit may not have the matter any more.
    Withdrawn {
        /// Which.
        advice: u16,
    },
}

impl AdviceCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Give(_) => Action::Advise,
            Self::Answer { .. } => Action::AnswerAdvice,
        }
    }
}
