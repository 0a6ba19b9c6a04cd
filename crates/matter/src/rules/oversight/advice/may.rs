//! Who may ask for a suggestion, and when.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::rules::oversight::guard::{open_stage, staff};
use crate::rules::oversight::supervision;

use kernel::org::Role;
use kernel::refusal::Refusal;

pub(crate) fn concerns(action: Action) -> bool {
    matches!(action, Action::Advise | Action::AnswerAdvice)
}

pub(crate) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if action == Action::Advise {
        supervision::may::supervisor(matter, ctx)?;
        return open_stage(action, matter);
    }
    let viewer = staff(matter, ctx, &[Role::Handler, Role::Leader])?;
    let mut open = matter
        .oversight
        .advice
        .iter()
        .filter(|advice| advice.is_open());
    if open.any(|advice| viewer.is_none_or(|viewer| viewer.unit == advice.text.to)) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待您单位书面反馈的建议",
        "no suggestion waits for your unit's written answer",
    ))
}
