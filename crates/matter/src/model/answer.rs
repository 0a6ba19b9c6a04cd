//! What an organ answers, how the answer reaches the petitioner, and what the petitioner thinks of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::code;
use crate::model::decision::Decision;
use crate::model::desk::Line;
use crate::model::lawful::{DutyNotice, Route};
use crate::model::mediation::{Agreement, MediationKind};
use crate::model::pause::TerminationGround;
use crate::model::review::{Level, ReviewOpinion};
use crate::model::signature::Signature;

use kernel::rulebook::{GroundCode, GroundEffect, Outside};
use kernel::{AnswerId, DemandId, PostId, ReviewId, UnitId, coded};

coded! {
    /// What becomes of a suggestion (《信访工作条例》第二十九条).
    Adoption {
        /// Adopted.
        Adopted = "adopted", "采纳", "Adopted";
        /// Partly adopted.
        Partly = "partly", "部分采纳", "Partly adopted";
        /// Not adopted.
        NotAdopted = "not_adopted", "未采纳", "Not adopted";
    }
}

coded! {
    /// How an answer reached the petitioner.
    ServiceMethod {
        /// On the public tracking page.
        Web = "web", "网上送达", "Web";
        /// By text message.
        Sms = "sms", "短信", "Text message";
        /// By post, with the item's number as proof.
        Post = "post", "邮寄", "Post";
        /// In person, with a signature.
        InPerson = "in_person", "当面送达", "In person";
        /// By telephone, for replies that need no paper.
        Phone = "phone", "电话告知", "Telephone";
        /// By publication, where nothing else reaches the petitioner.
        Publication = "publication", "公告送达", "Publication";
    }
}

coded! {
    /// A petitioner's rating.
    Score {
        /// Satisfied.
        Satisfied = "satisfied", "满意", "Satisfied";
        /// Basically satisfied.
        Basically = "basically", "基本满意", "Basically satisfied";
        /// Not satisfied.
        NotSatisfied = "not_satisfied", "不满意", "Not satisfied";
    }
}

/// The four parts that an opinion must have (《信访工作条例》第三十二条) and the decision per demand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The petitioner's request.
    pub request: String,
    /// Facts and reasons.
    pub facts: String,
    /// The handling opinion.
    pub opinion: String,
    /// The legal basis.
    pub basis: String,
    /// The decision on each demand it answers.
    pub decisions: Vec<(DemandId, Decision)>,
    /// The same line by line, where it was written at the reply desk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
}

/// What an answer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// A petition handling opinion (信访处理意见书) on appeals.
    Opinion(Opinion),
    /// A reply to a suggestion.
    SuggestionReply {
        /// Adopted, partly or not.
        adoption: Adoption,
        /// The reply.
        text: String,
    },
    /// Feedback on an accusation by the competent organ.
    AccusationReply {
        /// The feedback, without details of the investigation.
        text: String,
    },
    /// Notice that the matter is not accepted, or no longer accepted.
    NotAccepted {
        /// The ground in the rulebook.
        ground: GroundCode,
        /// What the ground led to by the matter's rulebook. Entries of earlier versions leave it to the code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effect: Option<GroundEffect>,
        /// The concrete reason.
        reason: String,
    },
    /// Notice that another lawful route or organ is the right one.
    Redirected {
        /// Where the petitioner should go.
        to: String,
        /// Why, with the basis.
        reason: String,
    },
    /// Notice that demands belong to another procedure (routes one to four), with the time limits that run there.
    LedIn {
        /// The route.
        route: Route,
        /// The body to turn to.
        to: String,
        /// Why, and how to go about it.
        reason: String,
        /// Time limits of that procedure.
        outside: Vec<Outside>,
    },
    /// Notice that ends a route-five demand.
    DutyReply {
        /// Its parts.
        notice: DutyNotice,
        /// Remedies, where the petitioner has a legal interest.
        outside: Vec<Outside>,
    },
    /// A review or re-review opinion (信访复查意见书、信访复核意见书).
    Review(ReviewOpinion),
    /// Notice that a request for review is not accepted.
    ReviewRefused {
        /// The review.
        review: ReviewId,
        /// Its level.
        level: Level,
        /// The concrete reasons.
        reason: String,
    },
    /// Notice that a review, or the demands in handling, ended without a decision.
    Terminated {
        /// The review; none for demands in handling.
        review: Option<ReviewId>,
        /// The ground.
        ground: TerminationGround,
        /// The concrete reason.
        reason: String,
    },
    /// A mediation or settlement agreement (调解协议书、和解协议书).
    Agreement(Agreement),
    /// An answer given before this system kept the matter, as the old record has it.
    PastReply {
        /// The reply's own words.
        text: String,
        /// The time of day it was given, where the record says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time: Option<jiff::civil::Time>,
    },
}

impl AnswerKind {
    /// The Chinese title of the document.
    pub fn zh(&self) -> &'static str {
        match self {
            Self::Opinion(_) => "信访处理意见书",
            Self::SuggestionReply { .. } => "建议答复",
            Self::AccusationReply { .. } => "检举控告反馈",
            Self::NotAccepted { .. } if self.is_for_good() => "不再受理告知书",
            Self::NotAccepted { .. } => "不予受理告知书",
            Self::Redirected { .. } => "告知书",
            Self::LedIn { .. } => "导入法定途径告知书",
            Self::DutyReply { .. } => "投诉（举报）处理情况告知书",
            Self::Review(opinion) if opinion.level == Level::Review => "信访复查意见书",
            Self::Review(_) => "信访复核意见书",
            Self::ReviewRefused { level, .. } if *level == Level::Review => "复查不予受理告知书",
            Self::ReviewRefused { .. } => "复核不予受理告知书",
            Self::Terminated { .. } => "终止告知书",
            Self::Agreement(agreement) => match agreement.kind {
                MediationKind::Peoples => "人民调解协议书",
                MediationKind::Settlement => "和解协议书",
                _ => "调解协议书",
            },
            Self::PastReply { .. } => "历史答复",
        }
    }

    /// The English title of the document.
    pub fn en(&self) -> &'static str {
        match self {
            Self::Opinion(_) => "Handling opinion",
            Self::SuggestionReply { .. } => "Reply to a suggestion",
            Self::AccusationReply { .. } => "Feedback on an accusation",
            Self::NotAccepted { .. } if self.is_for_good() => "Notice: no longer accepted",
            Self::NotAccepted { .. } => "Notice: not accepted",
            Self::Redirected { .. } => "Notice of the proper route",
            Self::LedIn { .. } => "Notice: another lawful procedure",
            Self::DutyReply { .. } => "Notice on the complaint",
            Self::Review(opinion) if opinion.level == Level::Review => "Review opinion",
            Self::Review(_) => "Re-review opinion",
            Self::ReviewRefused { .. } => "Notice: review not accepted",
            Self::Terminated { .. } => "Notice of termination",
            Self::Agreement(_) => "Agreement",
            Self::PastReply { .. } => "Earlier answer",
        }
    }

    /// The document that carries such an answer to the petitioner, by its template's code. None where the paper is not this
    /// office's alone: an agreement is signed by both sides, an earlier answer was given elsewhere.
    pub fn carrier(&self) -> Option<&'static str> {
        match self {
            Self::Opinion(_) => Some(code::OPINION),
            Self::NotAccepted { .. } if self.is_for_good() => Some(code::NO_LONGER_ACCEPTED),
            Self::NotAccepted { .. } => Some(code::NOT_ACCEPTED),
            Self::AccusationReply { .. } => Some(code::ACCUSATION_RESULT),
            Self::ReviewRefused { .. } => Some(code::REVIEW_REFUSED),
            Self::Review(opinion) if opinion.level == Level::Review => Some(code::REVIEW),
            Self::Review(_) => Some(code::RE_REVIEW),
            Self::SuggestionReply { .. }
            | Self::Redirected { .. }
            | Self::LedIn { .. }
            | Self::DutyReply { .. }
            | Self::Terminated { .. } => Some(code::REPLY),
            Self::Agreement(_) | Self::PastReply { .. } => None,
        }
    }

    /// Whether the matter is accepted no longer, as against not accepted this time.
    pub fn is_for_good(&self) -> bool {
        match self {
            Self::NotAccepted { ground, effect, .. } => {
                effect.unwrap_or_else(|| GroundEffect::of_older(ground))
                    == GroundEffect::NoLongerAccept
            }
            _ => false,
        }
    }

    /// The review that this answer ends.
    pub fn review(&self) -> Option<ReviewId> {
        match self {
            Self::Review(opinion) => Some(opinion.review),
            Self::ReviewRefused { review, .. } => Some(*review),
            Self::Terminated { review, .. } => *review,
            _ => None,
        }
    }
}

/// Proof that an answer reached the petitioner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// How.
    pub method: ServiceMethod,
    /// The day of receipt; the petitioner's period for review starts the next day.
    pub on: Date,
    /// Item number, signature or other proof.
    pub proof: String,
}

/// An answer to one or more demands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its number inside the matter.
    pub id: AnswerId,
    /// The unit that gives it.
    pub unit: UnitId,
    /// The leader who signed it; none on answers from older records.
    pub signed_by: Option<PostId>,
    /// The day it was signed.
    pub on: Date,
    /// The demands it ends.
    pub demands: Vec<DemandId>,
    /// What it says.
    pub kind: AnswerKind,
    /// Proof of service, once served.
    #[serde(default)]
    pub service: Option<Service>,
    /// How it was signed; not said on entries of earlier versions.
    #[serde(default, skip_serializing_if = "Signature::is_unstated")]
    pub signature: Signature,
}

impl Answer {
    /// Whether only its issued document can be served. Answers of earlier versions, and those given elsewhere, were served on
    /// paper of which no document is kept here.
    pub fn needs_document(&self) -> bool {
        self.signature != Signature::Unstated && self.kind.carrier().is_some()
    }
}

/// From where a rating was sent, as far as it bears on whose it is. Nothing of a device or an address is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatedFrom {
    /// From anywhere.
    #[default]
    Elsewhere,
    /// From the office's own network, as its administrator set it: terminals of the hall too.
    OfficeNetwork,
    /// From a browser that was signed in as staff.
    StaffBrowser,
}

impl RatedFrom {
    /// Whether nothing of the office's was near.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
    fn is_elsewhere(&self) -> bool {
        *self == Self::Elsewhere
    }
}

/// The petitioner's rating, of the petition department and of the handling unit apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Of the petition department; `None` is "not rated", never "satisfied".
    pub office: Option<Score>,
    /// Of the handling unit; `None` is "not rated", never "satisfied".
    pub unit: Option<Score>,
    /// What the petitioner added.
    pub comment: String,
    /// The day it was given.
    pub on: Date,
    /// From where it was sent.
    #[serde(default, skip_serializing_if = "RatedFrom::is_elsewhere")]
    pub from: RatedFrom,
}
