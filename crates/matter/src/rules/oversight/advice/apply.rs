//! What a suggestion means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::advice::{Advice, AdviceEvent};

pub(crate) fn apply(matter: &mut Matter, event: &AdviceEvent) {
    let advice = &mut matter.oversight.advice;
    match event {
        AdviceEvent::Given {
            id,
            from,
            text,
            clock,
            due,
            on,
        } => advice.push(Advice {
            id: *id,
            from: *from,
            text: text.clone(),
            on: *on,
            clock: *clock,
            due: *due,
            answer: None,
            withdrawn: false,
        }),
        AdviceEvent::Answered { advice: id, answer } => {
            for one in advice.iter_mut().filter(|one| one.id == *id) {
                one.answer = Some(answer.clone());
            }
        }
        AdviceEvent::Withdrawn { advice: id } => {
            for one in advice.iter_mut().filter(|one| one.id == *id) {
                one.withdrawn = true;
            }
        }
    }
}
