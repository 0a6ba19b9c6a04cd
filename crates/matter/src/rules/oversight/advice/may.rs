//! Who may suggest, and who answers a suggestion.

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Policy, Who, always};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::rules::oversight::guard::{ANY_STAGE, CHECKED, sees};
use crate::rules::oversight::supervision::may::{SUPERVISORS, supervisor};

use kernel::refusal::Refusal;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = &[
    Policy::staff(
        A::Advise,
        SUPERVISORS,
        Who::Told(supervisor),
        CHECKED,
        always,
    ),
    Policy::staff(
        A::AnswerAdvice,
        DECIDERS,
        Who::Told(sees),
        ANY_STAGE,
        awaits_answer,
    ),
];

fn awaits_answer(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = ctx.actor.viewer();
    let mut advice = matter.oversight.advice.iter();
    if advice.any(|one| one.is_open() && viewer.is_none_or(|viewer| viewer.unit == one.text.to)) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待您单位书面反馈的建议",
        "no suggestion waits for your unit's written answer",
    ))
}
