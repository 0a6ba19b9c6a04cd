//! What a found route and a concluded inquiry mean for the matter.

use crate::model::lawful::LawfulEvent;
use crate::model::matter::Matter;

impl Matter {
    pub(crate) fn apply_lawful(&mut self, event: &LawfulEvent) {
        match event {
            LawfulEvent::Classified { demand, route, .. } => {
                let found = self.demands.iter_mut().find(|kept| kept.id == *demand);
                if let Some(found) = found {
                    found.route = Some(*route);
                }
            }
            LawfulEvent::InquiryConcluded { on, .. } => self.concluded = Some(*on),
        }
    }
}
