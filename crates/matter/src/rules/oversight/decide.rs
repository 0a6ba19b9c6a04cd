//! What each command of oversight does, subject by subject.

use crate::kit::context::Context;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightCommand;
use crate::rules::oversight::{
    advice, archive, follow_up, instruction, ownership, recusal, risk, supervision, tier, urgent,
};

use kernel::refusal::Refusal;

/// Decides what a command does.
///
/// # Errors
/// What is missing or wrong in what was entered.
pub(crate) fn decide(
    matter: &Matter,
    command: OversightCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        OversightCommand::Recusal(command) => recusal::decide::decide(matter, command, ctx),
        OversightCommand::Supervision(command) => supervision::decide::decide(matter, command, ctx),
        OversightCommand::Advice(command) => advice::decide::decide(matter, command, ctx),
        OversightCommand::Urgent(command) => urgent::decide::decide(matter, command, ctx),
        OversightCommand::Instruction(command) => instruction::decide::decide(matter, command, ctx),
        OversightCommand::Ownership(command) => ownership::decide::decide(matter, command, ctx),
        OversightCommand::Tier(command) => tier::decide::decide(matter, command, ctx),
        OversightCommand::Risk(command) => risk::decide::decide(command, ctx),
        OversightCommand::FollowUp(command) => follow_up::decide::decide(matter, command, ctx),
        OversightCommand::Archive(command) => archive::decide::decide(matter, command, ctx),
    }
}
