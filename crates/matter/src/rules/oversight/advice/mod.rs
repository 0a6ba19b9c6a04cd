//! The three suggestions (三项建议), each tracked to its written answer (《信访工作条例》第四十条).

pub mod apply;
pub mod decide;
pub mod duties;
pub mod may;
