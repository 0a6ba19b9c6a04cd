//! Three-tier escalation (三级工作机制).

pub mod apply;
pub mod calls;
pub mod decide;
pub mod duties;
pub mod may;
