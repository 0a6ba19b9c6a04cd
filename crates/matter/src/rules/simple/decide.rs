//! Choosing and leaving simplified handling.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::running::running;
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::simple::SimpleEvent;
use crate::model::stage::Stage;
use crate::rules::simple::may::ARTICLE;

use kernel::refusal::Refusal;
use kernel::rulebook::key;

/// The clocks that simplified handling adds.
const CLOCKS: [&str; 3] = [key::SIMPLE_PASS_ON, key::SIMPLE_ACCEPT, key::SIMPLE_ANSWER];

/// Goes back to the ordinary procedure, with the reason.
pub(crate) fn use_ordinary(
    matter: &Matter,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(reason, "不宜简易办理的理由", "why it proved unfit")?;
    let mut steps = Steps::on(matter, ctx);
    leave(&mut steps, matter, &reason);
    Ok(steps.events)
}

/// Handles in simplified form from today on.
pub(crate) fn choose(
    matter: &Matter,
    reason: &str,
    paper: bool,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(reason, "适用简易办理的理由", "why it is simple")?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Simple(SimpleEvent::Chosen {
        on: ctx.today,
        reason,
        paper,
    }));
    let (key, from) = match matter.stage {
        Stage::Handling => (key::SIMPLE_ANSWER, matter.accepted.unwrap_or(ctx.today)),
        Stage::Transferred => (key::SIMPLE_ACCEPT, receipt(matter).unwrap_or(ctx.today)),
        _ if ctx.org.is_petition_office(matter.owner) => (key::SIMPLE_PASS_ON, ctx.today),
        _ => (key::SIMPLE_ACCEPT, ctx.today),
    };
    steps.start(key, Holder::Unit(matter.owner), from, None, None)?;
    let late = steps
        .events
        .iter()
        .any(|event| matches!(event, Event::ClockStarted { clock } if ctx.today > clock.due.moved));
    if late {
        return Err(Refusal::law(
            "简易办理的期限已过，按普通程序办理",
            "the period of simplified handling has passed; the ordinary procedure goes on",
            ARTICLE,
        ));
    }
    Ok(steps.events)
}

fn receipt(matter: &Matter) -> Option<Date> {
    matter.last_handover().map(|handover| handover.on)
}

/// Ends simplified handling; the ordinary clocks have kept running.
pub(crate) fn leave(steps: &mut Steps<'_>, matter: &Matter, reason: &str) {
    steps.end(matter, &running().limits(&CLOCKS), "转为普通程序");
    steps.push(Event::Simple(SimpleEvent::Left {
        reason: reason.to_owned(),
    }));
}

/// The clock that simplified handling adds when a unit accepts.
pub(crate) fn start_handling(
    steps: &mut Steps<'_>,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if matter.simple.is_some() {
        steps.start(
            key::SIMPLE_ANSWER,
            Holder::Unit(matter.owner),
            ctx.today,
            None,
            None,
        )?;
    }
    Ok(())
}
