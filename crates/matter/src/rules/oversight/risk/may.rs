//! Who may ask for an assessment, and when.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::rules::oversight::guard::{ANYONE, open_stage, staff};

use kernel::access::Viewer;
use kernel::refusal::Refusal;

pub(crate) fn concerns(action: Action) -> bool {
    action == Action::AssessRisk
}

pub(crate) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = staff(matter, ctx, ANYONE)?;
    let theirs = |viewer: &Viewer| {
        [matter.owner, matter.office].contains(&viewer.unit)
            || accused::oversees(viewer, matter, ctx.org)
    };
    if !viewer.is_none_or(theirs) {
        return Err(Refusal::not_yours(
            "由负责单位或者其上的信访部门评估",
            "the organ or the petition department assesses",
        ));
    }
    open_stage(action, matter)
}
