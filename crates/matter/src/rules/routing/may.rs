//! Who may do what on a matter's way, and when.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::policy::{Policy, Stages, WORKERS, Who, always, another_unit, owner};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::petition::Channel;
use crate::model::stage::Stage;
use crate::rules::routing::arbiter::{arbiter, returns_left};
use crate::rules::routing::deciding::own_government;
use crate::rules::routing::together::no_task;

use kernel::UnitId;
use kernel::access::Viewer;
use kernel::refusal::Refusal;
use kernel::rulebook::Weight;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{Answered, Disputed, Handling, Objected, Registered, ReportedUp, Transferred};
    const OWNER: Who = Who::Those(owner);
    const BEFORE: Stages = Stages::At(&[Registered, Transferred]);
    const OBJECTED: Stages = Stages::At(&[Objected]);
    const TOGETHER: Stages = Stages::At(&[Transferred, Handling]);
    const OWED: Stages = Stages::At(&[Transferred, Objected, Disputed, Handling, Answered]);
    const REFERABLE: Stages = Stages::At(&[Registered, Transferred, Objected]);
    &[
        Policy::staff(A::Transfer, WORKERS, OWNER, BEFORE, may_move),
        Policy::staff(A::Assign, WORKERS, OWNER, BEFORE, may_move),
        Policy::staff(
            A::Object,
            WORKERS,
            OWNER,
            Stages::At(&[Transferred]),
            may_object,
        ),
        Policy::staff(
            A::AgreeObjection,
            WORKERS,
            Who::Told(sent_it),
            OBJECTED,
            always,
        ),
        Policy::staff(
            A::RejectObjection,
            WORKERS,
            Who::Told(sent_it),
            OBJECTED,
            always,
        ),
        Policy::staff(
            A::ReportUp,
            WORKERS,
            OWNER,
            Stages::At(&[Registered]),
            may_report,
        ),
        Policy::staff(
            A::DecideReport,
            WORKERS,
            Who::Told(decides),
            Stages::At(&[ReportedUp]),
            always,
        ),
        Policy::staff(
            A::ReferDispute,
            WORKERS,
            Who::Told(refers),
            REFERABLE,
            may_refer,
        ),
        Policy::staff(
            A::SettleDispute,
            WORKERS,
            Who::Told(decides),
            Stages::At(&[Disputed]),
            always,
        ),
        Policy::staff(
            A::AskCoHandler,
            WORKERS,
            Who::Those(leads),
            TOGETHER,
            always,
        ),
        Policy::staff(A::Contribute, WORKERS, Who::Told(was_asked), OWED, owes),
        Policy::staff(
            A::EndCoHandling,
            WORKERS,
            Who::Those(leads),
            OWED,
            something_is_owed,
        ),
        Policy::staff(A::Guide, WORKERS, OWNER, BEFORE, may_guide),
    ]
};

/// Whoever sent the matter verifies the objection to it.
fn sent_it(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> Result<(), Refusal> {
    if sender(matter) == Some(viewer.unit) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "异议由转送、交办单位核实",
        "the unit that sent the matter verifies the objection",
    ))
}

fn sender(matter: &Matter) -> Option<UnitId> {
    matter.last_handover().map(|handover| handover.from)
}

/// The decider itself; where it has no leader's post here, the unit that asked records the decision it was given.
fn decides(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    let Some(decider) = matter.decider() else {
        return Err(another_unit(matter, ctx));
    };
    let asked = viewer.unit == matter.owner || viewer.unit == matter.office;
    if decider == viewer.unit || (ctx.org.leaders(decider).is_empty() && asked) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        format!("由{}决定", ctx.org.unit_name(decider)),
        "another body decides this",
    ))
}

fn refers(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> Result<(), Refusal> {
    if viewer.unit == matter.owner || sender(matter) == Some(viewer.unit) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "由承办单位或者转送、交办单位提请",
        "the unit that has it or the one that sent it refers a dispute",
    ))
}

fn was_asked(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> Result<(), Refusal> {
    let mut tasks = matter.routing.tasks.iter();
    if tasks.any(|task| task.unit == viewer.unit) {
        return Ok(());
    }
    let refusal = no_task();
    Err(Refusal::not_yours(refusal.zh, refusal.en))
}

/// The lead, or the petition department above it.
fn leads(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> bool {
    viewer.unit == matter.owner || accused::oversees(viewer, matter, ctx.org)
}

fn owes(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match ctx.actor.viewer().map(|viewer| viewer.unit) {
        Some(unit) if matter.routing.open_task(unit).is_none() => Err(no_task()),
        _ => Ok(()),
    }
}

fn something_is_owed(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if matter.routing.open_tasks().next().is_some() {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有未反馈的协办任务",
        "no contribution is owed",
    ))
}

/// Whom an arbiter named does not object again.
fn may_object(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
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

fn may_guide(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    waits_for_contributions(matter, ctx)?;
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
