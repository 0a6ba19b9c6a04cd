//! What a follow-up means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::follow_up::{FollowUp, FollowUpEvent};
use crate::model::stage::Stage;

pub(crate) fn apply(matter: &mut Matter, event: &FollowUpEvent) {
    let all = &mut matter.oversight.follow_ups;
    match event {
        FollowUpEvent::Planned {
            id,
            reason,
            why,
            unit,
            clock,
            due,
            on,
        } => all.push(FollowUp {
            id: *id,
            reason: *reason,
            why: why.clone(),
            unit: *unit,
            since: *on,
            clock: *clock,
            due: *due,
            tries: Vec::new(),
            on: None,
            method: None,
            outcome: None,
            words: String::new(),
            reopened: Vec::new(),
            dropped: false,
        }),
        FollowUpEvent::Tried { id, on, .. } => with(all, *id, |one| one.tries.push(*on)),
        FollowUpEvent::Made {
            id,
            method,
            outcome,
            words,
            on,
        } => with(all, *id, |one| {
            one.on = Some(*on);
            one.method = Some(*method);
            one.outcome = Some(*outcome);
            one.words.clone_from(words);
        }),
        FollowUpEvent::Reopened { id, demands, .. } => {
            with(all, *id, |one| one.reopened.clone_from(demands));
            for demand in matter
                .demands
                .iter_mut()
                .filter(|demand| demands.contains(&demand.id))
            {
                demand.answer = None;
            }
            matter.closing = None;
            matter.oversight.archive = None;
            matter.stage = if matter.accepted.is_some() {
                Stage::Handling
            } else {
                Stage::Registered
            };
        }
        FollowUpEvent::Dropped { id } => with(all, *id, |one| one.dropped = true),
    }
}

fn with(all: &mut [FollowUp], id: u16, change: impl FnOnce(&mut FollowUp)) {
    if let Some(one) = all.iter_mut().find(|one| one.id == id) {
        change(one);
    }
}
