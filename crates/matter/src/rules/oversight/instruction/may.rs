//! Who may ask for reading, instructing and studying, and when.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::oversight::instruction::Disposition;
use crate::rules::oversight::guard::{ANYONE, joined, open_stage, staff};

use kernel::org::Role;
use kernel::refusal::Refusal;

pub(crate) fn concerns(action: Action) -> bool {
    matches!(
        action,
        Action::SubmitReading | Action::Instruct | Action::ReportTask | Action::RecordStudy
    )
}

pub(crate) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        Action::Instruct => {
            staff(matter, ctx, &[Role::Leader])?;
        }
        Action::ReportTask => {
            let viewer = staff(matter, ctx, &[Role::Clerk, Role::Handler, Role::Leader])?;
            let mut tasks = matter
                .oversight
                .instructions
                .iter()
                .filter(|one| one.is_open());
            let mine = tasks.any(|one| {
                one.disposition == Disposition::Task
                    && viewer.is_none_or(|viewer| Some(viewer.unit) == one.to)
            });
            return if mine {
                Ok(())
            } else {
                Err(Refusal::missing(
                    "没有待您单位办理的批示",
                    "no instruction waits for your unit",
                ))
            };
        }
        _ => {
            staff(matter, ctx, ANYONE)?;
        }
    }
    joined(matter)?;
    open_stage(action, matter)
}
