//! Who may ask for a follow-up, and when.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::oversight::follow_up::plan::asker;
use crate::rules::oversight::guard::{ANYONE, joined, staff};

use kernel::access::Viewer;
use kernel::refusal::{Refusal, RefusalKind};

pub(crate) fn concerns(action: Action) -> bool {
    matches!(action, Action::PlanFollowUp | Action::FollowUp)
}

pub(crate) fn may(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = staff(matter, ctx, ANYONE)?;
    let theirs = |viewer: &Viewer| {
        let planned = matter
            .oversight
            .follow_ups
            .iter()
            .any(|one| one.is_open() && one.unit == viewer.unit);
        planned || viewer.unit == asker(matter, ctx)
    };
    if !viewer.is_none_or(theirs) {
        return Err(Refusal::not_yours(
            format!("由{}回访", ctx.org.unit_name(asker(matter, ctx))),
            "the petition department follows up, not the unit that handled it",
        ));
    }
    joined(matter)?;
    if !matches!(matter.stage, Stage::Served | Stage::Lapsed | Stage::Closed) {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "答复送达以后才回访",
            "a follow-up comes after the answer was served",
        ));
    }
    Ok(())
}
