//! Hearings (听证): in handling, in review and in re-review (《信访工作条例》第三十一条第六项、第三十六条第二款).
//!
//! The law names hearings and leaves their form to local rules; what is asked for here is what those rules share: a host who did not
//! investigate, an odd number of members, notice beforehand, a record and a conclusion. The clocks stand still where the rulebook says so.

pub mod apply;
pub mod decide;
pub mod may;
