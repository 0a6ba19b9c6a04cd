//! Urgent information, decided.

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::urgent::{Recipient, ReportStep, UrgentEvent, UrgentReport};
use crate::rules::oversight::urgent::duties::is_running;

use kernel::UnitId;
use kernel::org::Org;
use kernel::refusal::Refusal;

/// First, follow-up or final report of major or urgent information.
pub(crate) fn report(
    matter: &Matter,
    report: UrgentReport,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
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
