//! Who may work at the reply desk, and when an act there makes sense.

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, LEADERS, Policy, Stages, Who, owner};
use crate::model::action::Action as A;
use crate::model::desk::Draft;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::answering::may::opinion_conditions;
use crate::rules::desk::draft::answerable;
use crate::rules::desk::take_back;

use kernel::access::Actor;
use kernel::refusal::{Refusal, RefusalKind};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const OWNER: Who = Who::Those(owner);
    const DURING: Stages = Stages::At(&[Stage::Handling]);
    const SIGNED: Stages = Stages::At(&[Stage::Handling, Stage::Answered]);
    &[
        Policy::staff(A::DraftReply, DECIDERS, OWNER, DURING, |matter, _| {
            has_answerable(matter)
        }),
        Policy::staff(A::SubmitReply, DECIDERS, OWNER, DURING, may_submit),
        Policy::staff(A::LookAtReply, LEADERS, OWNER, DURING, may_look),
        Policy::staff(A::SendBackReply, LEADERS, OWNER, DURING, |matter, ctx| {
            mine(matter.desk.draft.as_ref(), ctx).map(|_| ())
        }),
        Policy::staff(A::SignReply, LEADERS, OWNER, DURING, may_sign),
        Policy::staff(A::TakeBackReply, DECIDERS, OWNER, SIGNED, |matter, _| {
            take_back::may(matter)
        }),
    ]
};

/// A draft is complete before it is given to the approver.
fn may_submit(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    let draft = matter.desk.draft.as_ref().ok_or_else(no_draft)?;
    if draft.with.is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "文稿已送审，等待审签",
            "the draft waits for the approver already",
        ));
    }
    complete(draft, matter)
}

/// Each revision is marked as read once by each approver.
fn may_look(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let draft = mine(matter.desk.draft.as_ref(), ctx)?;
    let seen = ctx.actor.post().and_then(|me| draft.last_look(me));
    if seen.is_some_and(|look| look.revision == draft.revision) {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "这一稿您已阅",
            "you have read this revision",
        ));
    }
    Ok(())
}

/// The approver signs, or a leader who wrote the draft; whatever an opinion needs must be there.
fn may_sign(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let draft = matter.desk.draft.as_ref().ok_or_else(no_draft)?;
    if draft.with.is_some() || ctx.actor.post() != Some(draft.author) {
        mine(Some(draft), ctx)?;
    }
    opinion_conditions(matter, ctx)?;
    complete(draft, matter)
}

/// There must be a demand that an opinion answers.
pub fn has_answerable(matter: &Matter) -> Result<(), Refusal> {
    if answerable(matter).next().is_some() {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待用处理意见书答复的诉求",
        "no open demand is answered by a handling opinion",
    ))
}

fn no_draft() -> Refusal {
    Refusal::missing(
        "还没有答复文稿，请先起草",
        "there is no draft yet; write one first",
    )
}

/// The draft, if it waits for the one who asks. The program asks for nobody in particular.
fn mine<'m>(draft: Option<&'m Draft>, ctx: &Context<'_>) -> Result<&'m Draft, Refusal> {
    let draft = draft.ok_or_else(no_draft)?;
    let me = ctx.actor.post();
    if matches!(ctx.actor, Actor::System) || (me.is_some() && draft.with == me) {
        return Ok(draft);
    }
    Err(Refusal::missing(
        "没有送您审签的文稿",
        "no draft waits for your signature",
    ))
}

/// No line may be open and no part missing (《信访工作条例》第三十二条).
fn complete(draft: &Draft, matter: &Matter) -> Result<(), Refusal> {
    has_answerable(matter)?;
    let missing = draft.text.missing(matter);
    if missing.is_empty() {
        return Ok(());
    }
    let (zh, en): (Vec<_>, Vec<_>) = missing.into_iter().unzip();
    Err(Refusal::missing(
        format!("文稿还缺：{}", zh.join("、")),
        format!("the draft lacks {}", en.join(", ")),
    )
    .under("《信访工作条例》第三十二条"))
}
