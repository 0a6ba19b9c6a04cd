//! What answers, their service and closing mean for the matter.

use crate::model::answer::{Answer, Service};
use crate::model::matter::Matter;
use crate::model::parts::Closing;
use crate::model::stage::Stage;

use kernel::AnswerId;

impl Matter {
    pub(crate) fn apply_answer(&mut self, answer: &Answer) {
        if self.note_result(answer) {
            self.answers.push(answer.clone());
            return;
        }
        self.note_agreement(answer);
        for demand in &mut self.demands {
            if answer.demands.contains(&demand.id) {
                demand.answer = Some(answer.id);
            }
        }
        self.answers.push(answer.clone());
        if self.open_demands().next().is_none() {
            self.stage = Stage::Answered;
        }
    }

    pub(crate) fn apply_service(&mut self, id: AnswerId, service: &Service) {
        if let Some(answer) = self.answers.iter_mut().find(|kept| kept.id == id) {
            answer.service = Some(service.clone());
        }
        let answered = self.answer(id);
        let answered = answered.map_or(Vec::new(), |answer| answer.demands.clone());
        for demand in &self.demands {
            if answered.contains(&demand.id) && demand.answer == Some(id) {
                self.redo.remove(&demand.id);
            }
        }
        let all_served = self.demands.iter().all(|demand| self.is_served(demand));
        if self.stage == Stage::Answered && all_served {
            self.stage = Stage::Served;
            self.settle();
        }
    }

    pub(crate) fn apply_closing(&mut self, closing: &Closing) {
        self.closing = Some(closing.clone());
        self.stage = Stage::Closed;
    }
}
