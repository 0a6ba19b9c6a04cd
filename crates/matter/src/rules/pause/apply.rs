//! What waiting and going on mean for the matter.

use crate::model::matter::Matter;
use crate::model::pause::PauseEvent;
use crate::model::stage::Stage;

impl Matter {
    pub(crate) fn apply_pause(&mut self, event: &PauseEvent) {
        match event {
            PauseEvent::Suspended { suspension } => {
                self.stage = Stage::Suspended;
                self.suspension = Some(suspension.clone());
            }
            PauseEvent::Resumed { .. } => {
                if let Some(suspension) = self.suspension.take() {
                    self.stage = suspension.before;
                }
            }
        }
    }
}
