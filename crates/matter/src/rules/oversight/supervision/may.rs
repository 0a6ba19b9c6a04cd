//! Who may ask for supervision, and when.

use crate::kit::accused;
use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::oversight::supervision::{Order, OrderState};
use crate::rules::oversight::guard::{open_stage, staff};

use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::Refusal;

/// The article behind every order.
pub const ARTICLE: &str = "《信访工作条例》第四十条第一款";

pub(crate) fn concerns(action: Action) -> bool {
    matches!(
        action,
        Action::Supervise | Action::FeedBack | Action::SignOff | Action::Inspect
    )
}

/// Whether the unit supervises the owner: a petition department or a committee or government above it, never the owner itself.
pub(crate) fn supervises(viewer: &Viewer, matter: &Matter, ctx: &Context<'_>) -> bool {
    let kind = ctx.org.unit(viewer.unit).map(|unit| unit.kind);
    let department = ctx.org.is_petition_office(viewer.unit)
        && (accused::oversees(viewer, matter, ctx.org) || viewer.unit == matter.office);
    let government = kind == Some(kernel::org::UnitKind::Government)
        && ctx.org.above(matter.owner).contains(&viewer.unit);
    viewer.unit != matter.owner && (department || government)
}

pub(crate) fn supervisor(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let Some(viewer) = staff(matter, ctx, &[Role::Supervisor, Role::Leader])? else {
        return Ok(());
    };
    if supervises(viewer, matter, ctx) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "督办由负责单位以外的信访部门或者上级党委、政府进行",
        "supervision is for the petition department or the committee or government above the organ",
    )
    .under(ARTICLE))
}

pub(crate) fn may(action: Action, matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        Action::FeedBack => {
            let viewer = staff(matter, ctx, &[Role::Handler, Role::Leader])?;
            one_of(matter, OrderState::Open, |order| {
                viewer.is_none_or(|viewer| viewer.unit == order.to)
            })
        }
        Action::SignOff => {
            let viewer = staff(matter, ctx, &[Role::Supervisor, Role::Leader])?;
            one_of(matter, OrderState::FedBack, |order| {
                viewer.is_none_or(|viewer| viewer.unit == order.from)
            })
        }
        _ => {
            supervisor(matter, ctx)?;
            open_stage(action, matter)
        }
    }
}

fn one_of(
    matter: &Matter,
    state: OrderState,
    theirs: impl Fn(&Order) -> bool,
) -> Result<(), Refusal> {
    if matter
        .oversight
        .orders
        .iter()
        .any(|order| order.state == state && theirs(order))
    {
        return Ok(());
    }
    Err(match state {
        OrderState::Open => Refusal::missing(
            "没有待您单位反馈的督办",
            "no order waits for your unit's feedback",
        ),
        _ => Refusal::missing(
            "没有待您单位销号的督办反馈",
            "no feedback waits for your unit's sign-off",
        ),
    })
}
