//! Who reports urgent information.

use crate::kit::context::Context;
use crate::kit::policy::{ANYONE, Policy, Who};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::rules::oversight::guard::{UNJOINED, sees};
use crate::rules::whose::around;

use kernel::refusal::Refusal;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = &[Policy::staff(
    A::ReportUrgent,
    ANYONE,
    Who::Told(sees),
    UNJOINED,
    is_near,
)];

/// Those around the matter report; a matter that was joined says first where to do it.
fn is_near(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let near = |viewer| around(matter, viewer, ctx);
    if ctx.actor.viewer().is_none_or(near) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "由负责单位、登记单位或者其上的信访部门报告",
        "the unit that has the matter or the petition department reports",
    ))
}
