//! Who follows up, and after what.

use crate::kit::context::Context;
use crate::kit::policy::{ANYONE, Policy, Who};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::oversight::follow_up::plan::asker;
use crate::rules::oversight::guard::{UNJOINED, sees};

use kernel::access::Viewer;
use kernel::refusal::{Refusal, RefusalKind};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const ASKS: Who = Who::Told(asks);
    &[
        Policy::staff(A::PlanFollowUp, ANYONE, ASKS, UNJOINED, was_served),
        Policy::staff(A::FollowUp, ANYONE, ASKS, UNJOINED, was_served),
    ]
};

fn asks(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    sees(matter, viewer, ctx)?;
    let asker = asker(matter, ctx);
    let mut planned = matter.oversight.follow_ups.iter();
    if viewer.unit == asker || planned.any(|one| one.is_open() && one.unit == viewer.unit) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        format!("由{}回访", ctx.org.unit_name(asker)),
        "the petition department follows up, not the unit that handled it",
    ))
}

fn was_served(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if matches!(matter.stage, Stage::Served | Stage::Lapsed | Stage::Closed) {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "答复送达以后才回访",
        "a follow-up comes after the answer was served",
    ))
}
