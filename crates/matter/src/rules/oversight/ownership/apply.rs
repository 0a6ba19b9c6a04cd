//! What a leader's case means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::ownership::OwnershipEvent;

pub(crate) fn apply(matter: &mut Matter, event: &OwnershipEvent) {
    match event {
        OwnershipEvent::Taken(case) => matter.oversight.ownership = Some(case.clone()),
        OwnershipEvent::Stepped {
            done,
            spent,
            on,
            more,
            ..
        } => {
            if let Some(case) = &mut matter.oversight.ownership {
                case.last_step = *on;
                case.spent = case.spent.saturating_add(*spent);
                if let Some(step) = done.and_then(|at| case.plan.get_mut(at)) {
                    step.done = Some(*on);
                }
                case.plan.extend(more.iter().cloned());
                case.plan.sort_by_key(|step| step.due);
            }
        }
        OwnershipEvent::Ended { result, on, undone } => {
            if let Some(case) = &mut matter.oversight.ownership {
                case.ended = Some((*on, result.clone()));
                case.undone.clone_from(undone);
            }
        }
    }
}
