//! Simplified handling (简易办理): simple matters on shorter clocks. The ordinary clocks run on beneath, so switching back takes nothing from
//! the petitioner.

pub mod apply;
pub mod decide;
pub mod may;
