//! What leaders read and write, and collective study (阅批、批示、集体研究).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::{ClockId, PostId, UnitId, coded};

coded! {
    /// What a leader makes of a matter.
    Disposition {
        /// A task for a unit, with a date.
        Task = "task", "批示办理", "Instruct";
        /// Ordinary: another leader reads it.
        Delegate = "delegate", "批转其他负责人", "Delegate";
        /// Important: put to collective study with minutes.
        Study = "study", "提交集体研究", "Collective study";
        /// Read, nothing more.
        Read = "read", "已阅", "Read";
    }
}

/// A matter put before a leader (呈阅).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// The leader's post.
    pub to: PostId,
    /// Who put it there.
    pub by: PostId,
    /// The day.
    pub on: Date,
    /// What it is about.
    pub summary: String,
    /// What is proposed.
    pub proposal: String,
    /// Whether the leader has read it.
    #[serde(default)]
    pub read: bool,
}

/// What a leader wrote (批示).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// Its number inside the matter, from 1.
    pub id: u16,
    /// The reading it answers.
    pub reading: Option<u16>,
    /// The leader's post.
    pub by: PostId,
    /// The leader's unit.
    pub unit: UnitId,
    /// What becomes of it.
    pub disposition: Disposition,
    /// The words.
    pub text: String,
    /// The unit that does it.
    pub to: Option<UnitId>,
    /// The day it is due.
    pub due: Option<Date>,
    /// The clock of the task.
    pub clock: Option<ClockId>,
    /// The day.
    pub on: Date,
    /// What was reported, or decided in the study, and when.
    #[serde(default)]
    pub report: Option<(Date, String)>,
    /// Withdrawn, because a unit may not have the matter any more.
    #[serde(default)]
    pub withdrawn: bool,
}

impl Instruction {
    /// Whether a report or a study is awaited.
    pub fn is_open(&self) -> bool {
        matches!(self.disposition, Disposition::Task | Disposition::Study)
            && self.report.is_none()
            && !self.withdrawn
    }
}

/// The minutes of a collective study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    /// The instruction that asked for it.
    pub instruction: Option<u16>,
    /// The day.
    pub on: Date,
    /// Who took part, the chair first.
    pub members: String,
    /// What was said.
    pub minutes: String,
    /// What was decided.
    pub decision: String,
}

/// A command about reading, instruction and study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstructionCommand {
    /// Put the matter before a leader.
    Submit {
        /// The leader's post.
        to: PostId,
        /// What it is about.
        summary: String,
        /// What is proposed.
        proposal: String,
    },
    /// The leader writes.
    Write {
        /// The reading it answers.
        reading: Option<u16>,
        /// What becomes of it.
        disposition: Disposition,
        /// The words.
        text: String,
        /// The unit that does it, for a task.
        to: Option<UnitId>,
        /// The day it is due, for a task.
        by: Option<Date>,
        /// The other leader, to delegate to.
        leader: Option<PostId>,
    },
    /// Report a task.
    Report {
        /// Which.
        instruction: u16,
        /// What was done.
        text: String,
    },
    /// Record a study. A task may follow from it.
    Study {
        /// The minutes.
        study: Study,
        /// The unit and date of the task that follows.
        task: Option<(UnitId, Date)>,
    },
}

/// What happened about reading, instruction and study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstructionEvent {
    /// Put before a leader.
    Submitted(Reading),
    /// The leader wrote.
    Written(Instruction),
    /// A task was reported.
    Reported {
        /// Which.
        instruction: u16,
        /// What was done.
        text: String,
        /// The day.
        on: Date,
    },
    /// Studied together.
    Studied(Study),
    /// A unit may not have the matter any more.
    Withdrawn {
        /// Which instruction.
        instruction: u16,
    },
}

impl InstructionCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Submit { .. } => Action::SubmitReading,
            Self::Write { .. } => Action::Instruct,
            Self::Report { .. } => Action::ReportTask,
            Self::Study { .. } => Action::RecordStudy,
        }
    }
}
