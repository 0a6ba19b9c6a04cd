//! The matter as a value: everything that its entries have made of it.

pub mod queries;

use jiff::civil::Date;
use std::collections::BTreeMap;

use crate::model::answer::{Answer, Rating, Service};
use crate::model::clock::{self, Clock};
use crate::model::desk::Desk;
use crate::model::document::Document;
use crate::model::execution::Execution;
use crate::model::extension::ExtensionRequest;
use crate::model::hearing::Hearing;
use crate::model::mediation::Mediation;
use crate::model::oversight::Oversight;
use crate::model::parts::{Accused, Attachment, Closing, Demand, Handover, Heard, IdentityRequest};
use crate::model::pause::Suspension;
use crate::model::petition::{Petition, Purpose};
use crate::model::review::{Finality, Review};
use crate::model::routing::Routing;
use crate::model::seal::Sealing;
use crate::model::simple::Simple;
use crate::model::stage::Stage;

use kernel::rulebook::Weight;
use kernel::{AnswerId, DemandId, MatterId, UnitId};

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
    /// The extension that was asked for and waits for the head.
    pub extension: Option<ExtensionRequest>,
    /// Why it waits, while it does.
    pub suspension: Option<Suspension>,
    /// How it was sealed when it arrived, if it was.
    pub sealing: Option<Sealing>,
}

impl Matter {
    /// Running periods that are the petitioner's to use.
    pub fn rights(&self) -> impl Iterator<Item = &Clock> {
        self.clocks.iter().filter(|clock| clock::is_right(clock))
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
