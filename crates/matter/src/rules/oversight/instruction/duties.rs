//! What is awaited of reading, instructing and studying, and what an accusation takes away.

use crate::kit::accused;
use crate::model::matter::Matter;
use crate::model::oversight::instruction::{Disposition, InstructionEvent};

use kernel::UnitId;
use kernel::duty::{DutyKind, DutyRow};

/// Tasks of units that may not have the matter any more end.
pub(crate) fn withdraw(matter: &Matter, barred: &dyn Fn(UnitId) -> bool) -> Vec<InstructionEvent> {
    let open = matter
        .oversight
        .instructions
        .iter()
        .filter(|one| one.is_open());
    open.filter(|one| one.to.is_some_and(barred) || barred(one.unit))
        .map(|one| InstructionEvent::Withdrawn {
            instruction: one.id,
        })
        .collect()
}

pub(crate) fn duties(matter: &Matter, ctx_org: &kernel::org::Org, rows: &mut Vec<DutyRow>) {
    for reading in matter.oversight.readings.iter().filter(|one| !one.read) {
        let Some(post) = ctx_org.post(reading.to) else {
            continue;
        };
        if accused::is_accused(matter, post.unit, ctx_org) {
            continue;
        }
        let row = DutyRow::of_unit(DutyKind::Reading, reading.id, post.unit, reading.on, None);
        rows.push(row.for_post(ctx_org.acts_for(reading.to)));
    }
    for one in matter
        .oversight
        .instructions
        .iter()
        .filter(|one| one.is_open())
    {
        rows.push(match one.disposition {
            Disposition::Study => DutyRow::of_unit(DutyKind::Study, one.id, one.unit, one.on, None),
            _ => DutyRow::of_unit(
                DutyKind::Task,
                one.id,
                one.to.unwrap_or(one.unit),
                one.on,
                one.due,
            ),
        });
    }
}
