//! Opinions, replies and notices; their service; closing; rating.

pub mod apply;
pub mod close;
pub mod decide;
pub mod may;
pub mod past;
pub mod serve;
