//! What a review's events mean for the matter.

use crate::model::answer::Answer;
use crate::model::matter::Matter;
use crate::model::review::{Consultation, Finality, Level, Next, Review, ReviewEvent, ReviewState};
use crate::model::stage::Stage;

use kernel::ReviewId;

/// Whether other demands of the matter are still being routed or handled.
pub fn is_under_way(matter: &Matter) -> bool {
    !matter.is_resting() && matter.stage != Stage::Closed
}

impl Matter {
    /// A matter that goes on is neither closed nor archived any more.
    pub(crate) fn take_out(&mut self) {
        self.closing = None;
        self.oversight.archive = None;
    }
}

impl Matter {
    pub(crate) fn apply_review(&mut self, event: &ReviewEvent) {
        match event {
            ReviewEvent::Requested { review } => {
                self.reviews.push(review.clone());
                self.lapsed = None;
                self.settle();
            }
            ReviewEvent::Finished {
                review,
                state,
                next,
                on,
            } => self.finish_review(*review, *state, *next, *on),
            ReviewEvent::Lapsed { on } => {
                self.lapsed = Some(*on);
                self.settle();
            }
            ReviewEvent::NewFacts { .. } => {
                self.stage = Stage::Registered;
                self.take_out();
                self.accepted = None;
                // The petitioner is heard on the new facts too (第三十一条第六项).
                self.heard.clear();
            }
            ReviewEvent::SupplementAsked { review, .. }
            | ReviewEvent::Supplemented { review, .. }
            | ReviewEvent::Accepted { review, .. }
            | ReviewEvent::Responded { review, .. }
            | ReviewEvent::Consulted { review, .. }
            | ReviewEvent::Advised { review, .. }
            | ReviewEvent::Moved { review, .. }
            | ReviewEvent::Published { review, .. } => {
                if let Some(found) = self.reviews.iter_mut().find(|kept| kept.id == *review) {
                    found.apply(event);
                }
                if matches!(
                    event,
                    ReviewEvent::Accepted { .. } | ReviewEvent::Moved { .. }
                ) {
                    self.settle();
                }
            }
        }
    }

    fn finish_review(
        &mut self,
        id: ReviewId,
        state: ReviewState,
        next: Next,
        on: jiff::civil::Date,
    ) {
        let Some(review) = self.review(id).cloned() else {
            return;
        };
        if let Some(found) = self.reviews.iter_mut().find(|kept| kept.id == id) {
            found.state = state;
        }
        match next {
            Next::Redo { by } | Next::Reroute { by } => {
                let revoked = self.root(&review).map(|answer| answer.id);
                for demand in &mut self.demands {
                    if review.demands.contains(&demand.id) {
                        demand.answer = None;
                        // Another organ decides freshly; the same one may not repeat itself.
                        if matches!(next, Next::Redo { .. }) {
                            self.redo
                                .insert(demand.id, revoked.unwrap_or(review.challenged));
                        }
                    }
                }
                if matches!(next, Next::Reroute { .. }) && is_under_way(self) {
                    if self.stage == Stage::Answered {
                        self.stage = Stage::Handling;
                    }
                    return;
                }
                self.owner = by;
                self.before_review = None;
                self.take_out();
                self.stage = if matches!(next, Next::Redo { .. }) {
                    Stage::Handling
                } else {
                    self.accepted = None;
                    Stage::Registered
                };
            }
            Next::Stands => {
                let ended = state == ReviewState::Done && review.level == Level::ReReview;
                if let Some(answer) = review.result.filter(|_| ended) {
                    self.finality.push(Finality {
                        answer,
                        body: review.body,
                        on,
                        demands: review.demands,
                    });
                }
                self.settle();
            }
        }
    }

    /// Notes which answer ends a review; such an answer answers no demand anew.
    pub(crate) fn note_result(&mut self, answer: &Answer) -> bool {
        let Some(id) = answer.kind.review() else {
            return false;
        };
        if let Some(found) = self.reviews.iter_mut().find(|kept| kept.id == id) {
            found.result = Some(answer.id);
        }
        true
    }
}

impl Matter {
    /// Finds the stage and the owner of a matter all of whose demands have their served answers: in review, in execution,
    /// concluded, lapsed or simply served. A matter that is still being handled, and a closed one without an open review,
    /// stay as they are.
    pub(crate) fn settle(&mut self) {
        let review = self.open_review().map(|review| (review.state, review.desk));
        let reopened = self.stage == Stage::Closed && review.is_some();
        if !self.is_resting() && !reopened {
            return;
        }
        if let Some((state, desk)) = review {
            self.take_out();
            self.before_review.get_or_insert(self.owner);
            self.owner = desk;
            self.stage = if state == ReviewState::Asked {
                Stage::ReviewPending
            } else {
                Stage::Reviewing
            };
            return;
        }
        if let Some(owner) = self.before_review.take() {
            self.owner = owner;
        }
        self.stage = if self.executions.iter().any(|one| one.is_open()) {
            Stage::Executing
        } else if self.is_concluded() {
            Stage::Concluded
        } else if self.lapsed.is_some() {
            Stage::Lapsed
        } else {
            Stage::Served
        };
    }
}

impl Review {
    fn apply(&mut self, event: &ReviewEvent) {
        match event {
            ReviewEvent::SupplementAsked { asked, .. } => self.supplement = Some(asked.clone()),
            ReviewEvent::Supplemented { .. } => self.supplement = None,
            ReviewEvent::Accepted { handler, .. } => {
                self.state = ReviewState::Accepted;
                self.supplement = None;
                self.handler = *handler;
            }
            ReviewEvent::Responded { response, .. } => self.response = Some(response.clone()),
            ReviewEvent::Consulted {
                organ, question, ..
            } => self.consultations.push(Consultation {
                organ: *organ,
                question: question.clone(),
                answer: None,
            }),
            ReviewEvent::Advised { organ, answer, .. } => {
                let waits =
                    |asked: &&mut Consultation| asked.organ == *organ && asked.answer.is_none();
                if let Some(asked) = self.consultations.iter_mut().find(waits) {
                    asked.answer = Some(answer.clone());
                }
            }
            ReviewEvent::Moved { body, desk, .. } => {
                self.body = *body;
                self.desk = *desk;
            }
            ReviewEvent::Published { notice, .. } => self.published = Some(notice.clone()),
            // These are the matter's.
            ReviewEvent::Requested { .. }
            | ReviewEvent::Finished { .. }
            | ReviewEvent::Lapsed { .. }
            | ReviewEvent::NewFacts { .. } => {}
        }
    }
}
