//! The tables projected from the ledger, and the few that hold secrets or things that pass.

pub mod accounts;
pub mod codes;
pub mod counters;
mod follow_org;
pub mod kept_forms;
pub mod list;
pub mod misc;
pub mod once;
pub mod people;
pub mod recent;
pub mod sessions;
pub mod sign_ins;

pub use follow_org::follow_org;
