//! Who archives a file, and when nothing is open any more.

use crate::kit::context::Context;
use crate::kit::policy::{Policy, WORKERS, Who};
use crate::model::action::Action as A;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::oversight::guard::{UNJOINED, sees};
use crate::rules::oversight::open::open_items;

use kernel::access::Viewer;
use kernel::refusal::{Refusal, RefusalKind};

/// One row for each action of this subject.
pub const ROWS: &[Policy] = &[Policy::staff(
    A::Archive,
    WORKERS,
    Who::Told(keeps),
    UNJOINED,
    nothing_is_open,
)];

fn keeps(matter: &Matter, viewer: &Viewer, ctx: &Context<'_>) -> Result<(), Refusal> {
    sees(matter, viewer, ctx)?;
    if [matter.owner, matter.office].contains(&viewer.unit) {
        return Ok(());
    }
    Err(Refusal::not_yours(
        "由负责单位或者登记单位归档",
        "the unit that answers or registered archives",
    ))
}

fn nothing_is_open(matter: &Matter, _: &Context<'_>) -> Result<(), Refusal> {
    if matter.stage != Stage::Closed {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "办结以后才能归档",
            "a matter is archived after it is closed",
        ));
    }
    if matter.oversight.archive.is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "本事项已经归档",
            "the matter is archived already",
        ));
    }
    let open = open_items(matter);
    if open.is_empty() {
        return Ok(());
    }
    let zh: Vec<_> = open.iter().map(|kind| kind.zh()).collect();
    let en: Vec<_> = open.iter().map(|kind| kind.en()).collect();
    Err(Refusal::missing(
        format!("还有未了的事：{}", zh.join("、")),
        format!("still open: {}", en.join(", ")),
    ))
}
