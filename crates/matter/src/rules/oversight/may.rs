//! Who may do what beside the procedure: the rows of all its subjects.

use crate::kit::policy::Policy;
use crate::model::action::Action;
use crate::rules::oversight::{
    advice, archive, follow_up, instruction, ownership, recusal, risk, supervision, tier, urgent,
};

/// The rows of each subject.
pub const ROWS: [&[Policy]; 10] = [
    recusal::may::ROWS,
    supervision::may::ROWS,
    advice::may::ROWS,
    urgent::may::ROWS,
    instruction::may::ROWS,
    ownership::may::ROWS,
    tier::may::ROWS,
    risk::may::ROWS,
    follow_up::may::ROWS,
    archive::may::ROWS,
];

/// Whether an action stands beside the procedure.
pub fn concerns(action: Action) -> bool {
    ROWS.into_iter().flatten().any(|row| row.action == action)
}
