//! Mediation and settlement (调解、和解): inside handling, only while both parties agree (《信访工作条例》第三十三条、第三十七条第一款).
//!
//! An agreement is a lawful end of the demands it is about. It is an answer like any other: signed, handed to both sides, its promises
//! watched. A people's mediation agreement may be confirmed by the court on a joint request within thirty days.

pub mod apply;
pub mod decide;
pub mod may;
