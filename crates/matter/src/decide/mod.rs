//! Command in, events or a refusal out.

pub(super) mod answering;
pub(super) mod handling;
mod intake;
mod joining;
mod routing;
pub(crate) mod steps;

pub(super) use answering::serve as serve_answer;
pub use answering::{PastReply, past_answer};
pub(crate) use answering::{complete_opinion, meet_duties, new_answer};
pub(super) use handling::{notify as notify_acceptance, start_periods};
pub use intake::{open, open_sealed};
pub use joining::{ended_by_join, give_back};
pub(super) use routing::send_on as hand_over;
pub(super) use steps::{Steps, acting, is_second_person, leader_of, leader_of_owner, required};

use super::command::Command;
use super::event::Event;
use super::state::Matter;
use super::{
    Context, document, execution, hearing, lawful, may, mediation, pause, review, routing as way,
    signature, simple,
};
use kernel::refusal::Refusal;

/// Decides what a command does to a matter.
///
/// # Errors
/// A [`Refusal`] that names the rule, its article and what is missing. A refused command changes nothing.
pub fn decide(matter: &Matter, command: Command, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    may(command.action(), matter, ctx)?;
    match command {
        Command::OnPaper { of, paper } => signature::on_paper(matter, *of, paper, ctx),
        command => {
            signature::own_hand(&command, ctx)?;
            unsigned(matter, command, ctx)
        }
    }
}

/// What a command does, whoever's hand signed what it signs. The right to it was asked before.
pub(crate) fn unsigned(
    matter: &Matter,
    command: Command,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::OnPaper { of, .. } => unsigned(matter, *of, ctx),
        Command::Register(screening) => intake::register(matter, screening, ctx),
        Command::AddDemand { purpose, text } => intake::add_demand(matter, purpose, &text, ctx),
        Command::NameAccused(accused) => intake::name_accused(matter, accused, ctx),
        Command::Transfer { to, note } => routing::hand_over(matter, to, None, note, ctx),
        Command::Assign {
            to,
            report_by,
            note,
        } => routing::hand_over(matter, to, Some(report_by), note, ctx),
        Command::Object {
            ground,
            reason,
            believed,
        } => routing::object(matter, &ground, reason, believed, ctx),
        Command::AgreeObjection { note } => routing::take_back(matter, note, ctx),
        Command::RejectObjection { reason } => routing::reject_objection(matter, reason, ctx),
        Command::Accept => handling::accept(matter, ctx),
        Command::Hear { note } => handling::hear(note, ctx),
        Command::Extend {
            days,
            approver,
            reason,
        } => handling::extend(matter, days, approver, reason, ctx),
        Command::NotAccept { .. }
        | Command::Redirect { .. }
        | Command::IssueOpinion { .. }
        | Command::ReplySuggestion { .. }
        | Command::ReplyAccusation { .. } => answering::issue(matter, command, ctx),
        Command::Serve {
            answer,
            method,
            on,
            proof,
        } => document::serve_answer(matter, answer, (method, on, proof), ctx),
        Command::Document(command) => document::decide(matter, command, ctx),
        Command::Close { note } => answering::close_matter(matter, note, ctx),
        Command::Rate {
            office,
            unit,
            comment,
            from,
        } => answering::rate(matter, (office, unit), comment, from, ctx),
        Command::TakeIn { petition, relation } => joining::take_in(matter, petition, relation),
        Command::JoinInto {
            matter: host,
            relation,
        } => joining::join_into(matter, host, relation, ctx),
        Command::GiveBack { petition, reason } => joining::give_back(matter, petition, reason),
        Command::UndoJoin { reason } => joining::undo(matter, reason, ctx),
        Command::Relate(other) => joining::relate(matter, other),
        Command::Note(_)
        | Command::Supplement(_)
        | Command::Attach(_)
        | Command::RequestIdentity { .. }
        | Command::ConsentIdentity { .. }
        | Command::ShowIdentity { .. } => steps::record(matter, command, ctx),
        Command::NotifyAcceptance(service) => document::serve_acceptance(matter, service, ctx),
        Command::Oversight(command) => super::oversight::decide(matter, command, ctx),
        Command::Routing(command) => way::decide(matter, command, ctx),
        Command::Lawful(command) => lawful::decide(matter, command, ctx),
        Command::Simple(command) => simple::decide(matter, command, ctx),
        Command::Desk(command) => super::desk::decide(matter, command, ctx),
        Command::Review(command) => review::decide::decide(matter, command, ctx),
        Command::Hearing(command) => hearing::decide::decide(matter, command, ctx),
        Command::Mediation(command) => mediation::decide::decide(matter, command, ctx),
        Command::Execution(command) => execution::decide(matter, command, ctx),
        Command::Pause(command) => pause::decide(matter, command, ctx),
        Command::SetCategory(sorting) => super::sorting::decide(matter, sorting, ctx),
    }
}
