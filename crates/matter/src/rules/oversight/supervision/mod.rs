//! Supervision (督办): a petition department urges "in time" where a ground of《信访工作条例》第四十条第一款 is met. An order moves no stage: the
//! organ supervised goes on with the procedure and answers for it (UNDER_SUPERVISION, T40).

pub mod apply;
pub mod decide;
pub mod duties;
pub mod may;
