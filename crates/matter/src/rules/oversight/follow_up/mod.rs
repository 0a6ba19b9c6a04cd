//! The call or visit after closing (回访).

pub mod apply;
pub mod decide;
pub mod duties;
pub mod may;
pub mod plan;
