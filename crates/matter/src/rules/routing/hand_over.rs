//! Transfer, assignment, objection and return.

use jiff::civil::Date;

use crate::kit::accused;
use crate::kit::clocks::{BEFORE_ACCEPTANCE, routing_limit};
use crate::kit::context::Context;
use crate::kit::running::{duties, running};
use crate::kit::steps::Steps;
use crate::kit::text::{days_until, required};
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::{Handover, HandoverKind};
use crate::model::stage::Stage;
use crate::rules::routing::propose::rule_for;
use crate::rules::routing::together::end_tasks;

use kernel::UnitId;
use kernel::refusal::Refusal;
use kernel::rulebook::{GroundCode, GroundEffect, key};

/// Sends a matter to another unit; with a report date it is an assignment (《信访工作条例》第二十二条第一款).
pub fn hand_over(
    matter: &Matter,
    to: UnitId,
    report_by: Option<Date>,
    note: String,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    check_receiver(matter, to, ctx)?;
    let named = report_by
        .map(|date| days_until(ctx.today, date))
        .transpose()?;
    let kind = if report_by.is_some() {
        HandoverKind::Assign
    } else {
        HandoverKind::Transfer
    };
    let mut steps = Steps::on(matter, ctx);
    steps.meet(matter, &running().limits(&BEFORE_ACCEPTANCE));
    if matter.stage == Stage::Transferred {
        // The receiver passes it on to the organ that can decide: its own duty to answer ends with that.
        steps.end(
            matter,
            &running().limits(&[key::OBJECT, key::REPORT_RESULT, key::PROCURATORATE_RESULT]),
            "已转有权处理的单位",
        );
        end_tasks(&mut steps, matter, "已转有权处理的单位");
    }
    let rule = rule_for(matter, kind, to, ctx.org).map(|rule| rule.code().to_owned());
    steps.push(Event::HandedOver {
        handover: Handover {
            from: matter.owner,
            to,
            kind,
            on: ctx.today,
            report_by,
        },
        note,
        rule,
    });
    steps.start_receipt(matter, matter.owner, to, matter.routing.is_settled())?;
    if named.is_some() {
        steps.start(key::REPORT_RESULT, Holder::Unit(to), ctx.today, None, named)?;
    }
    Ok(steps.events)
}

/// Passes a matter on to a unit as a plain transfer, for decisions that entail one.
pub fn send_on(
    matter: &Matter,
    to: UnitId,
    note: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    hand_over(matter, to, None, note.to_owned(), ctx)
}

fn check_receiver(matter: &Matter, to: UnitId, ctx: &Context<'_>) -> Result<(), Refusal> {
    if matter.routing.is_settled() && !ctx.org.is_within(to, matter.owner) {
        return Err(Refusal::law(
            "受理单位已经裁定，只能交由其所属单位具体承办",
            "the accepting unit has been named; it may pass the matter to a unit of its own only",
            "《信访工作条例》第二十四条第一款",
        ));
    }
    if accused::is_accused(matter, to, ctx.org) {
        return Err(Refusal::law(
            "不得将检举控告材料转给被检举控告的单位及其下属单位",
            "an accusation never goes to the accused unit or one below it",
            "《信访工作条例》第三十条第三款",
        ));
    }
    if to == matter.owner {
        return Err(Refusal::input(
            "本事项已由该单位负责，请选择其他单位",
            "that unit answers for the matter already",
        ));
    }
    if !accused::may_receive(matter, to, ctx.org) {
        return Err(Refusal::input(
            "该单位不存在或已撤并，请选择承接其职能的单位",
            "that unit does not exist or no longer works; choose its successor",
        ));
    }
    Ok(())
}

/// The receiver says it is not competent, within five working days and with reasons (第二十三条第三款).
pub fn object(
    matter: &Matter,
    ground: &GroundCode,
    reason: String,
    believed: Option<UnitId>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    check_return_ground(ground, ctx)?;
    let reason = required(&reason, "异议的详细理由", "detailed reasons")?;
    in_time_to_object(matter, ctx)?;
    let believed = check_believed(matter, believed, ctx)?;
    let sender = able_sender(matter, ctx)?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Objected {
        reason,
        believed: Some(believed),
        ground: Some(ground.clone()),
    });
    steps.meet(matter, &running().limits(&[key::OBJECT]));
    steps.start(
        key::VERIFY_OBJECTION,
        Holder::Unit(sender),
        ctx.today,
        None,
        None,
    )?;
    Ok(steps.events)
}

fn check_return_ground(code: &GroundCode, ctx: &Context<'_>) -> Result<(), Refusal> {
    let known = ctx
        .rulebook
        .ground(code)
        .is_some_and(|ground| ground.effect == GroundEffect::Return);
    if known {
        return Ok(());
    }
    Err(Refusal::input(
        "请选择异议的情形",
        "choose the ground of the objection",
    ))
}

fn in_time_to_object(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let clock = matter
        .clocks
        .iter()
        .find(|clock| clock.is_running() && clock.limit.as_str() == key::OBJECT);
    if clock.is_none_or(|clock| ctx.today > clock.due.moved) {
        return Err(Refusal::law(
            "提出异议的五个工作日已过，应当受理或依法告知",
            "the five working days for an objection have passed",
            "《信访工作条例》第二十三条第三款",
        ));
    }
    Ok(())
}

/// An objection names who is responsible instead: it is no way to be rid of a matter.
fn check_believed(
    matter: &Matter,
    believed: Option<UnitId>,
    ctx: &Context<'_>,
) -> Result<UnitId, Refusal> {
    let Some(believed) = believed else {
        return Err(Refusal::input(
            "请选择认为有权处理的单位",
            "name the body you believe responsible",
        )
        .under("《信访工作条例》第二十三条第三款"));
    };
    if believed == matter.owner {
        return Err(Refusal::input(
            "认为有权处理的单位不能是本单位",
            "the body believed responsible cannot be your own unit",
        ));
    }
    if !accused::may_receive(matter, believed, ctx.org) {
        return Err(Refusal::input(
            "认为有权处理的单位不存在、已撤并或被检举控告，请选择其他单位",
            "the body believed responsible does not exist, no longer works or is accused",
        ));
    }
    Ok(believed)
}

fn sender(matter: &Matter) -> Result<UnitId, Refusal> {
    matter
        .last_handover()
        .map(|handover| handover.from)
        .ok_or_else(|| {
            Refusal::missing(
                "本事项不是转送、交办而来，没有可核实异议的单位",
                "the matter was not handed over, so nobody can verify an objection",
            )
        })
}

/// The sender, if the matter may go back to it.
fn able_sender(matter: &Matter, ctx: &Context<'_>) -> Result<UnitId, Refusal> {
    let sender = sender(matter)?;
    if accused::may_receive(matter, sender, ctx.org) {
        return Ok(sender);
    }
    Err(Refusal::law(
        "转送、交办单位被检举控告或已撤并，不能退回；请转送有权处理的机关、单位",
        "the sender is accused or no longer works; send the matter on to the competent organ instead",
        "《信访工作条例》第三十条第三款",
    ))
}

/// The sender agrees with the objection and takes the matter back.
pub fn take_back(matter: &Matter, note: String, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let sender = able_sender(matter, ctx)?;
    let mut steps = Steps::on(matter, ctx);
    steps.meet(matter, &running().limits(&[key::VERIFY_OBJECTION]));
    end_tasks(&mut steps, matter, "异议成立，已退回");
    steps.end(matter, &duties().of(matter.owner), "异议成立，已退回");
    steps.push(Event::Returned { note });
    // Whether a new period starts after a return is open in law (list K, U7): a setting of the rulebook says it.
    let limit = routing_limit(sender, ctx.org);
    let first = matter.clocks.iter().rev().find(|clock| {
        clock.limit.as_str() == limit && clock.unit() == Some(sender) && !clock.is_running()
    });
    match first {
        Some(first) if !ctx.rulebook.flag("new_routing_clock_after_return") => {
            steps.resume(first);
        }
        _ => {
            steps.start(limit, Holder::Unit(sender), ctx.today, None, None)?;
        }
    }
    Ok(steps.events)
}

/// The sender does not agree; the receiver's period to decide on acceptance has kept running.
pub fn reject_objection(
    matter: &Matter,
    reason: String,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(&reason, "不同意的理由", "reason")?;
    let mut steps = Steps::on(matter, ctx);
    steps.meet(matter, &running().limits(&[key::VERIFY_OBJECTION]));
    steps.push(Event::ObjectionRejected { reason });
    Ok(steps.events)
}
