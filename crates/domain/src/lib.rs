//! The rules of petition work (信访), pure.
//!
//! Nothing here does I/O, reads a clock or draws a random number: dates, organisation and rulebook come in as values,
//! decisions go out as values. Read [`matter`] first: a matter is the unit of procedure, [`matter::decide`] says what may
//! happen to it and [`matter::Matter::apply`] what has happened. Which limit applies is the [`rulebook`]'s answer, which
//! day that means is [`clock`]'s and [`calendar`]'s, and who may see or do what is [`access`]'s.

pub mod access;
pub mod calendar;
pub mod clock;
pub mod ids;
pub mod matter;
pub mod org;
pub mod past;
pub mod petition;
pub mod refusal;
pub mod rulebook;
pub mod text;
pub mod trust;

pub use ids::{
    AnswerId, ClockId, DemandId, DocumentId, ExecutionId, HearingId, MatterId, MediationId,
    PersonId, PetitionId, PetitionerId, PostId, ReviewId, UnitId,
};
pub use refusal::{Refusal, RefusalKind};
