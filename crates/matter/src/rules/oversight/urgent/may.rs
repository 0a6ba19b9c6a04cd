//! Who may ask for urgent information, and when.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::rules::oversight::guard::{ANYONE, joined, staff};

use kernel::access::Viewer;
use kernel::refusal::Refusal;

pub(crate) fn concerns(action: Action) -> bool {
    action == Action::ReportUrgent
}

pub(crate) fn may(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = staff(matter, ctx, ANYONE)?;
    joined(matter)?;
    let theirs = |viewer: &Viewer| {
        [matter.owner, matter.office].contains(&viewer.unit)
            || accused::oversees(viewer, matter, ctx.org)
    };
    if viewer.is_none_or(theirs) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "由负责单位、登记单位或者其上的信访部门报告",
        "the unit that has the matter or the petition department reports",
    ))
}
