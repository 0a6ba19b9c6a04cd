//! The forms of what stands beside the procedure, one file per subject.

pub(super) mod cases;
pub(super) mod closing;
pub(super) mod leaders;
mod pieces;
pub(super) mod recusal;
pub(super) mod supervision;

use matter::{Command, OversightCommand};
use maud::Markup;

use super::form::Asks;

/// Fields of which an act of oversight is read.
fn asks(fields: Markup, read: impl FnOnce() -> Option<OversightCommand>) -> Asks {
    Asks::of(fields, || read().map(Command::Oversight))
}
