//! Joining a repeat or joint petition to a matter, undoing it, marking matters as related.

pub mod apply;
pub mod decide;
pub mod may;
