//! The lawful way of each demand: the six routes of an appeal (《信访工作条例》第三十一条), accusations in the hands of a discipline organ
//! (第三十条). Each demand has its own route and its own end; only route six ends in a handling opinion.

pub mod apply;
pub mod decide;
pub mod may;
pub mod routes;
