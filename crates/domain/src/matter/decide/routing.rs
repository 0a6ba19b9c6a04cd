//! Transfer, assignment, objection and return.

use jiff::civil::Date;

use super::steps::{Steps, required};
use crate::UnitId;
use crate::access;
use crate::matter::state::{Handover, HandoverKind};
use crate::matter::{Context, Event, Holder, Matter, Stage, routing_limit};
use crate::refusal::Refusal;

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
    steps.meet(matter, &["K1", "K2"]);
    if matter.stage == Stage::Transferred {
        // The receiver passes it on to the organ that can decide: its own duty to answer ends with that.
        steps.meet(matter, &["K3"]);
        steps.end(matter, &["K4", "K5"], "已转有权处理的单位");
    }
    steps.push(Event::HandedOver {
        handover: Handover {
            from: matter.owner,
            to,
            kind,
            on: ctx.today,
            report_by,
        },
        note,
    });
    let holder = Holder::Unit(to);
    steps.start("K3", holder, ctx.today, None, None)?;
    steps.start("K4", holder, ctx.today, None, None)?;
    if named.is_some() {
        steps.start("K5", holder, ctx.today, None, named)?;
    }
    Ok(steps.events)
}

fn check_receiver(matter: &Matter, to: UnitId, ctx: &Context<'_>) -> Result<(), Refusal> {
    if access::is_accused(matter, to, ctx.org) {
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
    if !access::may_receive(matter, to, ctx.org) {
        return Err(Refusal::input(
            "该单位不存在或已撤并，请选择承接其职能的单位",
            "that unit does not exist or no longer works; choose its successor",
        ));
    }
    Ok(())
}

/// The report date must lie ahead, and within two years.
fn days_until(today: Date, date: Date) -> Result<u16, Refusal> {
    let days = (date - today).get_days();
    if !(1..=730).contains(&days) {
        return Err(Refusal::input(
            format!("反馈日期 {date} 应晚于今天且不超过两年"),
            format!("the report date {date} must be later than today and within two years"),
        ));
    }
    u16::try_from(days).map_err(|_| Refusal::input("反馈日期有误", "bad report date"))
}

/// The receiver says it is not competent, within five working days and with reasons (第二十三条第三款).
pub fn object(
    matter: &Matter,
    reason: String,
    believed: Option<UnitId>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(&reason, "异议的详细理由", "detailed reasons")?;
    let clock = matter
        .clocks
        .iter()
        .find(|clock| clock.is_running() && clock.limit.as_str() == "K4");
    if clock.is_none_or(|clock| ctx.today > clock.due.moved) {
        return Err(Refusal::law(
            "提出异议的五个工作日已过，应当受理或依法告知",
            "the five working days for an objection have passed",
            "《信访工作条例》第二十三条第三款",
        ));
    }
    if believed == Some(matter.owner) {
        return Err(Refusal::input(
            "认为有权处理的单位不能是本单位",
            "the body believed responsible cannot be your own unit",
        ));
    }
    let sender = able_sender(matter, ctx)?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Objected { reason, believed });
    steps.meet(matter, &["K4"]);
    steps.start("K4V", Holder::Unit(sender), ctx.today, None, None)?;
    Ok(steps.events)
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
    if access::may_receive(matter, sender, ctx.org) {
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
    steps.meet(matter, &["K4V"]);
    steps.end(matter, &["K3", "K5"], "异议成立，已退回");
    steps.push(Event::Returned { note });
    let limit = routing_limit(sender, ctx.org);
    // Whether a new period starts after a return is open in law (list K, U7); a new one keeps the duty visible.
    steps.start(limit, Holder::Unit(sender), ctx.today, None, None)?;
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
    steps.meet(matter, &["K4V"]);
    steps.push(Event::ObjectionRejected { reason });
    Ok(steps.events)
}
