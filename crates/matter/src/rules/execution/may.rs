//! Who may watch, urge and report performance, and when.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::answer::{Answer, AnswerKind};
use crate::model::decision::Decision;
use crate::model::execution::Execution;
use crate::model::matter::Matter;
use crate::model::review::Outcome;
use crate::model::stage::Stage;
use crate::sight;

use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::Refusal;

/// The actions of this subject.
pub fn is_ours(action: Action) -> bool {
    matches!(
        action,
        Action::TrackExecution | Action::UrgeExecution | Action::ReportExecution
    )
}

/// The roles that carry the right.
pub fn roles(action: Action) -> &'static [Role] {
    use Role::{Clerk, Handler, Leader, Supervisor};
    match action {
        Action::UrgeExecution => &[Clerk, Handler, Leader, Supervisor],
        _ => &[Handler, Leader],
    }
}

/// Whether this viewer's unit may: whoever decided or answers for it; urging is open to all who see the matter.
pub fn unit_may(action: Action, matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> bool {
    if action == Action::UrgeExecution {
        return sight::can_see(viewer, matter, ctx.org);
    }
    matter.owner == viewer.unit
        || matter
            .answers
            .iter()
            .any(|answer| answer.unit == viewer.unit)
        || matter.executions.iter().any(|one| one.unit == viewer.unit)
}

/// The served opinions that support a request, and so are to be carried out.
pub fn supporting(matter: &Matter) -> Vec<&Answer> {
    let supports = |answer: &&Answer| {
        let decisions = match &answer.kind {
            AnswerKind::Opinion(opinion) => &opinion.decisions,
            AnswerKind::Review(opinion) if opinion.outcome == Outcome::Change => &opinion.decisions,
            _ => return false,
        };
        let current = matter
            .demands
            .iter()
            .any(|demand| answer.demands.contains(&demand.id) && demand.answer.is_some());
        current
            && answer.service.is_some()
            && decisions
                .iter()
                .any(|(_, decision)| *decision == Decision::Support)
    };
    matter.answers.iter().filter(supports).collect()
}

/// Whether the stage allows it.
pub fn fits_stage(action: Action, stage: Stage) -> bool {
    match action {
        Action::TrackExecution => matches!(
            stage,
            Stage::Handling
                | Stage::Answered
                | Stage::Served
                | Stage::Executing
                | Stage::Lapsed
                | Stage::Concluded
        ),
        _ => !matches!(stage, Stage::Joined | Stage::Suspended),
    }
}

/// Conditions that hold or fail whatever the form says.
pub fn conditions(action: Action, matter: &Matter) -> Result<(), Refusal> {
    if action == Action::TrackExecution {
        if supporting(matter).is_empty() {
            return Err(Refusal::missing(
                "没有已送达的“予以支持”的意见需要执行",
                "no served opinion supports a request",
            )
            .under("《信访工作条例》第三十二条第二款"));
        }
        return Ok(());
    }
    if matter.executions.iter().any(Execution::is_open) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待履行的事项",
        "nothing waits to be carried out",
    ))
}
