//! A matter (信访事项): what it is now, what may happen to it, what has happened.
//!
//! - [`state`]: the matter as a value, replayed from its entries;
//! - [`answer`]: opinions and other answers, their service and rating;
//! - [`event`]: everything that can have happened, one ledger entry each;
//! - [`action`] and [`command`]: everything a post or a petitioner can ask for, as a button and with what it takes;
//! - [`mod@may`]: who may ask for what, and on what conditions; `when` says at which stage;
//! - [`mod@decide`]: command in, events or a refusal out;
//! - [`apply`]: event in, new state out;
//! - [`seal`]: what is sealed before anybody screened it;
//! - [`desk`]: the reply desk, where an opinion is drafted, approved and signed;
//! - [`oversight`]: what watches over it: recusal, supervision, follow-up and their like;
//! - [`routing`]: who is the right organ: proposals, reports, disputes, co-handling, visits;
//! - [`lawful`]: the lawful route of each demand;
//! - [`simple`]: simplified handling;
//! - [`document`]: the documents issued in it;
//! - [`diagram`]: all of it drawn, by running it;
//! - [`clocks`]: which clocks run, for whom, until when;
//! - [`stops`]: when they stand still;
//! - [`review`], [`hearing`], [`mediation`], [`execution`], [`pause`]: a folder or file for each of these subjects.

pub mod action;
pub mod answer;
pub mod apply;
mod awaits;
pub mod category;
pub mod clocks;
pub mod command;
pub mod decide;
pub mod desk;
pub mod diagram;
pub mod document;
pub mod event;
pub mod execution;
pub mod hearing;
pub mod history;
pub mod lawful;
pub mod may;
pub mod mediation;
pub mod oversight;
pub mod pause;
pub mod petition;
pub mod review;
pub mod routing;
pub mod seal;
pub mod sight;
pub mod signature;
pub mod signers;
pub mod simple;
pub mod sorting;
pub mod state;
pub mod stops;
mod when;

pub use clocks::{Clock, ClockState, Holder, routing_limit};
pub use command::{Action, Arrival, Command, Screening};
pub use decide::{PastReply, decide, ended_by_join, give_back, open, open_sealed};
pub use desk::{Desk, DeskCommand, DeskEvent};
pub use document::{
    Document, DocumentCommand, DocumentEvent, DocumentNumber, FailedTry, NewDocument, Voided,
};
pub use event::Event;
pub use may::{Choice, extendable, may, options};
pub use oversight::{Oversight, OversightCommand, OversightEvent};
pub use seal::{Declaration, Seal, Sealing, Suspicion};
pub use signature::PaperSignature;
pub use sorting::{Sorting, Suggested};
pub use state::{
    Accused, Adoption, Answer, AnswerKind, Attachment, Closing, Decision, Demand, Handover,
    HandoverKind, Heard, IdentityRequest, Matter, Opinion, RatedFrom, Rating, Score, Service,
    ServiceMethod, Signature, Stage,
};

use jiff::civil::Date;

use kernel::access::Actor;
use kernel::calendar::Calendar;
use kernel::org::Org;
use kernel::rulebook::Rulebook;

/// Everything a decision may look at besides the matter itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The civil date in the office's zone.
    pub today: Date,
    /// Who asks.
    pub actor: &'a Actor,
    /// The rulebook the matter began under.
    pub rulebook: &'a Rulebook,
    /// Rest days and make-up working days.
    pub calendar: &'a Calendar,
    /// Units and posts as they stand.
    pub org: &'a Org,
}
