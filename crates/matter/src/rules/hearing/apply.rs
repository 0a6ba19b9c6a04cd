//! What a hearing's events mean for the matter.

use crate::model::hearing::HearingEvent;
use crate::model::matter::Matter;

impl Matter {
    pub(crate) fn apply_hearing(&mut self, event: &HearingEvent) {
        let id = match event {
            HearingEvent::Decided { hearing } => {
                self.hearings.push((**hearing).clone());
                return;
            }
            HearingEvent::Notified { hearing, .. }
            | HearingEvent::Postponed { hearing, .. }
            | HearingEvent::Held { hearing, .. }
            | HearingEvent::Concluded { hearing, .. }
            | HearingEvent::Cancelled { hearing, .. } => *hearing,
        };
        let Some(found) = self.hearings.iter_mut().find(|kept| kept.id == id) else {
            return;
        };
        match event {
            HearingEvent::Notified { notice, .. } => found.notice = Some(notice.clone()),
            HearingEvent::Postponed { reason, .. } => {
                found.notice = None;
                found.postponed.push(reason.clone());
            }
            HearingEvent::Held { record, .. } => found.record = Some(record.clone()),
            HearingEvent::Concluded { conclusion, .. } => {
                found.conclusion = Some(conclusion.clone());
            }
            HearingEvent::Cancelled { reason, .. } => found.cancelled = Some(reason.clone()),
            HearingEvent::Decided { .. } => {}
        }
    }
}
