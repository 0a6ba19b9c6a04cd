//! A matter (信访事项): what it is now, what may happen to it, what has happened.
//!
//! From below to above; nothing knows what stands above it:
//! - [`model`]: the records of each subject, commands, events, and the matter as a value;
//! - `kit`: what all rules share: steps of a decision, clocks, signers, who is accused or recused;
//! - `rules`: a folder for each subject: when it may be done, what follows, what it means;
//! - [`sight`]: who may see a matter;
//! - [`policy`]: who may ask for what, at which stages, on what conditions: one row for each action;
//! - [`mod@decide`]: command in, events or a refusal out;
//! - [`mod@apply`]: event in, new state out;
//! - `aggregate`: a matter as whoever keeps streams asks for it;
//! - [`diagram`]: all of it drawn, by running it.
//!
//! The modules below gather what other crates ask of each subject, types and rules together.

mod aggregate;
pub mod apply;
pub mod decide;
pub mod diagram;
mod kit;
pub mod model;
pub mod policy;
mod rules;
pub mod sight;

pub use decide::decide;
pub use kit::clocks::routing_limit;
pub use kit::context::Context;
pub use kit::signers;
pub use model::action::Action;
pub use model::answer::{
    Adoption, Answer, AnswerKind, Opinion, RatedFrom, Rating, Score, Service, ServiceMethod,
};
pub use model::clock::{Clock, ClockState, Holder};
pub use model::command::{Arrival, Command, PastReply, Screening};
pub use model::decision::Decision;
pub use model::desk::{Desk, DeskCommand, DeskEvent};
pub use model::document::{
    Document, DocumentCommand, DocumentEvent, DocumentNumber, FailedTry, NewDocument, Voided,
};
pub use model::event::Event;
pub use model::matter::Matter;
pub use model::oversight::{Oversight, OversightCommand, OversightEvent};
pub use model::parts::{
    Accused, Attachment, Closing, Demand, Handover, HandoverKind, Heard, IdentityRequest,
};
pub use model::seal::{Declaration, Seal, Sealing, Suspicion};
pub use model::signature::{PaperSignature, Signature};
pub use model::sorting::{Sorting, Suggested};
pub use model::stage::Stage;
pub use model::{answer, category, petition};
pub use policy::{Choice, may, options};
pub use rules::awaited::awaited;
pub use rules::handling::may::extendable;
pub use rules::intake::decide::{open, open_sealed};
pub use rules::intake::past as history;
pub use rules::joining::decide::{ended_by_join, give_back};

/// What is sealed before anybody screened it.
pub mod seal {
    pub use crate::model::seal::*;
    pub use crate::rules::intake::seal::{past_the_accused, screener};
}

/// Who is the right organ: proposals, reports, disputes, co-handling, visits.
pub mod routing {
    pub use crate::model::routing::*;
    pub use crate::rules::routing::arbiter::{arbiter, most_returns, returns_left};
    pub use crate::rules::routing::level;
    pub use crate::rules::routing::propose::{self, Proposal, propose};
}

/// The lawful route of each demand.
pub mod lawful {
    pub use crate::model::lawful::*;
    pub use crate::rules::lawful::routes::{route_hints, takes_opinion};
}

/// Simplified handling.
pub mod simple {
    pub use crate::model::simple::*;
}

/// The documents issued in a matter.
pub mod document {
    pub use crate::model::code;
    pub use crate::model::document::*;
    pub use crate::rules::document::decide::fits;
}

/// The reply desk, where an opinion is drafted, approved and signed.
pub mod desk {
    pub use crate::model::desk::*;
    pub use crate::rules::desk::draft::answerable;
}

/// Review and re-review.
pub mod review {
    pub use crate::model::review::*;
    pub use crate::model::said::Said;
    pub use crate::rules::review::may::meant;
    pub use crate::rules::review::{body, redo, request};
}

/// Hearings.
pub mod hearing {
    pub use crate::model::hearing::*;
    pub use crate::rules::hearing::may::venues;
}

/// Mediation and settlement.
pub mod mediation {
    pub use crate::model::mediation::*;
}

/// Carrying out what was decided or agreed.
pub mod execution {
    pub use crate::model::execution::*;
    pub use crate::rules::execution::may::supporting;
}

/// Extensions that are asked for.
pub mod extension {
    pub use crate::model::extension::*;
}

/// Suspension and termination.
pub mod pause {
    pub use crate::model::pause::*;
    pub use crate::rules::pause::may::scopes;
}

/// What watches over a matter: recusal, supervision, follow-up and their like.
pub mod oversight {
    pub use crate::model::oversight::supervision::*;
    pub use crate::model::oversight::{
        Oversight, OversightCommand, OversightEvent, advice::*, instruction::*,
    };
    pub use crate::rules::awaited::NEXT;
    pub use crate::rules::duties::duties;
    pub use crate::rules::oversight::holders::holders;
    pub use crate::rules::oversight::may::concerns;
    pub use crate::rules::oversight::open::open_items;
    pub use kernel::duty::{DutyKind, DutyRow};

    pub use archive::*;
    pub use follow_up::*;
    pub use ownership::*;
    pub use recusal::*;
    pub use risk::*;
    pub use tier::*;
    pub use urgent::*;

    /// The closed file with contents list and retention class.
    pub mod archive {
        pub use crate::model::oversight::archive::*;
        pub use crate::rules::oversight::archive::contents::{class_of, contents, missing};
    }

    /// The call or visit after closing.
    pub mod follow_up {
        pub use crate::model::oversight::follow_up::*;
        pub use crate::rules::oversight::follow_up::plan::{after_closing, asker};
    }

    /// A leader's case.
    pub mod ownership {
        pub use crate::model::oversight::ownership::*;
    }

    /// Who may not act on the matter.
    pub mod recusal {
        pub use crate::kit::recused::of_person;
        pub use crate::model::oversight::recusal::*;
        pub use crate::rules::oversight::recusal::may::decides;
    }

    /// The checklist on the matter.
    pub mod risk {
        pub use crate::model::oversight::risk::*;
        pub use crate::rules::oversight::risk::points::on_record;
    }

    /// The three tiers and what calls for one.
    pub mod tier {
        pub use crate::model::oversight::tier::*;
        pub use crate::rules::oversight::tier::calls::{Call, Thresholds, calls, due};
    }

    /// Major and urgent information with its reports.
    pub mod urgent {
        pub use crate::model::oversight::urgent::*;
        pub use crate::rules::oversight::urgent::decide::must_be_told;
        pub use crate::rules::oversight::urgent::duties::is_running;
    }
}
