//! Who assesses the risk of a matter.

use crate::kit::context::Context;
use crate::kit::policy::{ANYONE, Policy, Who, always};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::rules::oversight::guard::{CHECKED, sees};
use crate::rules::whose::around;

use kernel::access::Viewer;
use kernel::refusal::Refusal;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = &[Policy::staff(
    A::AssessRisk,
    ANYONE,
    Who::Told(assesses),
    CHECKED,
    always,
)];

fn assesses(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    sees(matter, viewer, ctx)?;
    if around(matter, viewer, ctx) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "由负责单位或者其上的信访部门评估",
        "the organ or the petition department assesses",
    ))
}
