//! What choosing or leaving means for the matter.

use crate::model::matter::Matter;
use crate::model::simple::{Simple, SimpleEvent};

impl Matter {
    pub(crate) fn apply_simple(&mut self, event: &SimpleEvent) {
        self.simple = match event {
            SimpleEvent::Chosen { on, paper, .. } => Some(Simple {
                since: *on,
                paper: *paper,
            }),
            SimpleEvent::Left { .. } => None,
        };
    }
}
