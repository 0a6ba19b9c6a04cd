//! Who is the right organ: handing over, objecting, reporting up, disputes, several organs on one matter, visits at a wrong level.
//!
//! At every moment one unit answers for a matter, whatever is asked of others meanwhile: while a matter is reported up or disputed the unit
//! that has it keeps it, and a co-handling unit owes its contribution to the lead, who answers for the whole (《信访工作条例》第二十条、
//! 第二十二条、第二十四条).

pub mod apply;
pub mod arbiter;
pub mod decide;
pub mod deciding;
pub mod guiding;
pub mod hand_over;
pub mod level;
pub mod may;
pub mod propose;
pub mod together;
