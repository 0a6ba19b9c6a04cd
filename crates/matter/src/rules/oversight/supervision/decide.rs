//! Supervision, decided.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::kit::signers::leader_of;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::supervision::{
    Inspection, Order, OrderState, OrderText, SupervisionEvent,
};
use crate::rules::oversight::guard::days_until;
use crate::rules::oversight::supervision::may::ARTICLE;

use kernel::UnitId;
use kernel::refusal::Refusal;
use kernel::rulebook::{GroundEffect, key};

fn entered(event: SupervisionEvent) -> Event {
    Event::Oversight(OversightEvent::Supervision(event))
}

/// The unit under an order reports what was done.
pub(crate) fn feed_back(
    matter: &Matter,
    order: u16,
    text: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let found = find(matter, order, OrderState::Open)?;
    own(found.to, ctx)?;
    let text = required(text, "办理和整改情况", "what was done")?;
    let mut steps = Steps::on(matter, ctx);
    steps.meet_clock(found.clock);
    steps.push(entered(SupervisionEvent::FedBack {
        order,
        text,
        on: ctx.today,
    }));
    Ok(steps.events)
}

/// Whoever gave the order signs it off, or sends it back with a new day.
pub(crate) fn sign_off(
    matter: &Matter,
    order: u16,
    (note, again_by): (&str, Option<Date>),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let found = find(matter, order, OrderState::FedBack)?;
    own(found.from, ctx)?;
    let note = required(
        note,
        "销号意见或者退回理由",
        "the closing words, or why it does not do",
    )?;
    let mut steps = Steps::on(matter, ctx);
    let event = match again_by {
        None => SupervisionEvent::SignedOff {
            order,
            note,
            on: ctx.today,
        },
        Some(by) => {
            let days = days_until(by, ctx)?;
            let clock = steps.start_beside(LIMIT, found.to, Some(days))?;
            SupervisionEvent::SentBack {
                order,
                note,
                by,
                clock,
            }
        }
    };
    steps.push(entered(event));
    Ok(steps.events)
}

/// The acting post's unit is the one concerned; the program itself may act for any.
fn own(unit: UnitId, ctx: &Context<'_>) -> Result<(), Refusal> {
    match ctx.actor.viewer() {
        Some(viewer) if viewer.unit != unit => Err(Refusal::not_yours(
            format!("由{}办理", ctx.org.unit_name(unit)),
            "another unit does this",
        )),
        _ => Ok(()),
    }
}

/// An order to the unit that answers, with a day to report back.
pub(crate) fn order(
    matter: &Matter,
    text: OrderText,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut steps = Steps::on(matter, ctx);
    let by_post = acting(ctx)?;
    let from = ctx
        .org
        .post(by_post)
        .map_or(matter.office, |post| post.unit);
    let known = ctx.rulebook.ground(&text.ground);
    if known.is_none_or(|ground| ground.effect != GroundEffect::Supervise) {
        return Err(
            Refusal::input("请从列表中选择督办情形", "choose the ground from the list")
                .under(ARTICLE),
        );
    }
    let approver = match (text.form.needs_approval(), text.approver) {
        (true, Some(post)) => Some(leader_of(from, post, matter, ctx)?),
        (true, None) => {
            return Err(Refusal::missing(
                "实地督办、联合督办须经本单位负责人批准，请选择批准人",
                "on-site and joint supervision need a leader's approval; choose who approved",
            ));
        }
        (false, _) => None,
    };
    let text = OrderText {
        problem: required(&text.problem, "存在的问题", "the problem")?,
        demand: required(&text.demand, "督办要求", "the demand")?,
        approver,
        ..text
    };
    let days = days_until(text.by, ctx)?;
    let clock = steps.start_beside(LIMIT, matter.owner, Some(days))?;
    steps.push(entered(SupervisionEvent::Ordered {
        id: matter
            .oversight
            .orders
            .last()
            .map_or(1, |last| last.id.saturating_add(1)),
        from,
        to: matter.owner,
        text,
        clock,
        on: ctx.today,
    }));
    Ok(steps.events)
}

/// Records a look on the spot.
pub(crate) fn inspect(
    matter: &Matter,
    record: Inspection,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if record.on > ctx.today {
        return Err(Refusal::input(
            "实地督查的日期不能晚于今天",
            "the day of the inspection lies in the future",
        ));
    }
    if record
        .order
        .is_some_and(|id| !matter.oversight.orders.iter().any(|order| order.id == id))
    {
        return Err(Refusal::input(
            "请选择一项督办，或刷新页面",
            "choose an order, or reload the page",
        ));
    }
    let record = Inspection {
        place: required(&record.place, "地点", "place")?,
        inspectors: required(&record.inspectors, "督查人员", "who inspected")?,
        findings: required(
            &record.findings,
            "查阅、询问和核实的情况",
            "what was read, asked and found",
        )?,
        ..record
    };
    Ok(vec![entered(SupervisionEvent::Inspected(record))])
}

/// The limit that an order's deadline follows.
pub const LIMIT: &str = key::SUPERVISION;

fn find(matter: &Matter, id: u16, state: OrderState) -> Result<&Order, Refusal> {
    let order = matter
        .oversight
        .orders
        .iter()
        .find(|order| order.id == id && order.state == state);
    order.ok_or_else(|| {
        Refusal::input(
            "请选择一项督办，或刷新页面",
            "choose an order, or reload the page",
        )
    })
}
