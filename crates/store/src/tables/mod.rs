//! The tables projected from the ledger, and the few that hold secrets or things that pass.

pub mod accounts;
pub mod codes;
pub mod counters;
pub mod documents;
mod follow_org;
pub mod list;
pub mod misc;
pub mod once;
pub mod org;
pub mod people;
mod project;
pub mod recent;
pub mod rights;
pub mod sessions;
pub mod sight;
pub mod sign_ins;
pub mod tiers;

pub use follow_org::follow_org;
pub use project::project;
