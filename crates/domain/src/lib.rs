//! The rules of petition work under the names they had before they were parted into [`kernel`] and [`matter`](mod@matter).

pub use ::matter::petition;
pub use kernel::{
    AnswerId, ClockId, DemandId, DocumentId, ExecutionId, HearingId, MatterId, MediationId,
    PersonId, PetitionId, PetitionerId, PostId, Refusal, RefusalKind, ReviewId, UnitId, calendar,
    clock, ids, org, past, refusal, rulebook, text, trust,
};

/// Matters.
pub mod matter {
    pub use ::matter::*;
}

/// Who looks, who asks, and who may see a matter.
pub mod access {
    pub use ::matter::sight::*;
    pub use kernel::access::*;
}
