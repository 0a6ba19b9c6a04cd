//! Who may ask for a tier, and when.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::rules::oversight::guard::{open_stage, staff};
use crate::rules::oversight::supervision;

use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::Refusal;

pub(crate) fn concerns(action: Action) -> bool {
    matches!(action, Action::SetTier | Action::FilePlan)
}

pub(crate) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let roles: &[Role] = match action {
        Action::SetTier => &[Role::Leader, Role::Supervisor],
        _ => &[Role::Handler, Role::Leader],
    };
    let viewer = staff(matter, ctx, roles)?;
    let theirs = |viewer: &Viewer| match action {
        Action::SetTier => {
            viewer.unit == matter.owner || supervision::may::supervises(viewer, matter, ctx)
        }
        _ => matter
            .oversight
            .tier
            .as_ref()
            .is_none_or(|standing| standing.unit == viewer.unit),
    };
    if !viewer.is_none_or(theirs) {
        return Err(Refusal::not_yours(
            "由负责单位或者其上的信访部门、党委政府办理",
            "the organ or those above it do this",
        ));
    }
    if action == Action::SetTier {
        return open_stage(action, matter);
    }
    match &matter.oversight.tier {
        Some(standing) if standing.plan.is_none() => Ok(()),
        _ => Err(Refusal::missing("没有待报的分级工作方案", "no plan is due")),
    }
}
