//! Several organs on one matter: the lead answers for the whole, the others owe it their contributions.

use jiff::civil::Date;

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::kit::text::{days_until, required};
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::routing::{CoTask, RoutingEvent, TaskState};

use kernel::UnitId;
use kernel::org::Org;
use kernel::refusal::Refusal;
use kernel::rulebook::key;

/// Asks a unit to co-handle, with a clock of its own.
pub(crate) fn ask(
    matter: &Matter,
    unit: UnitId,
    request: &str,
    due: Date,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let request = required(request, "协办要求", "what is asked of the unit")?;
    check_unit(matter, unit, ctx.org)?;
    let days = days_until(ctx.today, due)?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Routing(RoutingEvent::CoHandlerAsked {
        task: CoTask {
            unit,
            asked_by: matter.owner,
            request,
            on: ctx.today,
            due,
            state: TaskState::Open,
        },
    }));
    steps.start(
        key::CONTRIBUTE,
        Holder::Unit(unit),
        ctx.today,
        None,
        Some(days),
    )?;
    Ok(steps.events)
}

fn check_unit(matter: &Matter, unit: UnitId, org: &Org) -> Result<(), Refusal> {
    if accused::is_accused(matter, unit, org) {
        return Err(Refusal::law(
            "被检举控告的单位及其下属单位不得参与办理",
            "an accused unit or one below it takes no part in the matter",
            "《信访工作条例》第三十条第三款",
        ));
    }
    if unit == matter.owner || matter.routing.open_task(unit).is_some() {
        return Err(Refusal::input(
            "该单位已是牵头单位或已有未反馈的协办任务，请选择其他单位",
            "that unit leads already, or still owes a contribution",
        ));
    }
    if !accused::may_receive(matter, unit, org) {
        return Err(Refusal::input(
            "该单位不存在或已撤并，请选择承接其职能的单位",
            "that unit does not exist or no longer works; choose its successor",
        ));
    }
    Ok(())
}

/// A co-handling unit gives its contribution to the lead.
pub(crate) fn contribute(
    matter: &Matter,
    text: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "协办意见", "your contribution")?;
    let unit = ctx
        .actor
        .viewer()
        .map(|viewer| viewer.unit)
        .filter(|unit| matter.routing.open_task(*unit).is_some())
        .ok_or_else(no_task)?;
    let mut steps = Steps::on(matter, ctx);
    steps.meet(matter, &running().limits(&[key::CONTRIBUTE]).of(unit));
    steps.push(Event::Routing(RoutingEvent::Contributed {
        unit,
        on: ctx.today,
        text,
    }));
    Ok(steps.events)
}

pub(crate) fn no_task() -> Refusal {
    Refusal::missing(
        "本单位没有待反馈的协办任务",
        "your unit owes no contribution here",
    )
}

/// The lead does without a contribution; it answers for the whole either way.
pub(crate) fn end(
    matter: &Matter,
    unit: UnitId,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let why = required(reason, "撤回协办的理由", "why")?;
    if matter.routing.open_task(unit).is_none() {
        return Err(Refusal::input(
            "该单位没有待反馈的协办任务，请刷新页面",
            "that unit owes no contribution; reload the page",
        ));
    }
    let mut steps = Steps::on(matter, ctx);
    end_task(&mut steps, matter, unit, &why);
    Ok(steps.events)
}

fn end_task(steps: &mut Steps<'_>, matter: &Matter, unit: UnitId, why: &str) {
    steps.end(matter, &running().limits(&[key::CONTRIBUTE]).of(unit), why);
    steps.push(Event::Routing(RoutingEvent::CoHandlingEnded {
        unit,
        why: why.to_owned(),
    }));
}

/// Ends every co-handling task, because the lead they owed it to no longer has the matter.
pub(crate) fn end_tasks(steps: &mut Steps<'_>, matter: &Matter, why: &str) {
    let units: Vec<UnitId> = matter.routing.open_tasks().map(|task| task.unit).collect();
    for unit in units {
        end_task(steps, matter, unit, why);
    }
}

/// Ends the tasks of units that stand accused now.
pub(crate) fn end_accused(steps: &mut Steps<'_>, after: &Matter, org: &Org) {
    let accused: Vec<UnitId> = after
        .routing
        .open_tasks()
        .map(|task| task.unit)
        .filter(|unit| accused::is_accused(after, *unit, org))
        .collect();
    for unit in accused {
        end_task(steps, after, unit, "被检举控告单位不得参与办理");
    }
}
