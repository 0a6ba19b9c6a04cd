//! What is awaited of urgent information, and what an accusation takes away.

use crate::model::matter::Matter;
use crate::model::oversight::urgent::ReportStep;

use kernel::duty::{DutyKind, DutyRow};
use kernel::rulebook::Weight;

/// Whether a series was begun and not ended.
pub fn is_running(matter: &Matter) -> bool {
    matter
        .oversight
        .urgent
        .last()
        .is_some_and(|sent| sent.report.step != ReportStep::Final)
}

/// An urgent matter without a first report, and a series without its last, wait.
pub(crate) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    let since = matter.petitions.first().map(|petition| petition.received);
    match (matter.oversight.urgent.last(), since) {
        (None, Some(since)) if matter.weight == Weight::Urgent && matter.stage.is_open() => {
            rows.push(DutyRow::of_unit(
                DutyKind::Urgent,
                1,
                matter.owner,
                since,
                Some(since),
            ));
        }
        (Some(last), _) if last.report.step != ReportStep::Final => {
            let since = last.report.reported.date();
            rows.push(DutyRow::of_unit(
                DutyKind::Urgent,
                1,
                last.unit,
                since,
                None,
            ));
        }
        _ => {}
    }
}
