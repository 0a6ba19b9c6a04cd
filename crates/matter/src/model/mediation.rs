//! Mediation and settlement (调解、和解): both sides, the agreement, what is asked and what happened.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;
use crate::model::said::Said;

use kernel::{AnswerId, DemandId, MediationId, coded};

coded! {
    /// Who mediates.
    MediationKind {
        /// A people's mediation committee (《人民调解法》).
        Peoples = "peoples", "人民调解", "People's mediation";
        /// The handling organ, within its discretion.
        Administrative = "administrative", "行政调解", "Administrative mediation";
        /// A court.
        Judicial = "judicial", "司法调解", "Judicial mediation";
        /// Nobody: the parties settle by themselves.
        Settlement = "settlement", "和解", "Settlement";
    }
}

coded! {
    /// One side.
    Party {
        /// The petitioner.
        Petitioner = "petitioner", "信访人", "Petitioner";
        /// The other side.
        Other = "other", "另一方", "Other party";
    }
}

coded! {
    /// How an agreement was made.
    AgreementForm {
        /// In writing, signed; each side has an original.
        Written = "written", "书面协议", "In writing";
        /// By word of mouth, recorded by the mediator.
        Oral = "oral", "口头协议", "Orally";
    }
}

coded! {
    /// How a mediation ended.
    MediationState {
        /// It goes on.
        Open = "open", "进行中", "Going on";
        /// The parties agreed.
        Agreed = "agreed", "达成协议", "Agreed";
        /// A party refused or ended it, or no agreement was reached.
        Failed = "failed", "未达成协议", "No agreement";
    }
}

coded! {
    /// What the court says on a joint request for confirmation.
    Confirmation {
        /// The agreement is valid and can be enforced.
        Confirmed = "confirmed", "裁定调解协议有效", "Confirmed";
        /// The request is rejected: mediate again or sue.
        Rejected = "rejected", "裁定驳回申请", "Rejected";
    }
}

/// The agreement as signed (调解协议书、和解协议书).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The mediation it comes from.
    pub mediation: MediationId,
    /// Who mediated.
    pub kind: MediationKind,
    /// In writing or orally.
    pub form: AgreementForm,
    /// Main facts and points in dispute.
    pub facts: String,
    /// What was agreed, with way and time of performance.
    pub terms: String,
}

/// A promise to be kept by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What is to be done.
    pub what: String,
    /// By when.
    pub by: Date,
}

/// One mediation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mediation {
    /// Its number inside the matter.
    pub id: MediationId,
    /// Who mediates.
    pub kind: MediationKind,
    /// The committee, organ or court, and the mediators.
    pub by: String,
    /// The other side, as an office names it: no private person's name is needed here.
    pub other: String,
    /// The demands it is about.
    pub demands: Vec<DemandId>,
    /// The day it was proposed.
    pub on: Date,
    /// When the petitioner agreed to it.
    #[serde(default)]
    pub petitioner_agreed: Option<Date>,
    /// When the other side agreed to it.
    #[serde(default)]
    pub other_agreed: Option<Date>,
    /// Sessions.
    #[serde(default)]
    pub sessions: Vec<Said>,
    /// How it stands.
    pub state: MediationState,
    /// Why it failed.
    #[serde(default)]
    pub failed: Option<Said>,
    /// The agreement.
    #[serde(default)]
    pub agreement: Option<AnswerId>,
    /// When and where confirmation by the court was asked for.
    #[serde(default)]
    pub confirmation_asked: Option<Said>,
    /// What the court said.
    #[serde(default)]
    pub confirmation: Option<(Confirmation, Said)>,
}

impl Mediation {
    /// Whether it goes on.
    pub fn is_open(&self) -> bool {
        self.state == MediationState::Open
    }

    /// Whether both sides have agreed to it.
    pub fn has_consent(&self) -> bool {
        self.petitioner_agreed.is_some() && self.other_agreed.is_some()
    }
}

/// What can happen in a mediation, besides the agreement, which is an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediationEvent {
    /// It was proposed.
    Proposed {
        /// The mediation.
        mediation: Mediation,
    },
    /// A side agreed to it.
    Consented {
        /// The mediation.
        mediation: MediationId,
        /// The side.
        party: Party,
        /// The day.
        on: Date,
    },
    /// A session took place.
    Met {
        /// The mediation.
        mediation: MediationId,
        /// When and what.
        session: Said,
    },
    /// It ended without agreement.
    Failed {
        /// The mediation.
        mediation: MediationId,
        /// The side that refused or ended it, where one did.
        #[serde(default)]
        party: Option<Party>,
        /// Why, and the other lawful routes that were told.
        reason: Said,
    },
    /// Confirmation was asked for, by both sides.
    ConfirmationAsked {
        /// The mediation.
        mediation: MediationId,
        /// When and at which court.
        asked: Said,
    },
    /// The court ruled.
    ConfirmationRuled {
        /// The mediation.
        mediation: MediationId,
        /// What.
        ruling: Confirmation,
        /// When, with the number.
        words: Said,
    },
}

/// What can be asked for in a mediation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediationCommand {
    /// Propose it.
    Propose {
        /// Who mediates.
        kind: MediationKind,
        /// The committee, organ or court.
        by: String,
        /// The other side.
        other: String,
        /// The demands.
        demands: Vec<DemandId>,
    },
    /// Say whether a side agrees to it; a refusal ends it.
    Consent {
        /// The mediation.
        mediation: MediationId,
        /// The side.
        party: Party,
        /// Whether it agrees.
        agrees: bool,
    },
    /// Record a session.
    Meet {
        /// The mediation.
        mediation: MediationId,
        /// The record.
        text: String,
    },
    /// Conclude the agreement.
    Agree {
        /// The agreement.
        agreement: Agreement,
        /// The day it took effect.
        on: Date,
        /// Promises with their days.
        promises: Vec<Promise>,
    },
    /// End it without agreement.
    End {
        /// The mediation.
        mediation: MediationId,
        /// Why.
        reason: String,
        /// The other lawful routes that the parties were told.
        routes: String,
    },
    /// Both sides ask the court to confirm.
    AskConfirmation {
        /// The mediation.
        mediation: MediationId,
        /// The court.
        court: String,
        /// The day of the request.
        on: Date,
    },
    /// Record the ruling.
    RecordConfirmation {
        /// The mediation.
        mediation: MediationId,
        /// What.
        ruling: Confirmation,
        /// The number and words of the ruling.
        words: String,
        /// The day.
        on: Date,
    },
}

impl MediationCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Propose { .. } => Action::ProposeMediation,
            Self::Consent { .. } => Action::ConsentMediation,
            Self::Meet { .. } => Action::MeetMediation,
            Self::Agree { .. } => Action::AgreeMediation,
            Self::End { .. } => Action::EndMediation,
            Self::AskConfirmation { .. } => Action::AskConfirmation,
            Self::RecordConfirmation { .. } => Action::RecordConfirmation,
        }
    }
}
