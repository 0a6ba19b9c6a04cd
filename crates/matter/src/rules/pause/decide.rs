//! Letting a matter wait, go on, or end without a decision.

use crate::kit::context::Context;
use crate::kit::signers::leader_of_owner;
use crate::kit::steps::Steps;
use crate::kit::stops::{self, Cause};
use crate::kit::text::required;
use crate::model::answer::AnswerKind;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::pause::{PauseEvent, Suspension, SuspensionGround, TerminationGround};
use crate::model::said::Said;
use crate::rules::pause::may::scopes;
use crate::rules::{answering, review};

use kernel::refusal::Refusal;
use kernel::{DemandId, PostId, ReviewId};

/// Lets the matter wait; what the rulebook names stands still with it.
pub(crate) fn suspend(
    matter: &Matter,
    ground: SuspensionGround,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = said(reason, "中止的理由（将告知信访人）", ctx)?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Pause(PauseEvent::Suspended {
        suspension: Suspension {
            ground,
            reason,
            before: matter.stage,
        },
    }));
    stops::stop(&mut steps, matter, Cause::Suspension, ctx.today);
    Ok(steps.events)
}

/// Lets it go on where it stood.
pub(crate) fn resume(
    matter: &Matter,
    reason: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let reason = said(reason, "恢复的理由（将告知信访人）", ctx)?;
    let mut steps = Steps::on(matter, ctx);
    steps.push(Event::Pause(PauseEvent::Resumed { reason }));
    stops::restart(&mut steps, matter, Cause::Suspension);
    Ok(steps.events)
}

/// Ends a review, or what is open of the matter, without a decision; the notice is signed.
pub(crate) fn terminate(
    matter: &Matter,
    review: Option<ReviewId>,
    (ground, reason): (TerminationGround, &str),
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if !scopes(matter).contains(&review) {
        return Err(Refusal::input(
            "该申请已有变化，请刷新页面",
            "it has moved on; reload the page",
        ));
    }
    let units = match review.and_then(|id| matter.review(id)) {
        Some(review) => vec![review.desk, review.body],
        None => vec![matter.owner],
    };
    review::decide::by_unit(ctx, &units)?;
    let reason = required(reason, "终止的理由", "why it ends")?;
    let kind = AnswerKind::Terminated {
        review,
        ground,
        reason,
    };
    Ok(vec![notice(matter, review, kind, signer, ctx)?])
}

fn said(text: &str, zh: &str, ctx: &Context<'_>) -> Result<Said, Refusal> {
    Ok(Said {
        on: ctx.today,
        text: required(text, zh, "the reason, told to the petitioner")?,
    })
}

fn notice(
    matter: &Matter,
    review: Option<ReviewId>,
    kind: AnswerKind,
    signer: PostId,
    ctx: &Context<'_>,
) -> Result<Event, Refusal> {
    if let Some(review) = review.and_then(|id| matter.review(id)) {
        let signer = review::body::signer(matter, review, signer, ctx)?;
        return Ok(review::decide::answer(matter, review, kind, signer, ctx));
    }
    let signer = leader_of_owner(matter, signer, ctx)?;
    let demands: Vec<DemandId> = matter.open_demands().map(|demand| demand.id).collect();
    Ok(Event::AnswerIssued {
        answer: answering::decide::new_answer(matter, kind, demands, Some(signer), ctx.today),
    })
}
