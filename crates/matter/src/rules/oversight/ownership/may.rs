//! Who may ask for a leader's case, and when.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::rules::oversight::guard::{open_stage, staff};
use crate::rules::oversight::ownership::duties::active;
use crate::rules::oversight::supervision;

use kernel::PostId;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::Refusal;

pub(crate) fn concerns(action: Action) -> bool {
    matches!(
        action,
        Action::TakeCase | Action::StepCase | Action::EndCase
    )
}

pub(crate) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if action == Action::TakeCase {
        let viewer = staff(matter, ctx, &[Role::Leader, Role::Supervisor])?;
        let theirs = |viewer: &Viewer| {
            viewer.unit == matter.owner || supervision::may::supervises(viewer, matter, ctx)
        };
        if !viewer.is_none_or(theirs) {
            return Err(Refusal::not_yours(
                "由负责单位或者其上的信访部门、党委政府确定包案领导",
                "the organ or those above it name the leader",
            ));
        }
        if let Some(case) = active(matter) {
            return Err(Refusal::missing(
                format!("已由{}包案", name(case.leader, ctx)),
                "a leader has this case already",
            ));
        }
        return open_stage(action, matter);
    }
    let viewer = staff(matter, ctx, &[Role::Handler, Role::Leader, Role::Clerk])?;
    let case = active(matter)
        .ok_or_else(|| Refusal::missing("本事项没有领导包案", "no leader has this case"))?;
    let leaders = |viewer: &Viewer| viewer.unit == case.unit && viewer.role == Role::Leader;
    let team = |viewer: &Viewer| viewer.unit == matter.owner && action == Action::StepCase;
    if viewer.is_none_or(|viewer| leaders(viewer) || team(viewer)) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        format!("由包案领导{}办理", name(case.leader, ctx)),
        "the leader who has the case does this",
    ))
}

fn name(post: PostId, ctx: &Context<'_>) -> String {
    ctx.org
        .post(post)
        .map_or_else(String::new, |post| post.person_name.clone())
}
