//! Acceptance, hearing the petitioner, extension.

use super::steps::{Steps, leader_of_owner, required};
use crate::PostId;
use crate::matter::clocks::BEFORE_ACCEPTANCE;
use crate::matter::lawful::duties::{handling_limit_of, start_outer};
use crate::matter::may::{extendable, extension_cap};
use crate::matter::state::{Demand, Heard};
use crate::matter::{Context, Event, Holder, Matter, simple};
use crate::petition::Purpose;
use crate::refusal::Refusal;

/// The limit that runs while demands of a purpose are handled. Only appeals have a period in law (第三十四条); the others
/// are settings of the rulebook, so that no duty is without a clock.
pub fn handling_limit(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Appeal => "K6",
        Purpose::Suggestion => "K6S",
        Purpose::Accusation => "K6A",
    }
}

/// The competent organ accepts; the handling periods start from today.
pub fn accept(matter: &Matter, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    steps.meet(matter, &BEFORE_ACCEPTANCE);
    steps.end(matter, &["K4"], "已受理");
    steps.push(Event::Accepted { on: ctx.today });
    // A notice signed before acceptance and not served yet is a duty too.
    let mut started: Vec<&str> = Vec::new();
    let mut demands: Vec<&Demand> = matter.demands.iter().collect();
    demands.sort_by_key(|demand| demand.purpose);
    for demand in demands {
        let limit = handling_limit_of(demand);
        if !matter.is_served(demand) && !started.contains(&limit) {
            started.push(limit);
            let holder = Holder::Unit(matter.owner);
            steps.start(limit, holder, ctx.today, Some(demand.purpose), None)?;
            start_outer(&mut steps, matter, limit, ctx)?;
        }
    }
    simple::start_handling(&mut steps, matter, ctx)?;
    Ok(steps.events)
}

/// Records that the petitioner was heard.
pub fn hear(note: String, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::Heard {
        heard: Heard {
            on: ctx.today,
            note: required(&note, "听取陈述的情况", "what the petitioner stated")?,
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
    let clock = extendable(matter, ctx)
        .ok_or_else(|| Refusal::missing("没有可以延期的期限", "no period can be extended"))?;
    let left = extension_cap(&clock.limit, matter, ctx).saturating_sub(clock.span.extended);
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
