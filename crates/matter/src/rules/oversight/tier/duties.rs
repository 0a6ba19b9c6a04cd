//! What is awaited of a tier, and what an accusation takes away.

use crate::model::matter::Matter;
use crate::model::oversight::tier::TierEvent;

use kernel::UnitId;
use kernel::duty::{DutyKind, DutyRow};

/// A plan owed by a unit that may not have the matter any more falls away.
pub(crate) fn withdraw(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) -> Vec<TierEvent> {
    let standing = matter.oversight.tier.as_ref();
    let owed = standing.filter(|standing| standing.plan.is_none() && barred(standing.unit));
    owed.map(|_| TierEvent::Dropped).into_iter().collect()
}

pub(crate) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    if let Some(standing) = matter
        .oversight
        .tier
        .as_ref()
        .filter(|standing| standing.plan.is_none())
    {
        rows.push(DutyRow::of_unit(
            DutyKind::Plan,
            1,
            standing.unit,
            standing.on,
            Some(standing.due),
        ));
    }
}
