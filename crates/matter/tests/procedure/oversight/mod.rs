//! What watches over a matter, subject by subject (T40–T43 of the domain rules and guard B.7).

mod advice;
mod archive;
mod cases;
mod follow_up;
mod instruction;
mod recusal;
mod stand_in;
mod supervision;
mod urgent;

use matter::oversight::{DutyKind, duties};
use matter::{Command, OversightCommand};

use crate::common::COUNTY;
use crate::common::case::Case;

/// A command of these subjects.
fn order(command: OversightCommand) -> Command {
    Command::Oversight(command)
}

/// What is awaited beside the procedure.
fn awaited(case: &Case) -> Vec<DutyKind> {
    let rows = duties(&case.matter, &COUNTY.org);
    rows.iter().map(|row| row.kind).collect()
}
