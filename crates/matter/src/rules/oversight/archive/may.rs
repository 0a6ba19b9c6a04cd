//! Who may ask for archiving, and when.

use crate::kit::context::Context;
use crate::model::action::Action;
use crate::model::matter::Matter;
use crate::model::stage::Stage;
use crate::rules::oversight;
use crate::rules::oversight::guard::{joined, staff};

use kernel::access::Viewer;
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};

pub(crate) fn concerns(action: Action) -> bool {
    action == Action::Archive
}

pub(crate) fn may(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = staff(matter, ctx, &[Role::Clerk, Role::Handler, Role::Leader])?;
    let theirs = |viewer: &Viewer| [matter.owner, matter.office].contains(&viewer.unit);
    if !viewer.is_none_or(theirs) {
        return Err(Refusal::not_yours(
            "由负责单位或者登记单位归档",
            "the unit that answers or registered archives",
        ));
    }
    joined(matter)?;
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
    let open = oversight::open::open_items(matter);
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
