//! What a hearing's events mean for the matter.

use super::{Hearing, HearingEvent};
use crate::Matter;
use kernel::{HearingId, ReviewId};

impl Matter {
    /// A hearing by its number.
    pub fn hearing(&self, id: HearingId) -> Option<&Hearing> {
        self.hearings.iter().find(|hearing| hearing.id == id)
    }

    /// The hearing that is open in a review, or in handling for `None`.
    pub fn open_hearing_on(&self, review: Option<ReviewId>) -> Option<&Hearing> {
        self.hearings
            .iter()
            .find(|hearing| hearing.is_open() && hearing.review == review)
    }

    /// Any hearing that is open.
    pub fn open_hearing(&self) -> Option<&Hearing> {
        self.hearings.iter().find(|hearing| hearing.is_open())
    }

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
