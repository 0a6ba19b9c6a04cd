//! Who supervises, who reports back, and who signs off.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Policy, Who, always};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::oversight::supervision::{Order, OrderState};
use crate::rules::oversight::guard::{ANY_STAGE, CHECKED, sees};

use kernel::access::Viewer;
use kernel::org::{Role, UnitKind};
use kernel::refusal::Refusal;

/// The article behind every order.
pub const ARTICLE: &str = "《信访工作条例》第四十条第一款";

/// Whoever may supervise, where the unit does.
pub const SUPERVISORS: &[Role] = &[Role::Supervisor, Role::Leader];

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const SUPERVISES: Who = Who::Told(supervisor);
    const SEES: Who = Who::Told(sees);
    &[
        Policy::staff(A::Supervise, SUPERVISORS, SUPERVISES, CHECKED, always),
        Policy::staff(A::Inspect, SUPERVISORS, SUPERVISES, CHECKED, always),
        Policy::staff(A::FeedBack, DECIDERS, SEES, ANY_STAGE, awaits_feedback),
        Policy::staff(A::SignOff, SUPERVISORS, SEES, ANY_STAGE, awaits_sign_off),
    ]
};

/// Whether the unit supervises the owner: a petition department or a committee or government above it, never the owner itself.
pub(crate) fn supervises(viewer: &Viewer, matter: &Matter, ctx: &Context<'_>) -> bool {
    let kind = ctx.org.unit(viewer.unit).map(|unit| unit.kind);
    let department = ctx.org.is_petition_office(viewer.unit)
        && (accused::oversees(viewer, matter, ctx.org) || viewer.unit == matter.office);
    let government =
        kind == Some(UnitKind::Government) && ctx.org.above(matter.owner).contains(&viewer.unit);
    viewer.unit != matter.owner && (department || government)
}

/// A petition department or a committee or government above the organ, with sight of the matter.
pub fn supervisor(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    sees(matter, viewer, ctx)?;
    if supervises(viewer, matter, ctx) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "督办由负责单位以外的信访部门或者上级党委、政府进行",
        "supervision is for the petition department or the committee or government above the organ",
    )
    .under(ARTICLE))
}

/// The organ, or those above it: who names a leader for a case and sets the tier.
pub fn owns_or_supervises(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> bool {
    viewer.unit == matter.owner || supervises(viewer, matter, ctx)
}

fn awaits_feedback(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = ctx.actor.viewer();
    let mine = |order: &Order| viewer.is_none_or(|viewer| viewer.unit == order.to);
    let mut orders = matter.oversight.orders.iter();
    if orders.any(|order| order.state == OrderState::Open && mine(order)) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待您单位反馈的督办",
        "no order waits for your unit's feedback",
    ))
}

fn awaits_sign_off(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = ctx.actor.viewer();
    let mine = |order: &Order| viewer.is_none_or(|viewer| viewer.unit == order.from);
    let mut orders = matter.oversight.orders.iter();
    if orders.any(|order| order.state == OrderState::FedBack && mine(order)) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待您单位销号的督办反馈",
        "no feedback waits for your unit's sign-off",
    ))
}
