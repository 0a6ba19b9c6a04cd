//! Major and urgent information (重大紧急信访信息).

pub mod apply;
pub mod decide;
pub mod duties;
pub mod may;
