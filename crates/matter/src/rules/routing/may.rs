//! Who may do what on a matter's way, and when.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::petition::Channel;
use crate::rules::routing::arbiter::{arbiter, returns_left};
use crate::rules::routing::deciding::own_government;
use crate::rules::routing::together::no_task;

use kernel::UnitId;
use kernel::access::Viewer;
use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::Weight;

/// Whether the viewer's unit may act; `None` where the general rule applies.
pub(crate) fn may_unit(
    action: Action,
    matter: &Matter,
    viewer: &Viewer,
    ctx: &Context<'_>,
) -> Option<Result<(), Refusal>> {
    let allowed = match action {
        Action::DecideReport | Action::SettleDispute => decides(matter, viewer.unit, ctx),
        Action::ReferDispute => {
            let sender = matter.last_handover().map(|handover| handover.from);
            viewer.unit == matter.owner || sender == Some(viewer.unit)
        }
        Action::Contribute => matter
            .routing
            .tasks
            .iter()
            .any(|task| task.unit == viewer.unit),
        Action::AskCoHandler | Action::EndCoHandling => {
            viewer.unit == matter.owner || accused::oversees(viewer, matter, ctx.org)
        }
        _ => return None,
    };
    Some(if allowed {
        Ok(())
    } else {
        Err(whose(action, matter, ctx))
    })
}

/// The decider itself; where it has no leader's post here, the unit that asked records the decision it was given.
fn decides(matter: &Matter, unit: UnitId, ctx: &Context<'_>) -> bool {
    matter.decider().is_some_and(|decider| {
        decider == unit
            || (ctx.org.leaders(decider).is_empty()
                && (unit == matter.owner || unit == matter.office))
    })
}

fn whose(action: Action, matter: &Matter, ctx: &Context<'_>) -> Refusal {
    let (zh, en) = match (action, matter.decider()) {
        (Action::DecideReport | Action::SettleDispute, Some(decider)) => (
            format!("由{}决定", ctx.org.unit_name(decider)),
            "another body decides this".to_owned(),
        ),
        (Action::Contribute, _) => {
            let refusal = no_task();
            (refusal.zh, refusal.en)
        }
        (Action::ReferDispute, _) => (
            "由承办单位或者转送、交办单位提请".to_owned(),
            "the unit that has it or the one that sent it refers a dispute".to_owned(),
        ),
        _ => (
            format!(
                "本事项由{}负责，由该单位办理",
                ctx.org.unit_name(matter.owner)
            ),
            "another unit answers for this matter now".to_owned(),
        ),
    };
    Refusal::new(RefusalKind::NotYours, zh, en)
}

/// Conditions that hold or fail whatever the form says.
pub(crate) fn conditions(
    action: Action,
    matter: &Matter,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    match action {
        Action::Transfer | Action::Assign => may_move(matter, ctx),
        Action::Object => may_object(matter),
        Action::ReportUp => may_report(matter, ctx),
        Action::ReferDispute => may_refer(matter, ctx),
        Action::Contribute => match ctx.actor.viewer().map(|viewer| viewer.unit) {
            Some(unit) if matter.routing.open_task(unit).is_none() => Err(no_task()),
            _ => Ok(()),
        },
        Action::EndCoHandling if matter.routing.open_tasks().next().is_none() => Err(
            Refusal::missing("没有未反馈的协办任务", "no contribution is owed"),
        ),
        Action::Guide => may_guide(matter),
        _ => Ok(()),
    }
}

/// Whom an arbiter named does not object again.
fn may_object(matter: &Matter) -> Result<(), Refusal> {
    if !matter.routing.is_settled() {
        return Ok(());
    }
    Err(Refusal::law(
        "受理单位已经裁定，不再提出异议",
        "the accepting unit has been named; nobody objects any more",
        "《信访工作条例》第二十四条第一款",
    ))
}

/// After the last return nobody sends the matter on before an arbiter has decided.
fn may_move(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if returns_left(matter, ctx) > 0 || matter.routing.is_settled() {
        return Ok(());
    }
    Err(Refusal::law(
        format!(
            "已被退回{}次，不再转送，请提请共同的上一级机关、单位或者联席会议裁定",
            matter.returns
        ),
        format!(
            "handed back {} times: put the dispute to the common superior or the joint conference",
            matter.returns
        ),
        "《信访工作条例》第二十四条第一款",
    ))
}

fn may_report(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    const ARTICLE: &str = "《信访工作条例》第二十二条第一款第一项";
    if matter.weight == Weight::Ordinary {
        return Err(Refusal::missing(
            "只有重大、紧急信访事项报请本级党委、政府决定",
            "only major or urgent matters are reported for decision",
        )
        .under(ARTICLE));
    }
    if own_government(matter, ctx).is_none() {
        return Err(Refusal::missing(
            "没有可以报请的本级党委、政府：请管理员先登记",
            "there is no committee or government above to report to; ask the administrator",
        )
        .under(ARTICLE));
    }
    Ok(())
}

fn may_refer(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    const ARTICLE: &str = "《信访工作条例》第二十四条第一款";
    if matter.routing.is_settled() {
        return Err(Refusal::law(
            "受理单位已经裁定，应当执行",
            "the accepting unit has been named already",
            ARTICLE,
        ));
    }
    if matter.routing.objections.is_empty() {
        return Err(Refusal::missing(
            "还没有单位提出异议，没有受理争议",
            "nobody has objected, so there is no dispute",
        )
        .under(ARTICLE));
    }
    if arbiter(matter, ctx.org).is_none() {
        return Err(Refusal::missing(
            "争议各方没有共同的上一级机关、单位，也没有登记信访工作联席会议：请管理员先登记",
            "the parties have no common superior and no joint conference is entered; ask the administrator",
        )
        .under(ARTICLE));
    }
    Ok(())
}

fn may_guide(matter: &Matter) -> Result<(), Refusal> {
    let visit = matter
        .petitions
        .iter()
        .any(|petition| petition.channel == Channel::Visit);
    if visit {
        return Ok(());
    }
    Err(Refusal::missing(
        "逐级规定只适用于来访；来信、网信、来电可以向任何一级提出，应当转送、交办",
        "the level rule concerns visits only; other petitions may go to any level and are routed",
    )
    .under("《信访工作条例》第十七条、第二十条"))
}

/// The lead answers for the whole: contributions are in, or it does without them in so many words.
pub(crate) fn waits_for_contributions(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let names: Vec<String> = matter
        .routing
        .open_tasks()
        .map(|task| ctx.org.unit_name(task.unit))
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(Refusal::missing(
        format!(
            "协办单位尚未反馈：{}；请催办，或者撤回协办后再答复",
            names.join("、")
        ),
        format!(
            "contributions are still owed by {}; wait, or do without them",
            names.join(", ")
        ),
    )
    .under("《信访工作条例》第二十四条第一款"))
}
