//! What every act of oversight asks: staff with the role and sight, a matter that stands on its own, a deadline ahead.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::sight;

use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

/// The viewer, if it is staff that has one of `roles` and sees the matter; `None` for the program itself.
pub(crate) fn staff<'a>(
    matter: &Matter,
    ctx: &Context<'a>,
    roles: &[Role],
) -> Result<Option<&'a Viewer>, Refusal> {
    let viewer = match ctx.actor {
        Actor::System => return Ok(None),
        Actor::Petitioner => {
            return Err(Refusal::staff_only());
        }
        Actor::Staff(viewer) => viewer,
    };
    if !roles.contains(&viewer.role) {
        return Err(Refusal::wrong_role(roles, viewer.role));
    }
    if !sight::can_see(viewer, matter, ctx.org) {
        return Err(Refusal::not_yours(
            "您的岗位看不到本事项",
            "your post has no sight of this matter",
        ));
    }
    Ok(Some(viewer))
}

/// Everyone who works on matters.
pub(crate) const ANYONE: &[Role] = &[Role::Clerk, Role::Handler, Role::Leader, Role::Supervisor];

/// A matter that was joined to another has nothing of its own any more.
pub(crate) fn joined(matter: &Matter) -> Result<(), Refusal> {
    if matter.stage != Stage::Joined {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        "本事项已并入其他事项，请在所并入的事项中办理",
        "the matter was joined to another; do this there",
    ))
}

/// Oversight begins once a clerk has checked the arrival.
pub(crate) fn open_stage(action: Action, matter: &Matter) -> Result<(), Refusal> {
    joined(matter)?;
    if matter.stage != Stage::Received {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalKind::Stage,
        format!("本事项待登记，登记以后才能{}", action.zh()),
        "a clerk has to check the arrival first",
    ))
}

/// Days from today to a deadline that somebody names.
pub(crate) fn days_until(day: Date, ctx: &Context<'_>) -> Result<u16, Refusal> {
    let days = (day - ctx.today).get_days();
    u16::try_from(days)
        .ok()
        .filter(|days| *days > 0)
        .ok_or_else(|| Refusal::input("期限应在今天以后", "the deadline must lie after today"))
}
