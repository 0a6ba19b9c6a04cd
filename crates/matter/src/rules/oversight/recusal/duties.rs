//! What is awaited of recusal, and what an accusation takes away.

use crate::kit::accused;
use crate::model::matter::Matter;
use crate::model::oversight::recusal::{Recusal, RecusalState};

use kernel::UnitId;
use kernel::duty::{DutyKind, DutyRow};
use kernel::org::{Org, Role};

/// The unit whose leader decides on a request: that person's; about a leader, the nearest above that may have the matter.
pub(crate) fn decider(one: &Recusal, matter: &Matter, org: &Org) -> UnitId {
    let Some(post) = one.post.and_then(|post| org.post(post)) else {
        return matter.owner;
    };
    if post.role != Role::Leader {
        return post.unit;
    }
    let above = org.overseers(post.unit).iter().copied();
    above
        .chain(org.above(post.unit))
        .find(|unit| !accused::is_accused(matter, *unit, org))
        .unwrap_or(post.unit)
}

/// A request waits for the leader who decides on it.
pub(crate) fn duties(matter: &Matter, org: &Org, rows: &mut Vec<DutyRow>) {
    let asked = |one: &&Recusal| one.state == RecusalState::Asked;
    for one in matter.oversight.recusals.iter().filter(asked) {
        let unit = decider(one, matter, org);
        rows.push(DutyRow::of_unit(
            DutyKind::Recusal,
            one.id,
            unit,
            one.on,
            None,
        ));
    }
}
