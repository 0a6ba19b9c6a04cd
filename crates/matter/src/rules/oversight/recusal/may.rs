//! Who may ask for recusal, and when.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::oversight::recusal::{Recusal, RecusalState};
use crate::rules::oversight::guard::{ANYONE, joined, staff};

use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::refusal::Refusal;

pub(crate) fn concerns(action: Action) -> bool {
    matches!(
        action,
        Action::DeclareInterest | Action::AskRecusal | Action::DecideRecusal | Action::EndRecusal
    )
}

pub(crate) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match (action, ctx.actor) {
        (Action::AskRecusal, Actor::Petitioner) => {}
        (Action::DecideRecusal | Action::EndRecusal, _) => {
            staff(matter, ctx, &[Role::Leader])?;
        }
        _ => {
            staff(matter, ctx, ANYONE)?;
        }
    }
    joined(matter)?;
    let (wanted, zh, en) = match action {
        Action::DecideRecusal => (
            RecusalState::Asked,
            "没有待您决定的回避申请",
            "no request waits for your decision",
        ),
        Action::EndRecusal => (
            RecusalState::InForce,
            "没有可由您解除的回避",
            "no recusal that you may end",
        ),
        _ => return Ok(()),
    };
    let theirs = matter
        .oversight
        .recusals
        .iter()
        .any(|one| one.state == wanted && decides(one, matter, ctx));
    if theirs {
        Ok(())
    } else {
        Err(Refusal::missing(zh, en))
    }
}

/// Whether the actor is the one who decides: the leader of that person's unit, for a leader one above; never the person.
pub fn decides(recusal: &Recusal, matter: &Matter, ctx: &Context<'_>) -> bool {
    let viewer = match ctx.actor {
        Actor::System => return true,
        Actor::Petitioner => return false,
        Actor::Staff(viewer) => viewer,
    };
    if recusal.person == Some(viewer.person) || viewer.role != Role::Leader {
        return false;
    }
    let Some(post) = recusal.post.and_then(|id| ctx.org.post(id)) else {
        return viewer.unit == matter.owner;
    };
    let above = |viewer: &Viewer| {
        ctx.org.above(post.unit).contains(&viewer.unit)
            || ctx.org.overseers(post.unit).contains(&viewer.unit)
    };
    let topmost = ctx.org.above(post.unit).is_empty();
    let own = viewer.unit == post.unit && (post.role != Role::Leader || topmost);
    own || above(viewer)
}
