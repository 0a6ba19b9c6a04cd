//! Everything that can be asked for.

use jiff::civil::Date;

use crate::model::action::Action;
use crate::model::answer::{Adoption, Opinion, RatedFrom, Score, Service, ServiceMethod};
use crate::model::desk::DeskCommand;
use crate::model::document::DocumentCommand;
use crate::model::execution::ExecutionCommand;
use crate::model::extension::ExtensionCommand;
use crate::model::hearing::HearingCommand;
use crate::model::lawful::LawfulCommand;
use crate::model::mediation::MediationCommand;
use crate::model::oversight::OversightCommand;
use crate::model::parts::{Accused, Attachment};
use crate::model::pause::PauseCommand;
use crate::model::petition::{Petition, Purpose, Relation};
use crate::model::review::ReviewCommand;
use crate::model::routing::RoutingCommand;
use crate::model::signature::PaperSignature;
use crate::model::simple::SimpleCommand;
use crate::model::sorting::{Sorting, Suggested};

use kernel::rulebook::{GroundCode, GroundEffect, Weight};
use kernel::{AnswerId, MatterId, PetitionId, PetitionerId, PostId, UnitId};

/// What a clerk finds when checking an arrival.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screening {
    /// Each demand with its purpose.
    pub demands: Vec<(Purpose, String)>,
    /// The content category.
    pub category: Option<String>,
    /// What a model suggested for it.
    pub suggested: Option<Suggested>,
    /// Where the problem is.
    pub place: Option<String>,
    /// Ordinary, major or urgent.
    pub weight: Weight,
    /// Who is accused.
    pub accused: Accused,
}

/// An arrival to be given a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The petition with its number already given.
    pub petition: Petition,
    /// The unit that receives it.
    pub office: UnitId,
    /// Where the problem is, as told.
    pub place: Option<String>,
    /// What the clerk found; none for arrivals that still wait for a clerk.
    pub screening: Option<Screening>,
}

/// A command on a matter that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Check an arrival.
    Register(Screening),
    /// Send to the competent organ.
    Transfer {
        /// The receiver.
        to: UnitId,
        /// What the sender adds.
        note: String,
    },
    /// Send with a report date.
    Assign {
        /// The receiver.
        to: UnitId,
        /// The day the completion report is due.
        report_by: Date,
        /// What the sender adds.
        note: String,
    },
    /// Say that one is not competent.
    Object {
        /// The ground in the rulebook.
        ground: GroundCode,
        /// Detailed reasons.
        reason: String,
        /// The body believed responsible.
        believed: Option<UnitId>,
    },
    /// Agree to an objection.
    AgreeObjection {
        /// The finding.
        note: String,
    },
    /// Reject an objection.
    RejectObjection {
        /// Why.
        reason: String,
    },
    /// Accept.
    Accept,
    /// Not accept or no longer accept; the effect says which.
    NotAccept {
        /// The ground in the rulebook.
        ground: GroundCode,
        /// What the ground leads to: one is not accepted, or no longer.
        effect: GroundEffect,
        /// The concrete reason.
        reason: String,
        /// The leader who signs.
        signer: PostId,
    },
    /// Name the proper route or organ.
    Redirect {
        /// Where to go.
        to: String,
        /// Why.
        reason: String,
        /// The leader who signs.
        signer: PostId,
    },
    /// Hear the petitioner.
    Hear {
        /// What was stated, and how.
        note: String,
    },
    /// Lengthen the handling period.
    Extend {
        /// Days added.
        days: u16,
        /// The head of the handling organ, whose own act it is; none where that unit has no leader's post here and the decision is
        /// recorded from paper.
        approver: Option<PostId>,
        /// Why; told to the petitioner.
        reason: String,
        /// What the head adds for colleagues.
        remark: String,
    },
    /// Ask for an extension, or answer such a request.
    Extension(ExtensionCommand),
    /// Sign an opinion.
    IssueOpinion {
        /// Its four parts and decisions.
        opinion: Opinion,
        /// The leader who signs.
        signer: PostId,
    },
    /// Reply to the suggestions in the matter.
    ReplySuggestion {
        /// Adopted, partly or not.
        adoption: Adoption,
        /// The reply.
        text: String,
        /// The leader who signs.
        signer: PostId,
    },
    /// Feed back on the accusations in the matter.
    ReplyAccusation {
        /// The feedback.
        text: String,
        /// The leader who signs.
        signer: PostId,
    },
    /// Record service.
    Serve {
        /// The answer.
        answer: AnswerId,
        /// How.
        method: ServiceMethod,
        /// The day of receipt.
        on: Date,
        /// Item number, signature or other proof.
        proof: String,
    },
    /// About documents.
    Document(DocumentCommand),
    /// Close.
    Close {
        /// A closing remark.
        note: String,
    },
    /// Add a demand.
    AddDemand {
        /// Its purpose.
        purpose: Purpose,
        /// What is asked for.
        text: String,
    },
    /// Name who is accused.
    NameAccused(Accused),
    /// Take in a petition of another matter (the host's side of a join).
    TakeIn {
        /// The petition.
        petition: Petition,
        /// Repeat or joint.
        relation: Relation,
    },
    /// Join this matter to another (the guest's side of a join).
    JoinInto {
        /// The host.
        matter: MatterId,
        /// Repeat or joint.
        relation: Relation,
    },
    /// Give a joined petition back (the host's side of an undo).
    GiveBack {
        /// The petition.
        petition: PetitionId,
        /// Why.
        reason: String,
    },
    /// Stand alone again (the guest's side of an undo).
    UndoJoin {
        /// Why.
        reason: String,
    },
    /// Mark another matter as related.
    Relate(MatterId),
    /// Add a note.
    Note(String),
    /// Add a file.
    Attach(Attachment),
    /// Ask to see a sealed identity.
    RequestIdentity {
        /// Why.
        reason: String,
    },
    /// Agree to another post's request.
    ConsentIdentity {
        /// Whose request.
        post: PostId,
    },
    /// See name and contacts.
    ShowIdentity {
        /// Whose.
        petitioners: Vec<PetitionerId>,
        /// Why.
        reason: String,
    },
    /// Rate; `None` leaves that question unanswered.
    Rate {
        /// Of the petition department.
        office: Option<Score>,
        /// Of the handling unit.
        unit: Option<Score>,
        /// What the petitioner adds.
        comment: String,
        /// From where it is sent.
        from: RatedFrom,
    },
    /// Add something as the petitioner.
    Supplement(String),
    /// Recusal, supervision, follow-up and their like.
    Oversight(OversightCommand),
    /// Reports, disputes, co-handling, guided visits.
    Routing(RoutingCommand),
    /// Lawful routes.
    Lawful(LawfulCommand),
    /// Simplified handling.
    Simple(SimpleCommand),
    /// Record service of the acceptance notice.
    NotifyAcceptance(Service),
    /// An act at the reply desk.
    Desk(DeskCommand),
    /// Something in a review or re-review.
    Review(ReviewCommand),
    /// Something in a hearing.
    Hearing(HearingCommand),
    /// Something in a mediation.
    Mediation(MediationCommand),
    /// Something in carrying out what was decided or agreed.
    Execution(ExecutionCommand),
    /// Let the matter wait, go on or end without a decision.
    Pause(PauseCommand),
    /// Correct the content category.
    SetCategory(Sorting),
    /// Record that the leader whom a command names signed on paper.
    OnPaper {
        /// What was signed.
        of: Box<Command>,
        /// The paper.
        paper: PaperSignature,
    },
}

impl Command {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::Register(_) => Action::Register,
            Self::Transfer { .. } => Action::Transfer,
            Self::Assign { .. } => Action::Assign,
            Self::Object { .. } => Action::Object,
            Self::AgreeObjection { .. } => Action::AgreeObjection,
            Self::RejectObjection { .. } => Action::RejectObjection,
            Self::Accept => Action::Accept,
            Self::NotAccept {
                effect: GroundEffect::NoLongerAccept,
                ..
            } => Action::NoLongerAccept,
            Self::NotAccept { .. } => Action::NotAccept,
            Self::Redirect { .. } => Action::Redirect,
            Self::Hear { .. } => Action::Hear,
            Self::Extend { .. } => Action::Extend,
            Self::IssueOpinion { .. } => Action::IssueOpinion,
            Self::ReplySuggestion { .. } => Action::ReplySuggestion,
            Self::ReplyAccusation { .. } => Action::ReplyAccusation,
            Self::Serve { .. } => Action::Serve,
            Self::Document(command) => match command {
                DocumentCommand::Issue(_) => Action::IssueDocument,
                DocumentCommand::Void { .. } => Action::VoidDocument,
                DocumentCommand::Serve { .. } | DocumentCommand::Fail { .. } => {
                    Action::ServeDocument
                }
                DocumentCommand::KeepSigned { .. } => Action::Attach,
            },
            Self::Close { .. } => Action::Close,
            Self::AddDemand { .. } => Action::AddDemand,
            Self::NameAccused(_) => Action::NameAccused,
            Self::TakeIn { .. } | Self::JoinInto { .. } => Action::Join,
            Self::GiveBack { .. } | Self::UndoJoin { .. } => Action::UndoJoin,
            Self::Relate(_) => Action::Relate,
            Self::Note(_) => Action::Note,
            Self::Attach(_) => Action::Attach,
            Self::RequestIdentity { .. } => Action::RequestIdentity,
            Self::ConsentIdentity { .. } => Action::ConsentIdentity,
            Self::ShowIdentity { .. } => Action::ShowIdentity,
            Self::Rate { .. } => Action::Rate,
            Self::Supplement(_) => Action::Supplement,
            Self::Oversight(command) => command.action(),
            Self::Routing(command) => command.action(),
            Self::Lawful(command) => command.action(),
            Self::Simple(command) => command.action(),
            Self::NotifyAcceptance(_) => Action::NotifyAcceptance,
            Self::Desk(command) => command.action(),
            Self::Review(command) => command.action(),
            Self::Hearing(command) => command.action(),
            Self::Mediation(command) => command.action(),
            Self::Execution(command) => command.action(),
            Self::Pause(command) => command.action(),
            Self::Extension(command) => command.action(),
            Self::SetCategory(_) => Action::SetCategory,
            Self::OnPaper { of, .. } => of.action(),
        }
    }
}

impl Command {
    /// The command that a paper was signed for, and the paper; any other command as it is.
    pub fn off_paper(self) -> (Self, Option<PaperSignature>) {
        match self {
            Self::OnPaper { of, paper } => (*of, Some(paper)),
            command => (command, None),
        }
    }

    /// The leader in whose name the command signs an answer, where it signs one.
    pub fn signer(&self) -> Option<PostId> {
        match self {
            Self::NotAccept { signer, .. }
            | Self::Redirect { signer, .. }
            | Self::IssueOpinion { signer, .. }
            | Self::ReplySuggestion { signer, .. }
            | Self::ReplyAccusation { signer, .. }
            | Self::Lawful(
                LawfulCommand::LeadIn { signer, .. } | LawfulCommand::ReplyDuty { signer, .. },
            )
            | Self::Review(
                ReviewCommand::Refuse { signer, .. } | ReviewCommand::Decide { signer, .. },
            )
            | Self::Pause(PauseCommand::Terminate { signer, .. })
            | Self::Routing(RoutingCommand::Guide { signer, .. }) => Some(*signer),
            Self::Extend { approver, .. } => *approver,
            Self::OnPaper { of, .. } => of.signer(),
            _ => None,
        }
    }
}

impl Command {
    /// Whether a leader's hand stands under it: in person, or on a paper that is recorded.
    pub fn is_signed(&self) -> bool {
        match self {
            Self::Extend { .. } => true,
            Self::OnPaper { of, .. } => of.is_signed(),
            command => command.signer().is_some(),
        }
    }
}

/// An answer that an older record holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastReply {
    /// Its words.
    pub text: String,
    /// The day it was given.
    pub on: Date,
    /// The time of day, where the record says so.
    pub time: Option<jiff::civil::Time>,
}
