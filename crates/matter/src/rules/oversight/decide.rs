//! What each command of oversight does: one row for each.

use crate::kit::context::Context;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightCommand;
use crate::model::oversight::advice::AdviceCommand;
use crate::model::oversight::archive::ArchiveCommand;
use crate::model::oversight::follow_up::FollowUpCommand;
use crate::model::oversight::instruction::InstructionCommand;
use crate::model::oversight::ownership::OwnershipCommand;
use crate::model::oversight::recusal::RecusalCommand;
use crate::model::oversight::risk::RiskCommand;
use crate::model::oversight::supervision::SupervisionCommand;
use crate::model::oversight::tier::TierCommand;
use crate::model::oversight::urgent::UrgentCommand;
use crate::rules::oversight::instruction::decide::Draft;
use crate::rules::oversight::{
    advice, archive, follow_up, instruction, ownership, recusal, risk, supervision, tier, urgent,
};

use kernel::refusal::Refusal;

/// Decides what a command does.
///
/// # Errors
/// What is missing or wrong in what was entered.
#[rustfmt::skip] // A table: a row is read across.
pub(crate) fn decide(
    matter: &Matter,
    command: OversightCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    use OversightCommand as Of;
    match command {
        Of::Recusal(RecusalCommand::Declare { reason }) =>
            recusal::decide::declare(matter, &reason, ctx),
        Of::Recusal(RecusalCommand::Ask { post, named, reason }) =>
            recusal::decide::ask(matter, (post, &named), &reason, ctx),
        Of::Recusal(RecusalCommand::Decide { id, granted, post, reason }) =>
            recusal::decide::decide(matter, id, (granted, post), &reason, ctx),
        Of::Recusal(RecusalCommand::End { id, reason }) =>
            recusal::decide::end(matter, id, &reason, ctx),
        Of::Supervision(SupervisionCommand::Order(text)) =>
            supervision::decide::order(matter, text, ctx),
        Of::Supervision(SupervisionCommand::FeedBack { order, text }) =>
            supervision::decide::feed_back(matter, order, &text, ctx),
        Of::Supervision(SupervisionCommand::SignOff { order, note, again_by }) =>
            supervision::decide::sign_off(matter, order, (&note, again_by), ctx),
        Of::Supervision(SupervisionCommand::Inspect(record)) =>
            supervision::decide::inspect(matter, record, ctx),
        Of::Advice(AdviceCommand::Give(text)) =>
            advice::decide::give(matter, text, ctx),
        Of::Advice(AdviceCommand::Answer { advice, adoption, text }) =>
            advice::decide::answer(matter, advice, (adoption, &text), ctx),
        Of::Urgent(UrgentCommand::Report(report)) =>
            urgent::decide::report(matter, report, ctx),
        Of::Instruction(InstructionCommand::Submit { to, summary, proposal }) =>
            instruction::decide::submit(matter, to, (&summary, &proposal), ctx),
        Of::Instruction(InstructionCommand::Write { reading, disposition, text, to, by, leader }) =>
            instruction::decide::instruct(matter, Draft { reading, disposition, text, to, by }, leader, ctx),
        Of::Instruction(InstructionCommand::Report { instruction, text }) =>
            instruction::decide::report(matter, instruction, &text, ctx),
        Of::Instruction(InstructionCommand::Study { study, task }) =>
            instruction::decide::study(matter, study, task, ctx),
        Of::Ownership(OwnershipCommand::Take { leader, team, goal, plan, budget }) =>
            ownership::decide::take(matter, (leader, budget), (&team, &goal), plan, ctx),
        Of::Ownership(OwnershipCommand::Step { done, text, spent, more }) =>
            ownership::decide::step(matter, (done, &text), spent, more, ctx),
        Of::Ownership(OwnershipCommand::End { result, undone }) =>
            ownership::decide::end(matter, &result, &undone, ctx),
        Of::Tier(TierCommand::Set { tier, reason, group }) =>
            tier::decide::set(matter, tier, (&reason, &group), ctx),
        Of::Tier(TierCommand::Plan { text }) =>
            tier::decide::plan(matter, &text, ctx),
        Of::Risk(RiskCommand::Assess { points, level, help }) =>
            risk::decide::assess(points, level, &help, ctx),
        Of::FollowUp(FollowUpCommand::Plan { why }) =>
            follow_up::decide::plan(matter, &why, ctx),
        Of::FollowUp(FollowUpCommand::Make { id, found }) =>
            follow_up::decide::make(matter, id, found, ctx),
        Of::Archive(ArchiveCommand::Archive { class, note }) =>
            archive::decide::archive(matter, class, &note, ctx),
    }
}
