//! What urgent information means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::urgent::{Sent, UrgentEvent};

pub(crate) fn apply(matter: &mut Matter, event: &UrgentEvent) {
    let UrgentEvent::Reported { report, unit, by } = event;
    matter.oversight.urgent.push(Sent {
        report: report.clone(),
        unit: *unit,
        by: *by,
    });
}
