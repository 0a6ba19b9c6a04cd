//! The forms of what stands beside the procedure, one file per subject.

pub(super) mod cases;
pub(super) mod closing;
pub(super) mod leaders;
mod pieces;
pub(super) mod recusal;
pub(super) mod supervision;

use kernel::Refusal;
use matter::{Command, OversightCommand};

use super::Deed;

fn deed(command: OversightCommand) -> Result<Deed, Refusal> {
    Ok(Command::Oversight(command).into())
}
