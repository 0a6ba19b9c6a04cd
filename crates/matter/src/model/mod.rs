//! What a matter is made of: the records of each subject, what can be asked for (commands), what can have happened (events).
//!
//! A file here says what its types are and what they know of themselves; none takes a matter and none knows a rule. The matter itself
//! stands above all of them, with what it can tell of its own parts.

pub mod action;
pub mod answer;
pub mod category;
pub mod clock;
pub mod code;
pub mod command;
pub mod decision;
pub mod desk;
pub mod document;
pub mod event;
pub mod execution;
pub mod extension;
pub mod hearing;
pub mod lawful;
pub mod matter;
pub mod mediation;
pub mod oversight;
pub mod parts;
pub mod pause;
pub mod petition;
pub mod review;
pub mod routing;
pub mod said;
pub mod seal;
pub mod signature;
pub mod simple;
pub mod sorting;
pub mod stage;
