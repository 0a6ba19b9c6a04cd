//! A tier, decided.

use crate::kit::context::Context;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::tier::{Standing, Tier, TierEvent};
use crate::rules::oversight::supervision;

use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::Refusal;

fn entered(event: TierEvent) -> Event {
    Event::Oversight(OversightEvent::Tier(event))
}

/// Puts the matter into a tier.
pub(crate) fn set(
    matter: &Matter,
    tier: Tier,
    (reason, group): (&str, &str),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let standing = matter.oversight.tier.as_ref();
    if standing.is_some_and(|standing| standing.tier == tier) {
        return Err(Refusal::input(
            "本事项已在这一级",
            "the matter stands in that tier already",
        ));
    }
    if standing.is_some_and(|standing| tier < standing.tier) {
        lowered_by_leader(matter, ctx)?;
    }
    let (reason, group) = (
        required(reason, "调整理由", "why")?,
        required(group, "专班成员岗位", "the posts of the working group")?,
    );
    let mut steps = Steps::on(matter, ctx);
    if let Some(open) = standing.filter(|standing| standing.plan.is_none()) {
        steps.end_clock(open.clock, "另定工作层级");
    }
    let clock = steps.start_beside(tier.limit(), matter.owner, None)?;
    let due = steps.due_of(clock).unwrap_or(ctx.today);
    steps.push(entered(TierEvent::Set(Standing {
        tier,
        reason,
        group,
        unit: matter.owner,
        on: ctx.today,
        clock,
        due,
        plan: None,
    })));
    Ok(steps.events)
}

/// Files the plan that the tier asks for.
pub(crate) fn plan(matter: &Matter, text: &str, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "工作方案", "the plan")?;
    let mut steps = Steps::on(matter, ctx);
    if let Some(standing) = &matter.oversight.tier {
        steps.meet_clock(standing.clock);
    }
    steps.push(entered(TierEvent::Planned {
        text,
        on: ctx.today,
    }));
    Ok(steps.events)
}

/// Raising a matter asks for attention; lowering it takes attention away, so a leader of those above the organ answers for that, the
/// organ's own where nobody is above it.
fn lowered_by_leader(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let topmost = ctx
        .org
        .overseers(matter.owner)
        .iter()
        .all(|above| *above == matter.owner);
    let may = |viewer: &Viewer| {
        viewer.role == Role::Leader
            && (topmost || supervision::may::supervises(viewer, matter, ctx))
    };
    if ctx.actor.viewer().is_none_or(may) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "降低工作层级由负责单位之上的信访部门、党委政府的负责人决定",
        "only a leader of those above the organ lowers the tier of a matter",
    ))
}
