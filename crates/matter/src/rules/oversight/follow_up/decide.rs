//! A follow-up, decided.

use crate::kit::clocks::routing_limit;
use crate::kit::context::Context;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::follow_up::{
    FollowUp, FollowUpEvent, FollowUpOutcome, FollowUpReason, Found,
};
use crate::model::parts::Demand;
use crate::rules::handling::limits::start_periods;
use crate::rules::oversight::follow_up::plan::planned;

use kernel::DemandId;
use kernel::refusal::Refusal;

/// Plans a follow-up that nothing else called for.
pub(crate) fn plan(matter: &Matter, why: &str, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    if matter.oversight.follow_ups.iter().any(FollowUp::is_open) {
        return Err(Refusal::missing(
            "已有待完成的回访",
            "a follow-up is due already",
        ));
    }
    let why = required(why, "回访缘由", "why")?;
    let mut steps = Steps::on(matter, ctx);
    let event = planned(matter, FollowUpReason::Chosen, why, &mut steps, ctx)?;
    push(&mut steps, event);
    Ok(steps.events)
}

/// Records a follow-up: the one that was planned, or one that nobody had planned.
pub(crate) fn make(
    matter: &Matter,
    id: Option<u16>,
    found: Found,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    made(matter, id, found, &mut steps, ctx)?;
    Ok(steps.events)
}

fn push(steps: &mut Steps<'_>, event: FollowUpEvent) {
    steps.push(Event::Oversight(OversightEvent::FollowUp(event)));
}

fn made(
    matter: &Matter,
    id: Option<u16>,
    found: Found,
    steps: &mut Steps<'_>,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let open = |one: &&FollowUp| one.is_open() && id.is_none_or(|id| one.id == id);
    let (id, clock, tries) = match (matter.oversight.follow_ups.iter().find(open), id) {
        (Some(one), _) => (one.id, one.clock, one.tries.len()),
        (None, Some(_)) => {
            return Err(Refusal::input(
                "该回访已经完成，请刷新页面",
                "that follow-up is done; reload the page",
            ));
        }
        (None, None) => {
            let event = planned(
                matter,
                FollowUpReason::Chosen,
                "主动回访".to_owned(),
                steps,
                ctx,
            )?;
            let FollowUpEvent::Planned { id, clock, .. } = event else {
                return Ok(());
            };
            push(steps, event);
            (id, clock, 0)
        }
    };
    let words = required(
        &found.words,
        "信访人的说法或者联系情况",
        "what the petitioner said",
    )?;
    let (method, on) = (found.method, ctx.today);
    if found.outcome == FollowUpOutcome::Unreached {
        if !found.reopen.is_empty() {
            return Err(Refusal::input(
                "没有联系上信访人，不能据此重新办理",
                "nobody was reached, so nothing can be reopened",
            ));
        }
        if tries + 1 < TRIES {
            push(
                steps,
                FollowUpEvent::Tried {
                    id,
                    method,
                    words,
                    on,
                },
            );
            return Ok(());
        }
    }
    steps.meet_clock(clock);
    push(
        steps,
        FollowUpEvent::Made {
            id,
            method,
            outcome: found.outcome,
            words,
            on,
        },
    );
    if !found.reopen.is_empty() {
        reopen(matter, id, &found, steps, ctx)?;
    }
    Ok(())
}

/// What was not done is open again: with the unit that accepted it, or with the office that had yet to route it.
fn reopen(
    matter: &Matter,
    id: u16,
    found: &Found,
    steps: &mut Steps<'_>,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if found.outcome == FollowUpOutcome::Done {
        return Err(Refusal::input(
            "已落实的事项不必重新办理",
            "what is done need not be reopened",
        ));
    }
    let mut demands = found.reopen.clone();
    demands.sort_unstable();
    demands.dedup();
    let known = |id: &DemandId| matter.demands.iter().any(|demand| demand.id == *id);
    if !demands.iter().all(known) {
        return Err(Refusal::input(
            "请选择要重新办理的诉求",
            "choose the demands to reopen",
        ));
    }
    let reason = required(&found.reason, "重新办理的理由", "why it is reopened")?;
    push(
        steps,
        FollowUpEvent::Reopened {
            id,
            demands: demands.clone(),
            reason,
            on: ctx.today,
        },
    );
    let holder = Holder::Unit(matter.owner);
    if matter.accepted.is_none() {
        steps.start(
            routing_limit(matter.owner, ctx.org),
            holder,
            ctx.today,
            None,
            None,
        )?;
        return Ok(());
    }
    let wanted = |demand: &Demand| demands.contains(&demand.id);
    start_periods(steps, matter, ctx.today, ctx, &wanted)
}

/// After so many tries in vain a follow-up is over.
pub const TRIES: usize = 3;
