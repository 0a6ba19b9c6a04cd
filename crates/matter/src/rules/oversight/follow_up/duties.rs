//! What is awaited of a follow-up, and what an accusation takes away.

use crate::model::matter::Matter;
use crate::model::oversight::follow_up::FollowUpEvent;

use kernel::UnitId;
use kernel::duty::{DutyKind, DutyRow};

/// Follow-ups of units that may not have the matter any more end.
pub(crate) fn withdraw(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) -> Vec<FollowUpEvent> {
    let open = matter
        .oversight
        .follow_ups
        .iter()
        .filter(|one| one.is_open());
    open.filter(|one| barred(one.unit))
        .map(|one| FollowUpEvent::Dropped { id: one.id })
        .collect()
}

pub(crate) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    for one in matter
        .oversight
        .follow_ups
        .iter()
        .filter(|one| one.is_open())
    {
        rows.push(DutyRow::of_unit(
            DutyKind::FollowUp,
            one.id,
            one.unit,
            one.since,
            Some(one.due),
        ));
    }
}
