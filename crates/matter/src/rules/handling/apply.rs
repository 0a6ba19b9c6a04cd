//! What acceptance means for the matter.

use jiff::civil::Date;

use crate::model::matter::Matter;
use crate::model::stage::Stage;

impl Matter {
    pub(crate) fn apply_acceptance(&mut self, on: Date) {
        self.accepted = Some(on);
        self.stage = Stage::Handling;
    }
}
