//! Acceptance, hearing the petitioner, extension.

use jiff::civil::Date;

use super::steps::{Steps, leader_of_owner, required};
use crate::clocks::BEFORE_ACCEPTANCE;
use crate::lawful::duties::{handling_limit_of, start_outer};
use crate::may::extendable;
use crate::petition::Purpose;
use crate::state::{Demand, Heard, Service, ServiceMethod};
use crate::{Context, Event, Holder, Matter, simple};
use kernel::PostId;
use kernel::refusal::Refusal;

/// The limit that runs while demands of a purpose are handled. Only appeals have a period in law (第三十四条); the others
/// are settings of the rulebook, so that no duty is without a clock.
pub fn handling_limit(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Appeal => "K6",
        Purpose::Suggestion => "K6S",
        Purpose::Accusation => "K6A",
    }
}

/// Whether the rulebook lets the handling periods start when the petitioner has the acceptance notice, not with the decision
/// (list K, U7). The duty to notify then runs on until the notice is served, so that there is no day without a clock.
fn starts_with_notice(ctx: &Context<'_>) -> bool {
    ctx.rulebook.word("acceptance_starts_on") == Some("notice")
}

/// The competent organ accepts; the handling periods start from today, or once the notice is served.
pub fn accept(matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    let by_notice = starts_with_notice(ctx);
    let runs_on = |key: &&str| by_notice && NOTIFYING.contains(key);
    let met: Vec<&str> = BEFORE_ACCEPTANCE
        .into_iter()
        .filter(|key| !runs_on(key))
        .collect();
    steps.meet(matter, &met);
    steps.end(matter, &["K4"], "已受理");
    steps.push(Event::Accepted { on: ctx.today });
    if !by_notice {
        start_unserved(&mut steps, matter, ctx.today, ctx)?;
    }
    simple::start_handling(&mut steps, matter, ctx)?;
    Ok(steps.events)
}

/// The limits of telling the petitioner what becomes of the petition.
const NOTIFYING: [&str; 3] = ["K1", "K2", "K3"];

/// Starts the handling periods that demands without a served answer need: a notice signed before acceptance and not served
/// yet is a duty too.
fn start_unserved(
    steps: &mut Steps<'_>,
    matter: &Matter,
    from: Date,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let runs = |limit: &str| {
        let mut clocks = matter.clocks.iter();
        clocks.any(|clock| clock.is_running() && clock.limit.as_str() == limit)
    };
    let wanted = |demand: &Demand| !matter.is_served(demand) && !runs(handling_limit_of(demand));
    start_periods(steps, matter, from, ctx, &wanted)
}

/// Starts, from a day, the handling period of each kind of demand among those `wanted`.
///
/// # Errors
/// A rulebook without the limit.
pub(crate) fn start_periods(
    steps: &mut Steps<'_>,
    matter: &Matter,
    from: Date,
    ctx: &Context<'_>,
    wanted: &dyn Fn(&Demand) -> bool,
) -> Result<(), Refusal> {
    let mut started: Vec<&str> = Vec::new();
    let mut demands: Vec<&Demand> = matter.demands.iter().collect();
    demands.sort_by_key(|demand| demand.purpose);
    for demand in demands {
        let limit = handling_limit_of(demand);
        if wanted(demand) && !started.contains(&limit) {
            started.push(limit);
            let holder = Holder::Unit(matter.owner);
            steps.start(limit, holder, from, Some(demand.purpose), None)?;
            start_outer(steps, matter, limit, ctx)?;
        }
    }
    Ok(())
}

/// The day from which handling periods count; none while the notice that starts them is not served.
pub(crate) fn period_starts(matter: &Matter, ctx: &Context<'_>) -> Option<Date> {
    if !starts_with_notice(ctx) {
        return matter.accepted;
    }
    matter.accepted?;
    matter.acceptance_notice.as_ref().map(|service| service.on)
}

/// Records that the acceptance notice (受理告知书) reached the petitioner; by the rulebook's choice the periods start with it.
pub fn notify(matter: &Matter, service: Service, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let accepted = matter.accepted.unwrap_or(ctx.today);
    if service.on < accepted || service.on > ctx.today {
        return Err(Refusal::input(
            format!("送达日期应在 {accepted} 至今天之间"),
            format!("the day of service must lie between {accepted} and today"),
        ));
    }
    let proof = match service.method {
        ServiceMethod::Post => required(&service.proof, "邮件号码", "item number")?,
        ServiceMethod::InPerson => required(&service.proof, "签收情况", "who signed")?,
        _ => service.proof.trim().to_owned(),
    };
    let on = service.on;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::AcceptanceNotified {
        service: Service { proof, ..service },
    });
    if starts_with_notice(ctx) {
        let notifying = matter
            .clocks
            .iter()
            .filter(|clock| clock.is_running() && NOTIFYING.contains(&clock.limit.as_str()));
        for clock in notifying {
            steps.push(Event::ClockMet {
                clock: clock.id,
                on,
            });
        }
        start_unserved(&mut steps, matter, on, ctx)?;
    }
    Ok(steps.events)
}

/// Records that the petitioner was heard.
pub fn hear(note: String, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::Heard {
        heard: Heard {
            on: ctx.today,
            note: required(&note, "听取陈述的情况", "what the petitioner stated")?,
            by: ctx.actor.post(),
        },
    }])
}

/// Lengthens the handling period; all extensions together stay within the cap (第三十四条).
pub fn extend(
    matter: &Matter,
    days: u16,
    approver: PostId,
    reason: String,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(
        &reason,
        "延期理由（将告知信访人）",
        "reason, told to the petitioner",
    )?;
    let approver = leader_of_owner(matter, approver, ctx)?;
    let (clock, cap) = extendable(matter, ctx.rulebook)
        .ok_or_else(|| Refusal::missing("没有可以延期的期限", "no period can be extended"))?;
    let left = cap.saturating_sub(clock.span.extended);
    if days == 0 || days > left {
        return Err(Refusal::law(
            format!("延期天数应为1至{left}日（累计不超过三十日）"),
            format!("an extension may be 1 to {left} days here"),
            "《信访工作条例》第三十四条",
        ));
    }
    let mut span = clock.span.clone();
    span.extended += days;
    Ok(vec![Event::ClockExtended {
        clock: clock.id,
        days,
        approver,
        reason,
        due: span.due(ctx.calendar),
    }])
}
