//! Recusal (回避): an own declaration takes effect at once. What the petitioner asks for is decided by the leader of that person's unit; about
//! a leader, by one above.

pub mod apply;
pub mod decide;
pub mod duties;
pub mod may;
