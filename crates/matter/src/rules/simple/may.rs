//! Which matters are simple enough, and how their answers are served.

use crate::kit::context::Context;
use crate::kit::policy::{Policy, Stages, WORKERS, Who, owner};
use crate::model::action::Action as A;
use crate::model::answer::ServiceMethod;
use crate::model::lawful::Route;
use crate::model::matter::Matter;
use crate::model::petition::{GROUP_THRESHOLD, Purpose, Relation};
use crate::model::stage::Stage;

use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::{Rulebook, Weight};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{Handling, Registered, Transferred};
    const OWNER: Who = Who::Those(owner);
    const UNANSWERED: Stages = Stages::At(&[Registered, Transferred, Handling]);
    &[
        Policy::staff(A::Simplify, WORKERS, OWNER, UNANSWERED, may_choose),
        Policy::staff(A::UseOrdinary, WORKERS, OWNER, UNANSWERED, may_leave),
    ]
};

pub(crate) const ARTICLE: &str = "《信访事项简易办理办法（试行）》";

fn may_choose(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if matter.simple.is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "本事项已在简易办理",
            "the matter is handled in simplified form already",
        ));
    }
    out_of_scope(matter, ctx.rulebook)
}

fn may_leave(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if matter.simple.is_some() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "本事项按普通程序办理",
        "the ordinary procedure applies already",
    ))
}

/// What is simple is done in its short period or goes back to the ordinary procedure.
pub fn not_extended(matter: &Matter) -> Result<(), Refusal> {
    if matter.simple.is_none() {
        return Ok(());
    }
    Err(Refusal::missing(
        "简易办理不延期；不能按期办结的，先“转为普通程序”",
        "simplified handling is not extended; go back to the ordinary procedure first",
    )
    .under(ARTICLE))
}

/// Why a matter is not simple, in the order a clerk would check. The measures were not seen in full (list K, U3); what
/// the rulebook leaves open can be switched there.
fn out_of_scope(matter: &Matter, book: &Rulebook) -> Result<(), Refusal> {
    let threshold = book.number(GROUP_THRESHOLD).unwrap_or(5);
    let repeat = matter
        .petitions
        .iter()
        .any(|petition| petition.relation == Relation::Repeat);
    let sealed = matter
        .demands
        .iter()
        .any(|demand| demand.purpose == Purpose::Accusation);
    let outside = matter
        .demands
        .iter()
        .any(|demand| demand.route.is_some_and(Route::leads_out));
    let checks = [
        (
            matter.weight != Weight::Ordinary,
            "重大、紧急事项",
            "a major or urgent matter",
        ),
        (sealed, "检举控告", "an accusation"),
        (
            outside,
            "应当导入其他法定途径的事项",
            "a matter of another lawful route",
        ),
        (
            repeat && book.flag("simple_first_only"),
            "重复信访事项",
            "a repeat petition",
        ),
        (
            matter.head_count() >= threshold && book.flag("simple_no_group"),
            "集体信访事项",
            "a group petition",
        ),
        (
            !matter.routing.objections.is_empty()
                || matter.routing.tasks.iter().any(|task| task.is_open()),
            "有受理争议或者涉及多个单位的事项",
            "a matter with a dispute or several organs",
        ),
    ];
    let Some((_, zh, en)) = checks.into_iter().find(|(unfit, ..)| *unfit) else {
        return Ok(());
    };
    Err(Refusal::missing(
        format!("简易办理适用于事实清楚、责任明确、争议不大、易于解决的初次事项；本事项属于{zh}"),
        format!("simplified handling is for clear, undisputed first petitions; this is {en}"),
    )
    .under(ARTICLE))
}

/// A petitioner who asked for paper gets paper; else web, telephone and text message will do.
pub(crate) fn check_service(matter: &Matter, method: ServiceMethod) -> Result<(), Refusal> {
    let paper = matter.simple.as_ref().is_some_and(|simple| simple.paper);
    let on_paper = matches!(
        method,
        ServiceMethod::Post | ServiceMethod::InPerson | ServiceMethod::Publication
    );
    if !paper || on_paper {
        return Ok(());
    }
    Err(Refusal::law(
        "信访人要求书面答复，应当邮寄或者当面送达书面文书",
        "the petitioner asked for paper: serve it by post or in person",
        ARTICLE,
    ))
}
