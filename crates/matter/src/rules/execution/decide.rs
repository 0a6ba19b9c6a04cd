//! Watching, urging and reporting performance.

use jiff::civil::Date;

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::answer::Answer;
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::execution::{Execution, ExecutionEvent, ExecutionState};
use crate::model::matter::Matter;
use crate::model::said::Said;
use crate::rules::execution::may::supporting;

use kernel::refusal::Refusal;
use kernel::rulebook::key;
use kernel::{AnswerId, ExecutionId, UnitId};

/// Watches that something which was promised is done by its day.
pub(crate) fn watch(
    matter: &Matter,
    answer: AnswerId,
    (what, by): (&str, Date),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let found = supporting(matter)
        .into_iter()
        .find(|one| one.id == answer)
        .ok_or_else(|| Refusal::input("请选择支持诉求的意见", "choose an opinion that supports"))?;
    let what = required(what, "执行内容", "what is to be done")?;
    let unit = performer(matter, found, ctx);
    let mut steps = Steps::on(matter, ctx);
    track(&mut steps, next_id(matter), (answer, unit), (what, by), ctx)?;
    Ok(steps.events)
}

/// Urges performance.
pub(crate) fn urge(
    matter: &Matter,
    execution: ExecutionId,
    words: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let execution = find(matter, execution)?.id;
    let words = said(words, "督促的内容", ctx)?;
    Ok(vec![Event::Execution(ExecutionEvent::Urged {
        execution,
        words,
    })])
}

/// Records whether it was done. The duty is met either way: what was watched is now known.
pub(crate) fn report(
    matter: &Matter,
    execution: ExecutionId,
    (done, result): (bool, &str),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let one = find(matter, execution)?;
    let result = said(result, "履行情况", ctx)?;
    let mut steps = Steps::on(matter, ctx);
    steps.meet(
        matter,
        &running()
            .limits(&[key::CARRY_OUT])
            .of(one.unit)
            .due(one.by)
            .first(),
    );
    steps.push(Event::Execution(ExecutionEvent::Reported {
        execution: one.id,
        done,
        result,
    }));
    Ok(steps.events)
}

/// The organ that gave the opinion sees to it; where a review body decided, the organ under review does.
fn performer(matter: &Matter, answer: &Answer, ctx: &Context<'_>) -> UnitId {
    let under_review = answer
        .kind
        .review()
        .and_then(|id| matter.review(id))
        .map(|review| matter.first_decider(review));
    let unit = under_review.unwrap_or(answer.unit);
    if accused::may_receive(matter, unit, ctx.org) {
        unit
    } else {
        matter.owner
    }
}

/// The next free number.
pub fn next_id(matter: &Matter) -> ExecutionId {
    ExecutionId(
        matter
            .executions
            .iter()
            .map(|one| one.id.0)
            .max()
            .unwrap_or(0)
            + 1,
    )
}

/// Starts to watch a promise, with a clock until its day.
///
/// # Errors
/// When the day lies in the past or too far ahead.
pub fn track(
    steps: &mut Steps<'_>,
    id: ExecutionId,
    (answer, unit): (AnswerId, UnitId),
    (what, by): (String, Date),
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let days = (by - ctx.today).get_days();
    let named = u16::try_from(days)
        .ok()
        .filter(|days| *days <= 3660)
        .ok_or_else(|| {
            Refusal::input(
                format!("履行日期 {by} 应在今天或以后、十年以内"),
                format!("the day {by} must be today or later, within ten years"),
            )
        })?;
    steps.push(Event::Execution(ExecutionEvent::Tracked {
        execution: Execution {
            id,
            answer,
            unit,
            what,
            by,
            state: ExecutionState::Open,
            urged: Vec::new(),
            result: None,
        },
    }));
    steps.start(
        key::CARRY_OUT,
        Holder::Unit(unit),
        ctx.today,
        None,
        Some(named),
    )?;
    Ok(())
}

fn find(matter: &Matter, id: ExecutionId) -> Result<&Execution, Refusal> {
    matter
        .executions
        .iter()
        .find(|one| one.id == id && one.is_open())
        .ok_or_else(|| {
            Refusal::input(
                "该项已有结果，请刷新页面",
                "that one has its result already",
            )
        })
}

fn said(text: &str, zh: &str, ctx: &Context<'_>) -> Result<Said, Refusal> {
    Ok(Said {
        on: ctx.today,
        text: required(text, zh, zh)?,
    })
}
