//! What every subject of the office stands on, pure: units, posts and people, who looks and asks, calendars, clocks, rulebooks, refusals; and
//! what it means to be kept as a stream of entries ([`Aggregate`]).
//!
//! Nothing here does I/O, reads a clock or draws a random number: what day it is, which rulebook and which organisation come in as
//! values. Nothing here knows a matter.

pub mod access;
pub mod aggregate;
pub mod calendar;
pub mod clock;
pub mod coded;
pub mod duty;
pub mod ids;
pub mod org;
pub mod past;
pub mod refusal;
pub mod rulebook;
pub mod stream;
pub mod text;
pub mod trust;

pub use aggregate::{Aggregate, Recorded};
pub use coded::Coded;
pub use duty::{DutyKind, DutyRow};
pub use ids::{
    AnswerId, ClockId, DemandId, DocumentId, ExecutionId, HearingId, MatterId, MediationId,
    PersonId, PetitionId, PetitionerId, PostId, ReviewId, UnitId,
};
pub use refusal::{Refusal, RefusalKind};
pub use stream::{StreamId, StreamKind};
