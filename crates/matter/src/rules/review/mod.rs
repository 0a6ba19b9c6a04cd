//! Review and re-review (复查、复核): the body one level up looks at an opinion again (《信访工作条例》第三十五条、第三十六条).
//!
//! A review is a task of its own with a clock of its own. Once nothing else is open in the matter, the unit that does the review's work
//! answers for the matter too, until the review's result is served; then the organ that decided answers again. So exactly one unit answers
//! at every moment, and a review of one opinion never holds up the others.

pub mod apply;
pub mod body;
pub mod decide;
pub mod may;
pub mod redo;
pub mod request;
pub mod served;
