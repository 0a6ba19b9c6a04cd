//! Everything that can have happened to a matter; one event is one ledger entry.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::answer::{Answer, Rating, Service};
use crate::model::clock::Clock;
use crate::model::desk::DeskEvent;
use crate::model::document::DocumentEvent;
use crate::model::execution::ExecutionEvent;
use crate::model::extension::ExtensionEvent;
use crate::model::hearing::HearingEvent;
use crate::model::lawful::LawfulEvent;
use crate::model::mediation::MediationEvent;
use crate::model::oversight::OversightEvent;
use crate::model::parts::{Accused, Attachment, Closing, Demand, Handover, Heard};
use crate::model::pause::PauseEvent;
use crate::model::petition::{Petition, Relation};
use crate::model::review::ReviewEvent;
use crate::model::routing::RoutingEvent;
use crate::model::signature::Signature;
use crate::model::simple::SimpleEvent;
use crate::model::sorting::Sorting;

use kernel::clock::{Due, Stop, StopKind};
use kernel::rulebook::{GroundCode, Weight};
use kernel::{AnswerId, ClockId, MatterId, PersonId, PetitionId, PetitionerId, PostId, UnitId};

/// An event. Field names are part of the ledger's format: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A petition arrived and got its number.
    Received {
        /// The petition.
        petition: Petition,
        /// The unit that received it.
        office: UnitId,
        /// The unit that answers for it from now on.
        owner: UnitId,
        /// The rulebook the matter keeps.
        rulebook: String,
        /// Where the problem is, as told.
        #[serde(default)]
        place: Option<String>,
    },
    /// The petitioner says that it accuses units or officials: sealed from here on.
    Declared {
        /// Those whom the office knows.
        accused: Accused,
        /// The accused in the petitioner's own words.
        told: String,
    },
    /// It reads like an accusation and waits to be screened.
    Held {
        /// The receiver that the petitioner chose.
        chosen: UnitId,
        /// Whom it seems to accuse; barred meanwhile.
        accused: Accused,
        /// The words that speak for it.
        signs: Vec<String>,
    },
    /// A clerk checked the arrival.
    Registered {
        /// The demands found in it.
        demands: Vec<Demand>,
        /// The content category.
        category: Option<String>,
        /// Where the problem is.
        place: Option<String>,
        /// Ordinary, major or urgent.
        weight: Weight,
    },
    /// A demand was found later.
    DemandAdded {
        /// The demand.
        demand: Demand,
    },
    /// Units or persons an accusation names.
    AccusedNamed {
        /// Who.
        accused: Accused,
    },
    /// The owner was accused, so another unit answers for it from now on.
    TakenOver {
        /// The unit that answers now.
        owner: UnitId,
    },
    /// A clock began to run.
    ClockStarted {
        /// The clock.
        clock: Clock,
    },
    /// A duty was done.
    ClockMet {
        /// The clock.
        clock: ClockId,
        /// The day.
        on: Date,
    },
    /// A clock ended because the procedure went another way.
    ClockEnded {
        /// The clock.
        clock: ClockId,
        /// The day.
        on: Date,
        /// Why.
        why: String,
    },
    /// The period was lengthened (《信访工作条例》第三十四条).
    ClockExtended {
        /// The clock.
        clock: ClockId,
        /// Days added.
        days: u16,
        /// The head of the handling organ who approved; none where that unit had no leader's post and the paper says who.
        approver: Option<PostId>,
        /// Why; told to the petitioner.
        reason: String,
        /// The new due date.
        due: Due,
        /// What the head added for colleagues.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        remark: String,
        /// Whose hand it was. On entries of earlier versions nobody asked: whoever wrote them named the approver.
        #[serde(default, skip_serializing_if = "Signature::is_unstated")]
        signature: Signature,
    },
    /// A clock stands still.
    ClockStopped {
        /// The clock.
        clock: ClockId,
        /// From when and why; open at its end.
        stop: Stop,
        /// The due date if it ran again at once.
        due: Due,
    },
    /// A clock runs again.
    ClockRestarted {
        /// The clock.
        clock: ClockId,
        /// The last day that does not count.
        to: Date,
        /// Which stop ends.
        #[serde(with = "kernel::clock::sentence")]
        reason: StopKind,
        /// The new due date.
        due: Due,
    },
    /// Sent to another unit.
    HandedOver {
        /// From, to, kind and dates.
        handover: Handover,
        /// What the sender adds.
        note: String,
        /// The code of the rule that led to the receiver, where one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<String>,
    },
    /// The receiver says it is not competent.
    Objected {
        /// Detailed reasons.
        reason: String,
        /// The body believed responsible.
        believed: Option<UnitId>,
        /// The coded ground; none on older entries.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<GroundCode>,
    },
    /// The sender agreed and took it back.
    Returned {
        /// The sender's finding.
        note: String,
    },
    /// The sender did not agree; the receiver must go on.
    ObjectionRejected {
        /// Why.
        reason: String,
    },
    /// The competent organ accepted it.
    Accepted {
        /// The day of acceptance, which starts the handling period.
        on: Date,
    },
    /// The petitioner stated facts and reasons and was heard.
    Heard {
        /// When and what.
        heard: Heard,
    },
    /// An answer was signed.
    AnswerIssued {
        /// The answer.
        answer: Answer,
    },
    /// An answer reached the petitioner.
    Served {
        /// The answer.
        answer: AnswerId,
        /// The proof.
        service: Service,
    },
    /// The petitioner rated.
    Rated {
        /// The rating.
        rating: Rating,
    },
    /// The petitioner added something.
    Supplemented {
        /// The words.
        text: String,
    },
    /// A post noted something for colleagues.
    Noted {
        /// The note.
        text: String,
    },
    /// A file was added.
    Attached {
        /// The file.
        attachment: Attachment,
    },
    /// A petition of another matter was joined to this one.
    TookIn {
        /// The petition.
        petition: Petition,
    },
    /// This matter's petitions were joined to another one.
    JoinedInto {
        /// The other matter.
        matter: MatterId,
        /// Repeat or joint.
        relation: Relation,
    },
    /// A joined petition was given back to its own matter.
    GaveBack {
        /// The petition.
        petition: PetitionId,
        /// Why.
        reason: String,
    },
    /// This matter stands on its own again.
    JoinUndone {
        /// Why.
        reason: String,
    },
    /// A person marked another matter as related.
    Related {
        /// The other matter.
        matter: MatterId,
    },
    /// Someone asked to see a sealed identity that needs a second person.
    IdentityRequested {
        /// Who asks.
        post: PostId,
        /// Who held that post; not said on entries of earlier versions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// Why.
        reason: String,
    },
    /// The second person agreed.
    IdentityConsented {
        /// Whose request.
        post: PostId,
        /// Who held that post; not said on entries of earlier versions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// Who agreed.
        by: PostId,
    },
    /// A petitioner's name and contacts were shown.
    IdentityShown {
        /// Whose.
        petitioners: Vec<PetitionerId>,
        /// Why.
        reason: String,
    },
    /// Records were printed or exported.
    Exported {
        /// What for.
        purpose: String,
    },
    /// Somebody opened the file of a sealed matter; once for each person and hour.
    FileOpened {
        /// Who, whichever of their posts they acted in.
        person: PersonId,
    },
    /// About documents.
    Document(DocumentEvent),
    /// All steps are done.
    Closed {
        /// When and with which remark.
        closing: Closing,
    },
    /// Recusal, supervision, follow-up and their like.
    Oversight(OversightEvent),
    /// Something happened on its way between organs.
    Routing(RoutingEvent),
    /// Something happened about the lawful route of its demands.
    Lawful(LawfulEvent),
    /// Simplified handling began or ended.
    Simple(SimpleEvent),
    /// The acceptance notice reached the petitioner.
    AcceptanceNotified {
        /// The proof.
        service: Service,
    },
    /// Something happened at the reply desk.
    Desk(DeskEvent),
    /// Something in a review or re-review.
    Review(ReviewEvent),
    /// Something in a hearing.
    Hearing(HearingEvent),
    /// Something in a mediation.
    Mediation(MediationEvent),
    /// Something in carrying out what was decided or agreed.
    Execution(ExecutionEvent),
    /// The matter waits or goes on.
    Pause(PauseEvent),
    /// An extension was asked for, or such a request was answered.
    Extension(ExtensionEvent),
    /// Its content category was set.
    Sorted {
        /// By whom.
        post: PostId,
        /// The category, and what was suggested.
        sorting: Sorting,
    },
}

impl Event {
    /// The kind as the ledger's column has it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Declared { .. } => "declared",
            Self::Held { .. } => "held",
            Self::Registered { .. } => "registered",
            Self::DemandAdded { .. } => "demand_added",
            Self::AccusedNamed { .. } => "accused_named",
            Self::TakenOver { .. } => "taken_over",
            Self::ClockStarted { .. } => "clock_started",
            Self::ClockMet { .. } => "clock_met",
            Self::ClockEnded { .. } => "clock_ended",
            Self::ClockExtended { .. } => "clock_extended",
            Self::ClockStopped { .. } => "clock_stopped",
            Self::ClockRestarted { .. } => "clock_restarted",
            Self::HandedOver { .. } => "handed_over",
            Self::Objected { .. } => "objected",
            Self::Returned { .. } => "returned",
            Self::ObjectionRejected { .. } => "objection_rejected",
            Self::Accepted { .. } => "accepted",
            Self::Heard { .. } => "heard",
            Self::AnswerIssued { .. } => "answer_issued",
            Self::Served { .. } => "served",
            Self::Rated { .. } => "rated",
            Self::Supplemented { .. } => "supplemented",
            Self::Noted { .. } => "noted",
            Self::Attached { .. } => "attached",
            Self::TookIn { .. } => "took_in",
            Self::JoinedInto { .. } => "joined_into",
            Self::GaveBack { .. } => "gave_back",
            Self::JoinUndone { .. } => "join_undone",
            Self::Related { .. } => "related",
            Self::IdentityRequested { .. } => "identity_requested",
            Self::IdentityConsented { .. } => "identity_consented",
            Self::IdentityShown { .. } => "identity_shown",
            Self::Exported { .. } => "exported",
            Self::FileOpened { .. } => "file_opened",
            Self::Document(_) => "document",
            Self::Closed { .. } => "closed",
            Self::Oversight(_) => "oversight",
            Self::Routing(_) => "routing",
            Self::Lawful(_) => "lawful",
            Self::Simple(_) => "simple",
            Self::AcceptanceNotified { .. } => "acceptance_notified",
            Self::Desk(_) => "desk",
            Self::Review(_) => "review",
            Self::Hearing(_) => "hearing",
            Self::Mediation(_) => "mediation",
            Self::Execution(_) => "execution",
            Self::Pause(_) => "pause",
            Self::Extension(_) => "extension",
            Self::Sorted { .. } => "sorted",
        }
    }

    /// Whether somebody only looked or took a copy: the matter stands as it stood, so what a colleague is writing meanwhile is not
    /// out of date.
    pub fn is_look(&self) -> bool {
        matches!(
            self,
            Self::FileOpened { .. } | Self::IdentityShown { .. } | Self::Exported { .. }
        )
    }

    /// Clock events follow from the event before them; timelines fold them into it.
    pub fn is_clockwork(&self) -> bool {
        matches!(
            self,
            Self::ClockStarted { .. }
                | Self::ClockMet { .. }
                | Self::ClockEnded { .. }
                | Self::ClockStopped { .. }
                | Self::ClockRestarted { .. }
        )
    }
}
