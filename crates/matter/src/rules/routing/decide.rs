//! What each command on a matter's way does.

use crate::kit::context::Context;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::routing::RoutingCommand;
use crate::rules::routing::{deciding, guiding, together};

use kernel::refusal::Refusal;

/// Decides a command of this subject.
pub(crate) fn decide(
    matter: &Matter,
    command: RoutingCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        RoutingCommand::ReportUp { reason } => deciding::report_up(matter, &reason, ctx),
        RoutingCommand::DecideReport { unit, text } => {
            deciding::decide_report(matter, unit, &text, ctx)
        }
        RoutingCommand::ReferDispute { reason } => deciding::refer(matter, &reason, ctx),
        RoutingCommand::SettleDispute { unit, reason } => {
            deciding::settle(matter, unit, &reason, ctx)
        }
        RoutingCommand::AskCoHandler { unit, request, due } => {
            together::ask(matter, unit, &request, due, ctx)
        }
        RoutingCommand::Contribute { text } => together::contribute(matter, &text, ctx),
        RoutingCommand::EndCoHandling { unit, reason } => together::end(matter, unit, &reason, ctx),
        RoutingCommand::Guide { to, reason, signer } => {
            guiding::guide(matter, to, &reason, signer, ctx)
        }
    }
}
