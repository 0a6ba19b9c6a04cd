//! What leaders read and write, and collective study (阅批、批示、集体研究).

pub mod apply;
pub mod decide;
pub mod duties;
pub mod may;
