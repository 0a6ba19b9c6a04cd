//! Who may do what beside the procedure, subject by subject.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::rules::oversight::{
    advice, archive, follow_up, instruction, ownership, recusal, risk, supervision, tier, urgent,
};

use kernel::refusal::Refusal;

/// Whether the actor may do this to the matter as it stands.
///
/// # Errors
/// The refusal names the right, the stage, the missing condition or the article.
pub(crate) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        _ if supervision::may::concerns(action) => supervision::may::may(action, matter, ctx),
        _ if advice::may::concerns(action) => advice::may::may(action, matter, ctx),
        _ if urgent::may::concerns(action) => urgent::may::may(matter, ctx),
        _ if instruction::may::concerns(action) => instruction::may::may(action, matter, ctx),
        _ if ownership::may::concerns(action) => ownership::may::may(action, matter, ctx),
        _ if tier::may::concerns(action) => tier::may::may(action, matter, ctx),
        _ if risk::may::concerns(action) => risk::may::may(action, matter, ctx),
        _ if follow_up::may::concerns(action) => follow_up::may::may(matter, ctx),
        _ if archive::may::concerns(action) => archive::may::may(matter, ctx),
        _ => recusal::may::may(action, matter, ctx),
    }
}

/// Whether an action belongs to these subjects, which then know who may do it and when.
pub fn concerns(action: Action) -> bool {
    recusal::may::concerns(action)
        || supervision::may::concerns(action)
        || advice::may::concerns(action)
        || urgent::may::concerns(action)
        || instruction::may::concerns(action)
        || ownership::may::concerns(action)
        || tier::may::concerns(action)
        || risk::may::concerns(action)
        || follow_up::may::concerns(action)
        || archive::may::concerns(action)
}
