//! Review and re-review (复查、复核): a review of one opinion, what is asked and what happened in it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;
use crate::model::decision::Decision;
use crate::model::said::Said;

use kernel::rulebook::key;
use kernel::{AnswerId, DemandId, PostId, ReviewId, UnitId, coded};

coded! {
    /// The two levels.
    Level {
        /// By the body above the organ that decided (第三十五条).
        Review = "review", "复查", "Review";
        /// By the body above the one that reviewed (第三十六条).
        ReReview = "re_review", "复核", "Re-review";
    }
}

impl Level {
    /// The petitioner's period to ask for it.
    pub fn asking_limit(self) -> &'static str {
        match self {
            Self::Review => key::ASK_REVIEW,
            Self::ReReview => key::ASK_RE_REVIEW,
        }
    }

    /// The body's period to decide.
    pub fn deciding_limit(self) -> &'static str {
        match self {
            Self::Review => key::REVIEW,
            Self::ReReview => key::RE_REVIEW,
        }
    }

    /// The article.
    pub fn article(self) -> &'static str {
        match self {
            Self::Review => "《信访工作条例》第三十五条",
            Self::ReReview => "《信访工作条例》第三十六条",
        }
    }
}

coded! {
    /// What the review body decides.
    Outcome {
        /// The opinion stands.
        Uphold = "uphold", "维持", "Uphold";
        /// Another decision takes its place.
        Change = "change", "变更", "Change";
        /// It falls and nothing takes its place here, as where another lawful route is the right one.
        Revoke = "revoke", "撤销", "Revoke";
        /// It falls and the organ that decided handles the demand again.
        Remand = "remand", "撤销并责令重新办理", "Revoke and order to redo";
    }
}

coded! {
    /// How far a review has come.
    ReviewState {
        /// Asked for; the body looks whether it is fit to be accepted.
        Asked = "asked", "申请待审查", "To accept";
        /// Accepted and being decided.
        Accepted = "accepted", "审查中", "Under review";
        /// Its result was served.
        Done = "done", "已作出意见", "Decided";
        /// It was not accepted.
        Refused = "refused", "不予受理", "Not accepted";
        /// It ended without a decision, by local rule.
        Terminated = "terminated", "已终止", "Terminated";
    }
}

impl ReviewState {
    /// Whether the body still has something to do.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Accepted)
    }
}

/// Why a request that comes after the period may be taken all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Late {
    /// Force majeure or another good reason, which ended that day.
    Hindered(Date),
    /// Nobody told the petitioner of the right, of which they learned that day.
    NotTold(Date),
}

/// A question to a specialist organ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The organ asked.
    pub organ: UnitId,
    /// What it is asked.
    pub question: Said,
    /// What it says.
    #[serde(default)]
    pub answer: Option<Said>,
}

/// One review of one opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Its number inside the matter.
    pub id: ReviewId,
    /// Review or re-review.
    pub level: Level,
    /// The opinion, or review opinion, that is challenged.
    pub challenged: AnswerId,
    /// The demands it decided on.
    pub demands: Vec<DemandId>,
    /// The organ whose decision is challenged.
    pub respondent: UnitId,
    /// The review body, one level up; the result goes out in its name.
    pub body: UnitId,
    /// The unit that does the work: the body itself or its petition department.
    pub desk: UnitId,
    /// The day the body received the request.
    pub on: Date,
    /// What the petitioner asks for, with facts and reasons.
    pub reasons: String,
    /// Why it was taken after the period, where it was.
    #[serde(default)]
    pub late: Option<Late>,
    /// How far it has come.
    pub state: ReviewState,
    /// What the petitioner is asked to add, while that is open.
    #[serde(default)]
    pub supplement: Option<Said>,
    /// Who works on it.
    #[serde(default)]
    pub handler: Option<PostId>,
    /// The respondent's answer.
    #[serde(default)]
    pub response: Option<Said>,
    /// Specialist organs asked.
    #[serde(default)]
    pub consultations: Vec<Consultation>,
    /// The opinion or notice that ends it.
    #[serde(default)]
    pub result: Option<AnswerId>,
    /// Where and when the re-review opinion was made public after a hearing (第三十六条第二款).
    #[serde(default)]
    pub published: Option<Said>,
}

/// What a review body says: the four parts, the outcome and, where it changes, the new decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewOpinion {
    /// The review.
    pub review: ReviewId,
    /// Its level.
    pub level: Level,
    /// The outcome.
    pub outcome: Outcome,
    /// What the applicant asks for.
    pub request: String,
    /// The facts found.
    pub facts: String,
    /// The opinion.
    pub opinion: String,
    /// The legal basis.
    pub basis: String,
    /// The new decision on each demand, where the outcome is a change.
    #[serde(default)]
    pub decisions: Vec<(DemandId, Decision)>,
}

/// That a re-review opinion was served: the same facts and reasons are no longer accepted (第三十六条第三款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finality {
    /// The re-review opinion.
    pub answer: AnswerId,
    /// The body that gave it.
    pub body: UnitId,
    /// The day it was served.
    pub on: Date,
    /// The demands it ends.
    pub demands: Vec<DemandId>,
}

/// What a finished review leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// The matter rests as the result says.
    Stands,
    /// The organ that decided handles the demands again.
    Redo {
        /// The organ.
        by: UnitId,
    },
    /// They must be handled again, but the organ that decided can no longer have the matter: it is routed anew.
    Reroute {
        /// The unit that routes.
        by: UnitId,
    },
}

/// What can happen in a review, besides the opinions and notices, which are answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewEvent {
    /// The petitioner asked for it.
    Requested {
        /// The review.
        review: Review,
    },
    /// The body asked the petitioner to add something.
    SupplementAsked {
        /// The review.
        review: ReviewId,
        /// What.
        asked: Said,
    },
    /// The petitioner added it.
    Supplemented {
        /// The review.
        review: ReviewId,
        /// What was added.
        text: String,
    },
    /// The body accepted it.
    Accepted {
        /// The review.
        review: ReviewId,
        /// Who works on it.
        handler: Option<PostId>,
    },
    /// The respondent answered.
    Responded {
        /// The review.
        review: ReviewId,
        /// The answer.
        response: Said,
    },
    /// The body asked a specialist organ.
    Consulted {
        /// The review.
        review: ReviewId,
        /// The organ.
        organ: UnitId,
        /// The question.
        question: Said,
    },
    /// The specialist organ answered.
    Advised {
        /// The review.
        review: ReviewId,
        /// The organ.
        organ: UnitId,
        /// The answer.
        answer: Said,
    },
    /// Another body took the review over, since the first was accused.
    Moved {
        /// The review.
        review: ReviewId,
        /// The body now.
        body: UnitId,
        /// The unit that works on it now.
        desk: UnitId,
    },
    /// Its result was served.
    Finished {
        /// The review.
        review: ReviewId,
        /// How it ended.
        state: ReviewState,
        /// What follows.
        next: Next,
        /// The day.
        on: Date,
    },
    /// The re-review opinion was made public.
    Published {
        /// The review.
        review: ReviewId,
        /// When and where.
        notice: Said,
    },
    /// The period to ask ended unused.
    Lapsed {
        /// The day.
        on: Date,
    },
    /// The petitioner stated new facts or reasons after the end: the matter opens again.
    NewFacts {
        /// The new facts and reasons.
        text: String,
    },
}

/// What can be asked for in a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewCommand {
    /// Ask for review or re-review of an opinion.
    Request {
        /// The opinion, or the review opinion.
        answer: AnswerId,
        /// What is asked for, with facts and reasons.
        reasons: String,
        /// The day the body received the request.
        on: Date,
        /// Why it comes late, if it does.
        late: Option<Late>,
    },
    /// Ask the petitioner to add something.
    AskSupplement {
        /// The review.
        review: ReviewId,
        /// What.
        what: String,
    },
    /// Add it.
    Supplement {
        /// The review.
        review: ReviewId,
        /// What is added.
        text: String,
    },
    /// Accept.
    Accept {
        /// The review.
        review: ReviewId,
    },
    /// Refuse, with reasons.
    Refuse {
        /// The review.
        review: ReviewId,
        /// The reasons.
        reason: String,
        /// The leader who signs.
        signer: PostId,
    },
    /// Answer as the respondent.
    Respond {
        /// The review.
        review: ReviewId,
        /// The answer with its evidence.
        text: String,
    },
    /// Ask a specialist organ.
    Consult {
        /// The review.
        review: ReviewId,
        /// The organ.
        organ: UnitId,
        /// The question.
        question: String,
    },
    /// Answer as that organ.
    Advise {
        /// The review.
        review: ReviewId,
        /// The answer.
        text: String,
    },
    /// Give the review opinion.
    Decide {
        /// The opinion.
        opinion: ReviewOpinion,
        /// The leader who signs.
        signer: PostId,
    },
    /// Make the re-review opinion public.
    Publish {
        /// The review.
        review: ReviewId,
        /// Where.
        place: String,
    },
    /// Let the unused period end.
    Lapse,
    /// State new facts after the end.
    NewFacts {
        /// The new facts and reasons.
        text: String,
    },
}

impl ReviewCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Request { .. } => Action::RequestReview,
            Self::AskSupplement { .. } => Action::AskReviewSupplement,
            Self::Supplement { .. } => Action::SupplementReview,
            Self::Accept { .. } => Action::AcceptReview,
            Self::Refuse { .. } => Action::RefuseReview,
            Self::Respond { .. } => Action::RespondReview,
            Self::Consult { .. } => Action::ConsultReview,
            Self::Advise { .. } => Action::AdviseReview,
            Self::Decide { .. } => Action::DecideReview,
            Self::Publish { .. } => Action::PublishReview,
            Self::Lapse => Action::LapseReview,
            Self::NewFacts { .. } => Action::StateNewFacts,
        }
    }
}
