//! The matter as a value.

use kernel::coded;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use super::answer::{
    Adoption, Answer, AnswerKind, Decision, Opinion, RatedFrom, Rating, Score, Service,
    ServiceMethod, Signature,
};
use super::clocks::Clock;
use super::desk::Desk;
use super::document::Document;
use super::execution::Execution;
use super::hearing::Hearing;
use super::lawful::Route;
use super::mediation::Mediation;
use super::oversight::Oversight;
use super::pause::Suspension;
use super::review::{Finality, Review};
use super::routing::Routing;
use super::seal::Sealing;
use super::simple::Simple;
use crate::petition::{Petition, Purpose};
use kernel::org::Org;
use kernel::rulebook::Weight;
use kernel::{AnswerId, DemandId, MatterId, PersonId, PostId, UnitId};

coded! {
    /// Where a matter stands (rules.md B.1, the part that has one answer at a time).
    Stage {
        /// Arrived through the public page, not yet checked by a clerk.
        Received = "received", "待登记", "To register";
        /// Registered; the office must route it or decide on it.
        Registered = "registered", "已登记待办", "Registered";
        /// Transferred or assigned; the receiver must decide on acceptance.
        Transferred = "transferred", "待受理", "Acceptance to decide";
        /// The receiver says it is not competent; the sender must verify.
        Objected = "objected", "异议待核", "Objection to verify";
        /// Major or urgent: the own committee or government must decide; the unit that reported it keeps it.
        ReportedUp = "reported_up", "报请决定", "Reported for decision";
        /// Who accepts is disputed: the common superior or the joint conference must decide.
        Disputed = "disputed", "管辖争议", "Jurisdiction disputed";
        /// Accepted and being handled.
        Handling = "handling", "办理中", "In handling";
        /// Every demand has its answer; at least one answer is not served yet.
        Answered = "answered", "待送达", "To serve";
        /// Every answer is served.
        Served = "served", "已送达", "Served";
        /// Review or re-review was asked for; the review body looks whether to accept it.
        ReviewPending = "review_pending", "复查复核待受理", "Review to accept";
        /// The review body looks at the opinion again.
        Reviewing = "reviewing", "复查复核中", "Under review";
        /// What was decided or agreed is being carried out.
        Executing = "executing", "执行中", "Being carried out";
        /// The period to ask for review ended unused.
        Lapsed = "lapsed", "逾期未申请", "Period lapsed";
        /// A re-review opinion was served: the same facts and reasons are no longer accepted.
        Concluded = "concluded", "复核终结", "Concluded";
        /// It waits, by local rule; its clocks stand still.
        Suspended = "suspended", "已中止", "Suspended";
        /// All steps done.
        Closed = "closed", "已办结", "Closed";
        /// Its petitions were joined to another matter.
        Joined = "joined", "已并入", "Joined to another";
    }
}

impl Stage {
    /// Whether some unit still has something to do.
    pub fn is_open(self) -> bool {
        !matches!(
            self,
            Self::Served | Self::Lapsed | Self::Concluded | Self::Closed | Self::Joined
        )
    }
}

coded! {
    /// How a matter was handed over.
    HandoverKind {
        /// Sent to the competent organ (转送).
        Transfer = "transfer", "转送", "Transferred";
        /// Sent with a date by which a completion report is due (交办).
        Assign = "assign", "交办", "Assigned";
        /// Named by the common superior or the joint conference (指定).
        Named = "named", "指定", "Named";
    }
}

/// One request inside a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Its number inside the matter.
    pub id: DemandId,
    /// What is asked for.
    pub text: String,
    /// The purpose that decides its procedure.
    pub purpose: Purpose,
    /// The answer that ends it.
    #[serde(default)]
    pub answer: Option<AnswerId>,
    /// For appeals: the route of Art. 31, once someone found it. Without one the ordinary procedure applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
}

/// One step in the chain of custody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Who sent it.
    pub from: UnitId,
    /// Who must now answer for it.
    pub to: UnitId,
    /// Transfer or assignment.
    pub kind: HandoverKind,
    /// The day it was sent, which is the day it was received.
    pub on: Date,
    /// The day the completion report is due, for an assignment.
    pub report_by: Option<Date>,
}

/// The units and persons an accusation names. They never gain sight of the matter (《信访工作条例》第三十条第三款).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accused {
    /// Accused units.
    #[serde(default)]
    pub units: Vec<UnitId>,
    /// Accused persons.
    #[serde(default)]
    pub persons: Vec<PersonId>,
}

impl Accused {
    /// Whether nobody is accused.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.persons.is_empty()
    }

    /// Adds others.
    pub(super) fn add(&mut self, others: &Self) {
        self.units.extend(&others.units);
        self.persons.extend(&others.persons);
    }
}

/// That the petitioner was heard (《信访工作条例》第三十一条第六项).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The day.
    pub on: Date,
    /// What the petitioner stated, and how they were heard.
    pub note: String,
    /// Who heard them; a hearing is hosted by somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PostId>,
}

/// How a matter ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The day.
    pub on: Date,
    /// A closing remark.
    pub note: String,
}

/// A file kept with the matter, found by the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// SHA-256 of the content, in hexadecimal.
    pub hash: String,
    /// The name it came with.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// The media type read from its bytes.
    pub media: String,
    /// Whether the petitioner sent it (and may see it again) or the office added it.
    pub from_petitioner: bool,
}

/// A request to see a sealed identity that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRequest {
    /// Who asks.
    pub post: PostId,
    /// Who held that post: the request and the consent are theirs, not a successor's. Not said on entries of earlier versions, and
    /// those open nothing any more.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// Who agreed, once someone did.
    pub consent: Option<PostId>,
}

impl IdentityRequest {
    /// Whether whoever asked holds the post still.
    pub fn stands(&self, org: &Org) -> bool {
        let holder = org.post(self.post).map(|post| post.person);
        self.person.is_some() && self.person == holder
    }
}

/// A matter, replayed from its entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Its identity.
    pub id: MatterId,
    /// How many entries it has; a write based on another version is refused.
    pub version: u32,
    /// The rulebook it began under and keeps.
    pub rulebook: String,
    /// Where it stands.
    pub stage: Stage,
    /// Where it stood before it was joined to another matter.
    pub stage_before_join: Option<Stage>,
    /// The unit that registered it and answers for its routing.
    pub office: UnitId,
    /// The one unit that answers for it now.
    pub owner: UnitId,
    /// Ordinary, major or urgent.
    pub weight: Weight,
    /// One line that says what it is about.
    pub subject: String,
    /// The content category.
    pub category: Option<String>,
    /// Where the problem is.
    pub place: Option<String>,
    /// Its petitions; the first opened it.
    pub petitions: Vec<Petition>,
    /// Its demands.
    pub demands: Vec<Demand>,
    /// Units and persons accused.
    pub accused: Accused,
    /// The units that handed it down to the owner, outermost first.
    pub custody: Vec<Handover>,
    /// The objection that waits to be verified: reason and the body believed responsible.
    pub objection: Option<(String, Option<UnitId>)>,
    /// How often it was handed back.
    pub returns: u16,
    /// Whether it was handed back to its owner and waits for a new route.
    pub returned: bool,
    /// When the petitioner was heard.
    pub heard: Vec<Heard>,
    /// Its answers.
    pub answers: Vec<Answer>,
    /// Opinions whose signature was taken back before they were issued, as they were signed.
    pub withdrawn: Vec<Answer>,
    /// Its clocks, in order of start.
    pub clocks: Vec<Clock>,
    /// The day it was accepted.
    pub accepted: Option<Date>,
    /// That the acceptance notice reached the petitioner.
    pub acceptance_notice: Option<Service>,
    /// The petitioner's rating.
    pub rating: Option<Rating>,
    /// How it ended.
    pub closing: Option<Closing>,
    /// The matter its petitions were joined to.
    pub joined_into: Option<MatterId>,
    /// Matters a person marked as related.
    pub related: Vec<MatterId>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Documents issued, in order.
    pub documents: Vec<Document>,
    /// Requests to see a sealed identity.
    pub identity_requests: Vec<IdentityRequest>,
    /// What watches over it.
    pub oversight: Oversight,
    /// Objections, reports, disputes, co-handling, guided visits.
    pub routing: Routing,
    /// Simplified handling, while it applies.
    pub simple: Option<Simple>,
    /// The day a discipline organ's inquiry was concluded.
    pub concluded: Option<Date>,
    /// The opinion in the making.
    pub desk: Desk,
    /// Reviews and re-reviews, oldest first.
    pub reviews: Vec<Review>,
    /// The unit that answered for it before the open review.
    pub before_review: Option<UnitId>,
    /// Demands that must be handled again, each with the opinion that was revoked.
    pub redo: BTreeMap<DemandId, AnswerId>,
    /// Re-review opinions served.
    pub finality: Vec<Finality>,
    /// The day the period to ask for review ended unused.
    pub lapsed: Option<Date>,
    /// Hearings, oldest first.
    pub hearings: Vec<Hearing>,
    /// Mediations, oldest first.
    pub mediations: Vec<Mediation>,
    /// What was decided or agreed and is to be carried out.
    pub executions: Vec<Execution>,
    /// Why it waits, while it does.
    pub suspension: Option<Suspension>,
    /// How it was sealed when it arrived, if it was.
    pub sealing: Option<Sealing>,
}

impl Matter {
    /// Running periods that are the petitioner's to use.
    pub fn rights(&self) -> impl Iterator<Item = &Clock> {
        self.clocks
            .iter()
            .filter(|clock| super::review::request::is_right(clock))
    }

    /// Whether it ever came to a review, a hearing, a mediation or something to carry out.
    pub fn went_on(&self) -> bool {
        !(self.reviews.is_empty()
            && self.hearings.is_empty()
            && self.mediations.is_empty()
            && self.executions.is_empty())
    }

    /// Whether more than one person stands behind it.
    pub fn has_several_petitioners(&self) -> bool {
        self.petitions.len() > 1
            || self
                .petitions
                .iter()
                .any(|petition| petition.petitioners.len() > 1)
    }

    /// An accusation seals the whole matter, and so does what was said or seemed to be one when it arrived.
    pub fn is_sealed(&self) -> bool {
        self.sealing.as_ref().is_some_and(Sealing::seals)
            || self
                .demands
                .iter()
                .any(|demand| demand.purpose == Purpose::Accusation)
    }

    /// The number petitioners know it by: that of its first petition.
    pub fn number(&self) -> &str {
        self.petitions
            .first()
            .map_or("", |petition| petition.number.as_str())
    }

    /// Demands without an answer yet.
    pub fn open_demands(&self) -> impl Iterator<Item = &Demand> {
        self.demands.iter().filter(|demand| demand.answer.is_none())
    }

    /// Whether the demand's answer has been served.
    pub fn is_served(&self, demand: &Demand) -> bool {
        demand
            .answer
            .and_then(|id| self.answer(id))
            .is_some_and(|answer| answer.service.is_some())
    }

    /// An answer by its number.
    pub fn answer(&self, id: AnswerId) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.id == id)
    }

    /// The hand-over that brought it to its owner.
    pub fn last_handover(&self) -> Option<&Handover> {
        self.custody.last()
    }

    /// The clock of the procedure that comes due first among those the office must keep.
    pub fn next_due(&self) -> Option<&Clock> {
        self.clocks
            .iter()
            .filter(|clock| clock.is_running() && !clock.is_stopped())
            .filter(|clock| clock.unit().is_some() && !clock.beside)
            .min_by_key(|clock| (clock.duty_date(), clock.id))
    }

    /// All people behind its petitions, for counts only.
    pub fn head_count(&self) -> u32 {
        self.petitions
            .iter()
            .fold(0, |sum, petition| sum.saturating_add(petition.head_count))
    }
}
