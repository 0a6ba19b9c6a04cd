//! The checklist on the matter (风险评估); never about a person.

pub mod apply;
pub mod decide;
pub mod may;
pub mod points;
