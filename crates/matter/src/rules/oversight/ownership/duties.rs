//! What is awaited of a leader's case, and what an accusation takes away.

use crate::kit::accused;
use crate::model::matter::Matter;
use crate::model::oversight::ownership::Ownership;

use kernel::duty::{DutyKind, DutyRow};

pub(crate) fn active(matter: &Matter) -> Option<&Ownership> {
    matter
        .oversight
        .ownership
        .as_ref()
        .filter(|case| case.is_active())
}

/// The leader's owned matter: `since` is the last step, `due` the next open step of the plan.
pub(crate) fn duties(matter: &Matter, org: &kernel::org::Org, rows: &mut Vec<DutyRow>) {
    let Some(case) = active(matter) else { return };
    if accused::is_accused(matter, case.unit, org) {
        return;
    }
    let next = case.open_steps().map(|step| step.due).min();
    let row = DutyRow::of_unit(DutyKind::Owned, 1, case.unit, case.last_step, next);
    rows.push(row.for_post(org.acts_for(case.leader)));
}
