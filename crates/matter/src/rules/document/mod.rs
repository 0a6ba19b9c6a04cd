//! Issuing, serving and cancelling documents.

pub mod apply;
pub mod decide;
pub mod may;
pub mod proof;
