//! What stands beside the procedure and watches over it. It moves no stage, except a follow-up that reopens.

pub mod advice;
pub mod apply;
pub mod archive;
pub mod decide;
pub mod follow_up;
pub mod guard;
pub mod holders;
pub mod instruction;
pub mod may;
pub mod open;
pub mod ownership;
pub mod recusal;
pub mod risk;
pub mod supervision;
pub mod tier;
pub mod urgent;
pub mod withdraw;
