//! Who may watch, urge and report performance, and when.

use crate::kit::context::Context;
use crate::kit::policy::{ANYONE, DECIDERS, Policy, RUNNING, Stages, Who};
use crate::model::action::Action as A;
use crate::model::answer::{Answer, AnswerKind};
use crate::model::decision::Decision;
use crate::model::execution::Execution;
use crate::model::matter::Matter;
use crate::model::review::Outcome;
use crate::model::stage::Stage;
use crate::rules::whose::sees;

use kernel::access::Viewer;
use kernel::refusal::Refusal;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    use Stage::{Answered, Concluded, Executing, Handling, Lapsed, Served};
    const PARTS: Who = Who::Those(has_a_part);
    const AFTER: Stages = Stages::At(&[Handling, Answered, Served, Executing, Lapsed, Concluded]);
    &[
        Policy::staff(A::TrackExecution, DECIDERS, PARTS, AFTER, some_supports),
        Policy::staff(
            A::UrgeExecution,
            ANYONE,
            Who::Those(sees),
            RUNNING,
            some_is_open,
        ),
        Policy::staff(A::ReportExecution, DECIDERS, PARTS, RUNNING, some_is_open),
    ]
};

/// The owner, whoever answered, and whoever has something to carry out.
fn has_a_part(matter: &Matter, viewer: &Viewer, _: &Context<'_>) -> bool {
    let answers = matter.answers.iter().map(|answer| answer.unit);
    let performers = matter.executions.iter().map(|one| one.unit);
    std::iter::once(matter.owner)
        .chain(answers)
        .chain(performers)
        .any(|unit| unit == viewer.unit)
}

fn some_supports(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if !supporting(matter).is_empty() {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有已送达的“予以支持”的意见需要执行",
        "no served opinion supports a request",
    )
    .under("《信访工作条例》第三十二条第二款"))
}

fn some_is_open(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if matter.executions.iter().any(Execution::is_open) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待履行的事项",
        "nothing waits to be carried out",
    ))
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
