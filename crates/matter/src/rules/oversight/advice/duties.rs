//! What is awaited of a suggestion, and what an accusation takes away.

use crate::model::matter::Matter;
use crate::model::oversight::advice::AdviceEvent;

use kernel::UnitId;
use kernel::duty::{DutyKind, DutyRow};

/// Suggestions to units that may not have the matter any more end.
pub(crate) fn withdraw(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) -> Vec<AdviceEvent> {
    let open = matter
        .oversight
        .advice
        .iter()
        .filter(|advice| advice.is_open());
    open.filter(|advice| barred(advice.text.to) || barred(advice.from))
        .map(|advice| AdviceEvent::Withdrawn { advice: advice.id })
        .collect()
}

pub(crate) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    for advice in matter
        .oversight
        .advice
        .iter()
        .filter(|advice| advice.is_open())
    {
        rows.push(DutyRow::of_unit(
            DutyKind::Advice,
            advice.id,
            advice.text.to,
            advice.on,
            Some(advice.due),
        ));
    }
}
