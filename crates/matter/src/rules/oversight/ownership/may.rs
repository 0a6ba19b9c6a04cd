//! Who names the leader of a case, and who works on it.

use crate::kit::context::Context;
use crate::kit::policy::{Policy, Who};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::oversight::ownership::Ownership;
use crate::rules::oversight::guard::{ANY_STAGE, open_stage, sees};
use crate::rules::oversight::ownership::duties::active;
use crate::rules::oversight::supervision::may::owns_or_supervises;

use kernel::PostId;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::Refusal;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const NAMERS: &[Role] = &[Role::Leader, Role::Supervisor];
    const TEAM: &[Role] = &[Role::Handler, Role::Leader, Role::Clerk];
    const SEES: Who = Who::Told(sees);
    &[
        Policy::staff(A::TakeCase, NAMERS, Who::Told(names), ANY_STAGE, may_take),
        Policy::staff(A::StepCase, TEAM, SEES, ANY_STAGE, |matter, ctx| {
            let case = current(matter)?;
            let team = |viewer: &Viewer| viewer.unit == matter.owner || leads(case, viewer);
            theirs(case, ctx, team)
        }),
        Policy::staff(A::EndCase, TEAM, SEES, ANY_STAGE, |matter, ctx| {
            let case = current(matter)?;
            theirs(case, ctx, |viewer| leads(case, viewer))
        }),
    ]
};

fn names(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    sees(matter, viewer, ctx)?;
    if owns_or_supervises(matter, viewer, ctx) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "由负责单位或者其上的信访部门、党委政府确定包案领导",
        "the organ or those above it name the leader",
    ))
}

/// One leader at a time; who has the case already is told before the stage is.
fn may_take(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if let Some(case) = active(matter) {
        return Err(Refusal::missing(
            format!("已由{}包案", name(case.leader, ctx)),
            "a leader has this case already",
        ));
    }
    open_stage(A::TakeCase, matter)
}

fn current(matter: &Matter) -> Result<&Ownership, Refusal> {
    active(matter).ok_or_else(|| Refusal::missing("本事项没有领导包案", "no leader has this case"))
}

fn leads(case: &Ownership, viewer: &Viewer) -> bool {
    viewer.unit == case.unit && viewer.role == Role::Leader
}

fn theirs(
    case: &Ownership,
    ctx: &Context<'_>,
    may: impl Fn(&Viewer) -> bool,
) -> Result<(), Refusal> {
    if ctx.actor.viewer().is_none_or(may) {
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
