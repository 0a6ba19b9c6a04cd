//! What an assessment means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::risk::RiskEvent;

pub(crate) fn apply(matter: &mut Matter, event: &RiskEvent) {
    let RiskEvent::Assessed(assessment) = event;
    matter.oversight.risk = Some(assessment.clone());
}
