//! Command in, events or a refusal out. A command is asked three things, each once: whether this actor may do it now, whose hand signs what
//! it signs, and what it does.

use crate::kit::context::Context;
use crate::model::command::Command;
use crate::model::event::Event;
use crate::model::execution::ExecutionCommand;
use crate::model::matter::Matter;
use crate::model::pause::PauseCommand;
use crate::model::simple::SimpleCommand;
use crate::policy::may;
use crate::rules::routing::hand_over;
use crate::rules::{
    answering, desk, document, execution, extension, handling, hearing, intake, joining, lawful,
    mediation, oversight, pause, records, review, routing, signature, simple,
};

use kernel::refusal::Refusal;

/// Decides what a command does to a matter.
///
/// # Errors
/// A [`Refusal`] that names the rule, its article and what is missing. A refused command changes nothing.
#[rustfmt::skip] // A table: one row for each command, or for a subject that has a table of its own.
pub fn decide(matter: &Matter, command: Command, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    may(command.action(), matter, ctx)?;
    let (command, paper) = command.off_paper();
    let paper = signature::asked(&command, paper, ctx)?;
    let events = match command {
        Command::OnPaper { .. } => Err(signature::nothing_to_sign()),
        Command::Register(screening) => intake::decide::register(matter, screening, ctx),
        Command::AddDemand { purpose, text } => intake::decide::add_demand(matter, purpose, &text, ctx),
        Command::NameAccused(accused) => intake::accused::name_accused(matter, accused, ctx),
        Command::SetCategory(sorting) => intake::sorting::decide(matter, sorting, ctx),
        Command::Transfer { to, note } => hand_over::hand_over(matter, to, None, note, ctx),
        Command::Assign { to, report_by, note } => hand_over::hand_over(matter, to, Some(report_by), note, ctx),
        Command::Object { ground, reason, believed } => hand_over::object(matter, &ground, reason, believed, ctx),
        Command::AgreeObjection { note } => hand_over::take_back(matter, note, ctx),
        Command::RejectObjection { reason } => hand_over::reject_objection(matter, reason, ctx),
        Command::Routing(command) => routing::decide::decide(matter, command, ctx),
        Command::Lawful(command) => lawful::decide::decide(matter, command, ctx),
        Command::Simple(SimpleCommand::Choose { reason, paper }) => simple::decide::choose(matter, &reason, paper, ctx),
        Command::Simple(SimpleCommand::Leave { reason }) => simple::decide::use_ordinary(matter, &reason, ctx),
        Command::Accept => handling::decide::accept(matter, ctx),
        Command::Hear { note } => handling::decide::hear(note, ctx),
        Command::Extend { days, approver, reason, remark } =>
            handling::decide::extend(matter, (days, approver), (&reason, &remark), ctx),
        Command::Extension(command) => extension::decide(matter, command, ctx),
        Command::NotAccept { ground, effect, reason, signer } =>
            answering::decide::not_accept(matter, (ground, effect), &reason, signer, ctx),
        Command::Redirect { to, reason, signer } => answering::decide::redirect(matter, (&to, &reason), signer, ctx),
        Command::IssueOpinion { opinion, signer } => answering::decide::opinion(matter, opinion, signer, ctx),
        Command::ReplySuggestion { adoption, text, signer } =>
            answering::decide::reply_suggestion(matter, adoption, &text, signer, ctx),
        Command::ReplyAccusation { text, signer } => answering::decide::reply_accusation(matter, &text, signer, ctx),
        Command::Desk(command) => desk::decide::decide(matter, command, ctx),
        Command::Document(command) => document::decide::decide(matter, command, ctx),
        Command::Serve { answer, method, on, proof } =>
            document::decide::serve_answer(matter, answer, (method, on, proof), ctx),
        Command::NotifyAcceptance(service) => document::decide::serve_acceptance(matter, service, ctx),
        Command::Close { note } => answering::close::close_matter(matter, note, ctx),
        Command::Rate { office, unit, comment, from } =>
            answering::close::rate(matter, (office, unit), comment, from, ctx),
        Command::TakeIn { petition, relation } => joining::decide::take_in(matter, petition, relation),
        Command::JoinInto { matter: host, relation } => joining::decide::join_into(matter, host, relation, ctx),
        Command::GiveBack { petition, reason } => joining::decide::give_back(matter, petition, reason),
        Command::UndoJoin { reason } => joining::decide::undo(matter, reason, ctx),
        Command::Relate(other) => joining::decide::relate(matter, other),
        Command::Note(text) => records::decide::note(&text),
        Command::Supplement(text) => records::decide::supplement(&text),
        Command::Attach(attachment) => Ok(records::decide::attach(attachment)),
        Command::RequestIdentity { reason } => records::decide::request_identity(&reason, ctx),
        Command::ConsentIdentity { post } => records::decide::consent_identity(matter, post, ctx),
        Command::ShowIdentity { petitioners, reason } => records::decide::show_identity(matter, petitioners, &reason),
        Command::Review(command) => review::decide::decide(matter, command, ctx),
        Command::Hearing(command) => hearing::decide::decide(matter, command, ctx),
        Command::Mediation(command) => mediation::decide::decide(matter, command, ctx),
        Command::Execution(ExecutionCommand::Track { answer, what, by }) =>
            execution::decide::watch(matter, answer, (&what, by), ctx),
        Command::Execution(ExecutionCommand::Urge { execution, words }) =>
            execution::decide::urge(matter, execution, &words, ctx),
        Command::Execution(ExecutionCommand::Report { execution, done, result }) =>
            execution::decide::report(matter, execution, (done, &result), ctx),
        Command::Pause(PauseCommand::Suspend { ground, reason }) => pause::decide::suspend(matter, ground, &reason, ctx),
        Command::Pause(PauseCommand::Resume { reason }) => pause::decide::resume(matter, &reason, ctx),
        Command::Pause(PauseCommand::Terminate { review, ground, reason, signer }) =>
            pause::decide::terminate(matter, review, (ground, &reason), signer, ctx),
        Command::Oversight(command) => oversight::decide::decide(matter, command, ctx),
    }?;
    Ok(signature::on_paper(events, paper))
}
