//! Who sets the tier, and who files its plan.

use crate::kit::context::Context;
use crate::kit::policy::{DECIDERS, Policy, Who, always};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::rules::oversight::guard::{ANY_STAGE, CHECKED, sees};
use crate::rules::oversight::supervision::may::owns_or_supervises;

use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::Refusal;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const SETTERS: &[Role] = &[Role::Leader, Role::Supervisor];
    &[
        Policy::staff(A::SetTier, SETTERS, Who::Told(sets), CHECKED, always),
        Policy::staff(
            A::FilePlan,
            DECIDERS,
            Who::Told(plans),
            ANY_STAGE,
            awaits_plan,
        ),
    ]
};

fn sets(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    sees(matter, viewer, ctx)?;
    if owns_or_supervises(matter, viewer, ctx) {
        return Ok(());
    }
    Err(others())
}

fn plans(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    sees(matter, viewer, ctx)?;
    let standing = matter.oversight.tier.as_ref();
    if standing.is_none_or(|standing| standing.unit == viewer.unit) {
        return Ok(());
    }
    Err(others())
}

fn others() -> Refusal {
    Refusal::not_yours(
        "由负责单位或者其上的信访部门、党委政府办理",
        "the organ or those above it do this",
    )
}

fn awaits_plan(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    match &matter.oversight.tier {
        Some(standing) if standing.plan.is_none() => Ok(()),
        _ => Err(Refusal::missing("没有待报的分级工作方案", "no plan is due")),
    }
}
