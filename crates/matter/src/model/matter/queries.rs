//! What a matter tells of its own parts: each by its number, those still open, how far it has come.

use crate::model::answer::{Answer, AnswerKind};
use crate::model::clock::Clock;
use crate::model::code;
use crate::model::document::Document;
use crate::model::hearing::Hearing;
use crate::model::matter::Matter;
use crate::model::mediation::Mediation;
use crate::model::review::Review;
use crate::model::seal::Sealing;
use crate::model::stage::Stage;

use kernel::{AnswerId, DocumentId, HearingId, MediationId, ReviewId, UnitId};

impl Matter {
    /// The receiver chosen and the words that speak for an accusation, while it waits to be screened.
    pub fn held(&self) -> Option<(UnitId, &[String])> {
        match &self.sealing {
            Some(Sealing::Held { chosen, signs }) if self.stage == Stage::Received => {
                Some((*chosen, signs))
            }
            _ => None,
        }
    }
}

impl Matter {
    /// The unit whose decision is awaited while the matter is reported up or disputed.
    pub fn decider(&self) -> Option<UnitId> {
        match self.stage {
            Stage::ReportedUp => self.routing.report.as_ref().map(|report| report.to),
            Stage::Disputed => self.routing.dispute.as_ref().map(|dispute| dispute.arbiter),
            _ => None,
        }
    }
}

impl Matter {
    /// The clock that the head was asked to lengthen, while it runs for the owner.
    pub fn clock_to_extend(&self) -> Option<&Clock> {
        let asked = self.extension.as_ref()?;
        let mut clocks = self.clocks.iter().filter(|clock| clock.is_running());
        clocks.find(|clock| clock.id == asked.clock && clock.unit() == Some(self.owner))
    }
}

impl Matter {
    /// The document that carries an answer: issued and not cancelled.
    pub fn issued(&self, answer: AnswerId) -> Option<&Document> {
        self.documents
            .iter()
            .rev()
            .find(|document| document.content.answer == Some(answer) && document.voided.is_none())
    }

    /// The next signed answer that waits for its document, of those that a document of this code carries.
    pub fn to_issue(&self, code: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| {
            answer.kind.carrier() == Some(code)
                && answer.service.is_none()
                && self.issued(answer.id).is_none()
        })
    }

    /// The notice of acceptance, issued and not cancelled.
    pub fn acceptance_document(&self) -> Option<&Document> {
        self.documents
            .iter()
            .rev()
            .find(|document| document.content.code == code::ACCEPTANCE && document.voided.is_none())
    }

    /// A document by its number inside the matter.
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }
}

impl Matter {
    /// A review by its number.
    pub fn review(&self, id: ReviewId) -> Option<&Review> {
        self.reviews.iter().find(|review| review.id == id)
    }

    /// The oldest review that is still open.
    pub fn open_review(&self) -> Option<&Review> {
        self.reviews.iter().find(|review| review.state.is_open())
    }

    /// Reviews that are still open.
    pub fn open_reviews(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter().filter(|review| review.state.is_open())
    }

    /// The organ that gave the handling opinion at the root of a review.
    pub fn first_decider(&self, review: &Review) -> UnitId {
        self.root(review)
            .map_or(review.respondent, |found| found.unit)
    }

    /// The handling opinion at the root of a review: that which a re-review's review opinion was about.
    pub(crate) fn root(&self, review: &Review) -> Option<&Answer> {
        let answer = self.answer(review.challenged)?;
        match &answer.kind {
            AnswerKind::Review(opinion) => self.answer(self.review(opinion.review)?.challenged),
            _ => Some(answer),
        }
    }
}

impl Matter {
    /// Whether the matter is at rest or in review: every answer to its demands is served.
    pub fn is_resting(&self) -> bool {
        matches!(
            self.stage,
            Stage::Served
                | Stage::Executing
                | Stage::Lapsed
                | Stage::Concluded
                | Stage::ReviewPending
                | Stage::Reviewing
        )
    }

    /// Whether a re-review opinion has ended every appeal that was decided on.
    pub fn is_concluded(&self) -> bool {
        let ended = |id| self.finality.iter().any(|end| end.demands.contains(&id));
        let decided = |answer: Option<&Answer>| {
            answer.is_some_and(|answer| matches!(answer.kind, AnswerKind::Opinion(_)))
        };
        !self.finality.is_empty()
            && self.demands.iter().all(|demand| {
                ended(demand.id) || !decided(demand.answer.and_then(|id| self.answer(id)))
            })
    }
}

impl Matter {
    /// Whether an accuser left a name, so that the discipline organ owes feedback.
    pub fn has_real_name(&self) -> bool {
        self.petitions
            .iter()
            .any(|petition| !petition.is_anonymous())
    }

    /// Whether handling periods run.
    pub(crate) fn is_handled(&self) -> bool {
        self.stage == Stage::Handling && self.accepted.is_some()
    }
}

impl Matter {
    /// The handling opinions that are signed and not issued: their signature can be taken back, while the matter is accepted by
    /// whoever has it now.
    pub fn signed_only(&self) -> impl Iterator<Item = &Answer> {
        self.unserved_opinions().filter(move |answer| {
            answer.needs_document() && self.issued(answer.id).is_none() && self.accepted.is_some()
        })
    }

    pub(crate) fn unserved_opinions(&self) -> impl Iterator<Item = &Answer> {
        let is_opinion = |answer: &&Answer| matches!(answer.kind, AnswerKind::Opinion(_));
        let answers = self.answers.iter().filter(is_opinion);
        answers.filter(|answer| answer.service.is_none())
    }

    /// The next free number of an answer; one that was taken back keeps its own.
    pub(crate) fn next_answer(&self) -> AnswerId {
        let all = self.answers.iter().chain(&self.withdrawn);
        AnswerId(all.map(|answer| answer.id.0).max().unwrap_or(0) + 1)
    }
}

impl Matter {
    /// A hearing by its number.
    pub fn hearing(&self, id: HearingId) -> Option<&Hearing> {
        self.hearings.iter().find(|hearing| hearing.id == id)
    }

    /// The hearing that is open in a review, or in handling for `None`.
    pub fn open_hearing_on(&self, review: Option<ReviewId>) -> Option<&Hearing> {
        self.hearings
            .iter()
            .find(|hearing| hearing.is_open() && hearing.review == review)
    }

    /// Any hearing that is open.
    pub fn open_hearing(&self) -> Option<&Hearing> {
        self.hearings.iter().find(|hearing| hearing.is_open())
    }
}

impl Matter {
    /// A mediation by its number.
    pub fn mediation(&self, id: MediationId) -> Option<&Mediation> {
        self.mediations.iter().find(|one| one.id == id)
    }

    /// The mediation that goes on.
    pub fn open_mediation(&self) -> Option<&Mediation> {
        self.mediations.iter().find(|one| one.is_open())
    }
}
