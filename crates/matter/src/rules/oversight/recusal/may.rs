//! Who may declare an interest, ask for recusal, decide on it and end it.

use crate::kit::context::Context;
use crate::kit::policy::{ANYONE, LEADERS, Petitioner, Policy, Who, always};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::oversight::recusal::{Recusal, RecusalState};
use crate::rules::oversight::guard::{UNJOINED, sees};

use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::refusal::Refusal;

/// One row for each action of this subject.
pub const ROWS: &[Policy] = {
    const SEES: Who = Who::Told(sees);
    &[
        Policy::staff(A::DeclareInterest, ANYONE, SEES, UNJOINED, always),
        Policy::staff(A::AskRecusal, ANYONE, SEES, UNJOINED, always).or_petitioner(Petitioner::Yes),
        Policy::staff(A::DecideRecusal, LEADERS, SEES, UNJOINED, some_asked),
        Policy::staff(A::EndRecusal, LEADERS, SEES, UNJOINED, some_in_force),
    ]
};

fn some_asked(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if some_is_theirs(RecusalState::Asked, matter, ctx) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有待您决定的回避申请",
        "no request waits for your decision",
    ))
}

fn some_in_force(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    if some_is_theirs(RecusalState::InForce, matter, ctx) {
        return Ok(());
    }
    Err(Refusal::missing(
        "没有可由您解除的回避",
        "no recusal that you may end",
    ))
}

fn some_is_theirs(state: RecusalState, matter: &Matter, ctx: &Context<'_>) -> bool {
    let mut recusals = matter.oversight.recusals.iter();
    recusals.any(|one| one.state == state && decides(one, matter, ctx))
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
