//! Major and urgent petition information (重大、紧急信访信息): first, follow-up and final report, each with its time and recipients
//! (《信访工作条例》第二十五条).

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{ANYONE, DutyKind, DutyRow, OversightEvent, acting, joined, staff};
use crate::command::Action;
use crate::decide::required;
use crate::sight;
use crate::{Context, Event, Matter};
use kernel::access::Viewer;
use kernel::coded;
use kernel::org::Org;
use kernel::refusal::Refusal;
use kernel::rulebook::{Rulebook, Weight};
use kernel::{PostId, UnitId};

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

pub(super) fn concerns(action: Action) -> bool {
    action == Action::ReportUrgent
}

/// Whether a series was begun and not ended.
pub fn is_running(matter: &Matter) -> bool {
    matter
        .oversight
        .urgent
        .last()
        .is_some_and(|sent| sent.report.step != ReportStep::Final)
}

pub(super) fn may(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = staff(matter, ctx, ANYONE)?;
    joined(matter)?;
    let theirs = |viewer: &Viewer| {
        [matter.owner, matter.office].contains(&viewer.unit)
            || sight::oversees(viewer, matter, ctx.org)
    };
    if viewer.is_none_or(theirs) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "由负责单位、登记单位或者其上的信访部门报告",
        "the unit that has the matter or the petition department reports",
    ))
}

pub(super) fn decide(
    matter: &Matter,
    command: UrgentCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let UrgentCommand::Report(report) = command;
    let by = acting(ctx)?;
    let unit = ctx.org.post(by).map_or(matter.owner, |post| post.unit);
    match (report.step, is_running(matter)) {
        (ReportStep::First, true) => {
            return Err(Refusal::input(
                "首报已经发出，请选择续报或者终报",
                "the first report is out; choose follow-up or final",
            ));
        }
        (ReportStep::FollowUp | ReportStep::Final, false) => {
            return Err(Refusal::input(
                "尚未首报，请先首报",
                "there is no first report yet",
            ));
        }
        _ => {}
    }
    if report.reported.date() > ctx.today || report.learned > report.reported {
        return Err(Refusal::input(
            "报告时间不能在将来，也不能早于获知时间",
            "the time of the report lies in the future or before the office learned of it",
        ));
    }
    recipients(&report, unit, ctx)?;
    let report = UrgentReport {
        place: required(&report.place, "地点", "place")?,
        demand: required(&report.demand, "诉求", "demand")?,
        cause: required(&report.cause, "起因", "cause")?,
        measures: required(&report.measures, "已采取的措施", "measures")?,
        trend: report.trend.trim().to_owned(),
        ..report
    };
    Ok(vec![Event::Oversight(OversightEvent::Urgent(
        UrgentEvent::Reported { report, unit, by },
    ))])
}

/// Who must be told by a unit: the own committee and government always; a petition department tells the one above and, at the
/// same time, the national administration (《信访工作条例》第二十五条).
pub fn must_be_told(unit: UnitId, org: &Org) -> Vec<Recipient> {
    let mut due = vec![Recipient::Government];
    if org.is_petition_office(unit) {
        due.extend([Recipient::Above, Recipient::National]);
    }
    due
}

fn recipients(report: &UrgentReport, unit: UnitId, ctx: &Context<'_>) -> Result<(), Refusal> {
    let missing: Vec<_> = must_be_told(unit, ctx.org)
        .into_iter()
        .filter(|who| !report.recipients.contains(who))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let zh: Vec<_> = missing.iter().map(|who| who.zh()).collect();
    let en: Vec<_> = missing.iter().map(|who| who.en()).collect();
    Err(Refusal::missing(
        format!("还应当报告：{}", zh.join("、")),
        format!("these must be told as well: {}", en.join(", ")),
    )
    .under("《信访工作条例》第二十五条"))
}

pub(super) fn apply(matter: &mut Matter, event: &UrgentEvent) {
    let UrgentEvent::Reported { report, unit, by } = event;
    matter.oversight.urgent.push(Sent {
        report: report.clone(),
        unit: *unit,
        by: *by,
    });
}

/// An urgent matter without a first report, and a series without its last, wait.
pub(super) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    let since = matter.petitions.first().map(|petition| petition.received);
    match (matter.oversight.urgent.last(), since) {
        (None, Some(since)) if matter.weight == Weight::Urgent && matter.stage.is_open() => {
            rows.push(DutyRow::of_unit(
                DutyKind::Urgent,
                1,
                matter.owner,
                since,
                Some(since),
            ));
        }
        (Some(last), _) if last.report.step != ReportStep::Final => {
            let since = last.report.reported.date();
            rows.push(DutyRow::of_unit(
                DutyKind::Urgent,
                1,
                last.unit,
                since,
                None,
            ));
        }
        _ => {}
    }
}
