//! Acceptance, hearing the petitioner, extension, and the handling periods.

pub mod apply;
pub mod decide;
pub mod limits;
pub mod may;
