//! What each event of oversight means, subject by subject.

use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::rules::oversight::{
    advice, archive, follow_up, instruction, ownership, recusal, risk, supervision, tier, urgent,
};

/// Applies what happened.
pub(crate) fn apply(matter: &mut Matter, event: &OversightEvent) {
    match event {
        OversightEvent::Recusal(event) => recusal::apply::apply(matter, event),
        OversightEvent::Supervision(event) => supervision::apply::apply(matter, event),
        OversightEvent::Advice(event) => advice::apply::apply(matter, event),
        OversightEvent::Urgent(event) => urgent::apply::apply(matter, event),
        OversightEvent::Instruction(event) => instruction::apply::apply(matter, event),
        OversightEvent::Ownership(event) => ownership::apply::apply(matter, event),
        OversightEvent::Tier(event) => tier::apply::apply(matter, event),
        OversightEvent::Risk(event) => risk::apply::apply(matter, event),
        OversightEvent::FollowUp(event) => follow_up::apply::apply(matter, event),
        OversightEvent::Archive(event) => archive::apply::apply(matter, event),
    }
}
