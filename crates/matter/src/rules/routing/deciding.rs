//! Reports for decision, and disputes about who accepts. The one who decides names; the matter stays with its owner until then.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::running::{duties, running};
use crate::kit::steps::Steps;
use crate::kit::text::required;
use crate::model::clock::Holder;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::{Handover, HandoverKind};
use crate::model::routing::{RoutingEvent, Rule};
use crate::model::stage::Stage;
use crate::rules::routing::arbiter::arbiter;
use crate::rules::routing::together::end_tasks;

use kernel::UnitId;
use kernel::org::UnitKind;
use kernel::refusal::Refusal;
use kernel::rulebook::key;

const DISPUTES: &str = "《信访工作条例》第二十四条第一款";

/// The owner's own committee or government that may decide: the nearest one above that is not accused.
pub(crate) fn own_government(matter: &Matter, ctx: &Context<'_>) -> Option<UnitId> {
    ctx.org.above(matter.owner).into_iter().find(|above| {
        let governs = ctx
            .org
            .unit(*above)
            .is_some_and(|unit| matches!(unit.kind, UnitKind::Government | UnitKind::Township));
        governs && accused::may_receive(matter, *above, ctx.org)
    })
}

/// Reports a major or urgent matter; the period for routing runs on.
pub(crate) fn report_up(
    matter: &Matter,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(reason, "报请理由和拟办意见", "why, and what you propose")?;
    let to = own_government(matter, ctx).ok_or_else(|| {
        Refusal::missing(
            "没有可以报请的本级党委、政府：请管理员先登记",
            "there is no committee or government above to report to; ask the administrator",
        )
    })?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Routing(RoutingEvent::ReportedUp { to, reason }));
    steps.start(key::DECIDE_REPORT, Holder::Unit(to), ctx.today, None, None)?;
    Ok(steps.events)
}

/// The decision goes back to the unit that reported, which carries it out.
pub(crate) fn decide_report(
    matter: &Matter,
    unit: Option<UnitId>,
    text: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let text = required(text, "决定内容", "the decision")?;
    if let Some(unit) = unit
        && !accused::may_receive(matter, unit, ctx.org)
    {
        return Err(unfit());
    }
    let mut steps = Steps::on(matter, ctx);
    steps.meet(matter, &running().limits(&[key::DECIDE_REPORT]));
    steps.push(Event::Routing(RoutingEvent::ReportDecided { unit, text }));
    Ok(steps.events)
}

fn unfit() -> Refusal {
    Refusal::law(
        "所选单位不存在、已撤并或被检举控告，请另行选择",
        "that unit does not exist, no longer works or is accused; choose another",
        "《信访工作条例》第三十条第三款",
    )
}

/// Puts the dispute to the common superior, else to the joint conference. Whoever has the matter keeps it until the
/// decision, so that it never lies between two chairs.
pub(crate) fn refer(
    matter: &Matter,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(reason, "争议情况", "what is disputed")?;
    let arbiter = arbiter(matter, ctx.org).ok_or_else(|| {
        Refusal::missing(
            "争议各方没有共同的上一级机关、单位，也没有登记信访工作联席会议：请管理员先登记",
            "the parties have no common superior and no joint conference is entered; ask the administrator",
        )
        .under(DISPUTES)
    })?;
    let mut steps = Steps::on(matter, ctx);
    if matter.stage == Stage::Objected {
        steps.meet(matter, &running().limits(&[key::VERIFY_OBJECTION]));
    }
    steps.end(matter, &running().limits(&[key::OBJECT]), "已提请裁定");
    steps.push(Event::Routing(RoutingEvent::DisputeReferred {
        arbiter,
        reason,
    }));
    steps.start(
        key::SETTLE_DISPUTE,
        Holder::Unit(arbiter),
        ctx.today,
        None,
        None,
    )?;
    Ok(steps.events)
}

/// The arbiter names the unit. A unit so named does not object again.
pub(crate) fn settle(
    matter: &Matter,
    unit: UnitId,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = required(reason, "指定理由和依据", "why, with the basis")?;
    if !accused::may_receive(matter, unit, ctx.org) {
        return Err(unfit());
    }
    if ctx.org.is_petition_office(unit) {
        return Err(Refusal::law(
            "信访部门不直接受理实体事项，请指定有权处理的机关、单位",
            "a petition department does not decide the merits; name the competent organ",
            "《信访工作条例》第十四条、第二十二条",
        ));
    }
    let from = matter.decider().unwrap_or(matter.office);
    let mut steps = Steps::on(matter, ctx);
    steps.meet(matter, &running().limits(&[key::SETTLE_DISPUTE]));
    let stays = unit == matter.owner && has_receipt_clock(matter);
    if !stays {
        end_tasks(&mut steps, matter, "改由其他单位办理");
        steps.end(matter, &duties().of(matter.owner), "经裁定改由其他单位办理");
    }
    steps.push(Event::Routing(RoutingEvent::DisputeSettled {
        unit,
        reason: reason.clone(),
    }));
    if !stays {
        steps.push(Event::HandedOver {
            handover: Handover {
                from,
                to: unit,
                kind: HandoverKind::Named,
                on: ctx.today,
                report_by: None,
            },
            note: reason,
            rule: Some(Rule::Dispute.code().to_owned()),
        });
        steps.start_receipt(matter, from, unit, true)?;
    }
    Ok(steps.events)
}

/// Whether the owner's period to decide on acceptance runs already.
fn has_receipt_clock(matter: &Matter) -> bool {
    matter.clocks.iter().any(|clock| {
        clock.is_running()
            && clock.unit() == Some(matter.owner)
            && [key::NOTIFY_SENT, key::SIMPLE_ACCEPT, key::ACCUSER_TOLD]
                .contains(&clock.limit.as_str())
    })
}
