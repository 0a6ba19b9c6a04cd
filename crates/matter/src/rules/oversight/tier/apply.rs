//! What a tier means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::tier::TierEvent;

pub(crate) fn apply(matter: &mut Matter, event: &TierEvent) {
    match event {
        TierEvent::Set(standing) => matter.oversight.tier = Some(standing.clone()),
        TierEvent::Planned { text, on } => {
            if let Some(standing) = &mut matter.oversight.tier {
                standing.plan = Some((*on, text.clone()));
            }
        }
        TierEvent::Dropped => matter.oversight.tier = None,
    }
}
