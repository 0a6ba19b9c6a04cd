//! What every act of oversight asks: sight of the matter, a matter that stands on its own, a deadline ahead.

use jiff::civil::Date;

use crate::kit::context::Context;
use crate::kit::policy::Stages;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::sight;

use kernel::access::Viewer;
use kernel::refusal::{Refusal, RefusalKind};

/// At any stage, whatever became of the matter: what is owed is owed.
pub const ANY_STAGE: Stages = Stages::Not(&[]);

/// Once a clerk has checked the arrival, unless it was joined to another matter.
pub const CHECKED: Stages = Stages::Told(open_stage);

/// Unless it was joined to another matter.
pub const UNJOINED: Stages = Stages::Told(|_, matter| joined(matter));

/// Whoever has no sight of the matter does nothing about it.
pub fn sees(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    if sight::can_see(viewer, matter, ctx.org) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "您的岗位看不到本事项",
        "your post has no sight of this matter",
    ))
}

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
