//! What acceptance, hearing, answers, service, rating and closing mean for the matter.

use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::parts::IdentityRequest;
use crate::model::stage::Stage;

impl Matter {
    pub(crate) fn apply_handling(&mut self, event: &Event) {
        match event {
            Event::Accepted { on } => {
                self.accepted = Some(*on);
                self.stage = Stage::Handling;
            }
            Event::AcceptanceNotified { service } => {
                self.acceptance_notice = Some(service.clone());
            }
            Event::Heard { heard } => self.heard.push(heard.clone()),
            Event::AnswerIssued { answer } if self.note_result(answer) => {
                self.answers.push(answer.clone());
            }
            Event::AnswerIssued { answer } => {
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
            Event::Served { answer, service } => {
                if let Some(answer) = self.answers.iter_mut().find(|kept| kept.id == *answer) {
                    answer.service = Some(service.clone());
                }
                let all_served = self.demands.iter().all(|demand| self.is_served(demand));
                for id in self
                    .answer(*answer)
                    .map_or(Vec::new(), |one| one.demands.clone())
                {
                    if self
                        .demands
                        .iter()
                        .any(|demand| demand.id == id && demand.answer == Some(*answer))
                    {
                        self.redo.remove(&id);
                    }
                }
                if self.stage == Stage::Answered && all_served {
                    self.stage = Stage::Served;
                    self.settle();
                }
            }
            Event::Rated { rating } => self.rating = Some(rating.clone()),
            Event::Attached { attachment } => self.attachments.push(attachment.clone()),
            Event::IdentityRequested {
                post,
                person,
                reason,
            } => {
                self.identity_requests.push(IdentityRequest {
                    post: *post,
                    person: *person,
                    reason: reason.clone(),
                    consent: None,
                });
            }
            Event::IdentityConsented { post, person, by } => {
                for request in &mut self.identity_requests {
                    if request.post == *post && request.person == *person {
                        request.consent = Some(*by);
                    }
                }
            }
            Event::IdentityShown { .. } => {
                // A consent opens the seal once.
                self.identity_requests
                    .retain(|request| request.consent.is_none());
            }
            Event::Closed { closing } => {
                self.closing = Some(closing.clone());
                self.stage = Stage::Closed;
            }
            _ => {}
        }
    }
}
