//! The rules, a folder for each subject: when it may be done (`may`), what follows (`decide`), what it means for the matter (`apply`).
//!
//! A rule knows the model and the toolkit; it defines no type of the record.

pub mod answering;
pub mod awaited;
pub mod awaits;
pub mod clocks;
pub mod desk;
pub mod document;
pub mod duties;
pub mod execution;
pub mod extension;
pub mod handling;
pub mod hearing;
pub mod intake;
pub mod joining;
pub mod lawful;
pub mod mediation;
pub mod oversight;
pub mod pause;
pub mod records;
pub mod review;
pub mod routing;
pub mod signature;
pub mod simple;
pub mod whose;
