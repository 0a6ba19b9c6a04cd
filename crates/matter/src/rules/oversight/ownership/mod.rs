//! A leader's case (领导包案).

pub mod apply;
pub mod decide;
pub mod duties;
pub mod may;
