//! Reports of major and urgent information (重大紧急信访信息): first, follow-up, final.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::rulebook::Rulebook;
use kernel::{PostId, UnitId, coded};

coded! {
    /// Which report of a series.
    ReportStep {
        /// The first, in time.
        First = "first", "首报", "First report";
        /// Each new development.
        FollowUp = "follow_up", "续报", "Follow-up report";
        /// The last, which ends the series.
        Final = "final", "终报", "Final report";
    }
}

coded! {
    /// Who is told (第二十五条).
    Recipient {
        /// The own committee and government.
        Government = "government", "本级党委和政府", "Own committee and government";
        /// The department in charge.
        Competent = "competent", "有关主管部门", "Competent department";
        /// The own joint conference's office.
        JointOffice = "joint_office", "本级信访工作联席会议办公室", "Joint conference office";
        /// The petition department above.
        Above = "above", "上一级党委和政府信访部门", "Petition department above";
        /// The national administration.
        National = "national", "国家信访局", "National administration";
    }
}

/// One report, with the fields of D28.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgentReport {
    /// Which of the series.
    pub step: ReportStep,
    /// When the office learned of it.
    pub learned: DateTime,
    /// When it was reported.
    pub reported: DateTime,
    /// Who was told.
    pub recipients: Vec<Recipient>,
    /// Where it happens.
    pub place: String,
    /// How many people are concerned.
    pub people: u32,
    /// What they ask for.
    pub demand: String,
    /// Why it came to this.
    pub cause: String,
    /// What is done to stop it from growing.
    pub measures: String,
    /// How it is likely to go on.
    pub trend: String,
}

impl UrgentReport {
    /// Minutes from learning of it to the report.
    pub fn delay(&self) -> i64 {
        (self.reported - self.learned)
            .total(jiff::Unit::Minute)
            .map_or(0, |minutes| minutes as i64)
    }

    /// Whether a first report came later than the rulebook's hours; no hours means "at once", which no number can judge.
    pub fn is_late(&self, book: &Rulebook) -> bool {
        let hours = book.number("urgent_report_hours").unwrap_or(0);
        hours > 0 && self.step == ReportStep::First && self.delay() > i64::from(hours) * 60
    }
}

/// A report that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The report.
    pub report: UrgentReport,
    /// The unit that reported.
    pub unit: UnitId,
    /// Who reported.
    pub by: PostId,
}

/// A command about urgent information.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrgentCommand {
    /// Report.
    Report(UrgentReport),
}

/// What happened about urgent information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UrgentEvent {
    /// A report was sent.
    Reported {
        /// The report.
        report: UrgentReport,
        /// The unit that reported.
        unit: UnitId,
        /// Who reported.
        by: PostId,
    },
}

impl UrgentCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        Action::ReportUrgent
    }
}
