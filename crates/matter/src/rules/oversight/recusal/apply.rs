//! What recusal means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::recusal::{Recusal, RecusalEvent, RecusalSource, RecusalState};

pub(crate) fn apply(matter: &mut Matter, event: &RecusalEvent) {
    let recusals = &mut matter.oversight.recusals;
    match event {
        RecusalEvent::Declared {
            id,
            person,
            post,
            reason,
            on,
        } => recusals.push(Recusal {
            id: *id,
            person: Some(*person),
            post: Some(*post),
            named: String::new(),
            source: RecusalSource::Own,
            reason: reason.clone(),
            on: *on,
            state: RecusalState::InForce,
            decision: String::new(),
        }),
        RecusalEvent::Asked {
            id,
            post,
            person,
            named,
            reason,
            on,
        } => recusals.push(Recusal {
            id: *id,
            person: *person,
            post: *post,
            named: named.clone(),
            source: RecusalSource::Petitioner,
            reason: reason.clone(),
            on: *on,
            state: RecusalState::Asked,
            decision: String::new(),
        }),
        RecusalEvent::Decided {
            id,
            granted,
            post,
            person,
            reason,
        } => {
            for one in recusals.iter_mut().filter(|one| one.id == *id) {
                one.state = if *granted {
                    RecusalState::InForce
                } else {
                    RecusalState::Refused
                };
                one.post = *post;
                one.person = *person;
                one.decision.clone_from(reason);
            }
        }
        RecusalEvent::Ended { id, reason } => {
            for one in recusals.iter_mut().filter(|one| one.id == *id) {
                one.state = RecusalState::Ended;
                one.decision.clone_from(reason);
            }
        }
    }
}
