//! Command in, events or a refusal out.

use crate::kit::context::Context;
use crate::model::command::Command;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::policy::may;
use crate::rules::routing::hand_over;
use crate::rules::{
    answering, desk, document, execution, handling, hearing, intake, joining, lawful, mediation,
    oversight, pause, records, review, routing, signature, simple,
};

use kernel::refusal::Refusal;

/// Decides what a command does to a matter.
///
/// # Errors
/// A [`Refusal`] that names the rule, its article and what is missing. A refused command changes nothing.
pub fn decide(matter: &Matter, command: Command, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    may(command.action(), matter, ctx)?;
    match command {
        Command::OnPaper { of, paper } => {
            signature::on_paper(*of, paper, |of| unsigned(matter, of, ctx))
        }
        command => {
            signature::own_hand(&command, ctx)?;
            unsigned(matter, command, ctx)
        }
    }
}

/// What a command does, whoever's hand signed what it signs. The right to it was asked before.
fn unsigned(matter: &Matter, command: Command, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::OnPaper { of, .. } => unsigned(matter, *of, ctx),
        Command::Register(screening) => intake::decide::register(matter, screening, ctx),
        Command::AddDemand { purpose, text } => {
            intake::decide::add_demand(matter, purpose, &text, ctx)
        }
        Command::NameAccused(accused) => intake::accused::name_accused(matter, accused, ctx),
        Command::Transfer { to, note } => hand_over::hand_over(matter, to, None, note, ctx),
        Command::Assign {
            to,
            report_by,
            note,
        } => hand_over::hand_over(matter, to, Some(report_by), note, ctx),
        Command::Object {
            ground,
            reason,
            believed,
        } => hand_over::object(matter, &ground, reason, believed, ctx),
        Command::AgreeObjection { note } => hand_over::take_back(matter, note, ctx),
        Command::RejectObjection { reason } => hand_over::reject_objection(matter, reason, ctx),
        Command::Accept => handling::decide::accept(matter, ctx),
        Command::Hear { note } => handling::decide::hear(note, ctx),
        Command::Extend {
            days,
            approver,
            reason,
        } => handling::decide::extend(matter, days, approver, reason, ctx),
        Command::NotAccept {
            ground,
            reason,
            signer,
        } => answering::decide::not_accept(matter, ground, &reason, signer, ctx),
        Command::Redirect { to, reason, signer } => {
            answering::decide::redirect(matter, (&to, &reason), signer, ctx)
        }
        Command::IssueOpinion { opinion, signer } => {
            answering::decide::opinion(matter, opinion, signer, ctx)
        }
        Command::ReplySuggestion {
            adoption,
            text,
            signer,
        } => answering::decide::reply_suggestion(matter, adoption, &text, signer, ctx),
        Command::ReplyAccusation { text, signer } => {
            answering::decide::reply_accusation(matter, &text, signer, ctx)
        }
        Command::Serve {
            answer,
            method,
            on,
            proof,
        } => document::decide::serve_answer(matter, answer, (method, on, proof), ctx),
        Command::Document(command) => document::decide::decide(matter, command, ctx),
        Command::Close { note } => answering::close::close_matter(matter, note, ctx),
        Command::Rate {
            office,
            unit,
            comment,
            from,
        } => answering::close::rate(matter, (office, unit), comment, from, ctx),
        Command::TakeIn { petition, relation } => {
            joining::decide::take_in(matter, petition, relation)
        }
        Command::JoinInto {
            matter: host,
            relation,
        } => joining::decide::join_into(matter, host, relation, ctx),
        Command::GiveBack { petition, reason } => {
            joining::decide::give_back(matter, petition, reason)
        }
        Command::UndoJoin { reason } => joining::decide::undo(matter, reason, ctx),
        Command::Relate(other) => joining::decide::relate(matter, other),
        Command::Note(text) => records::decide::note(&text),
        Command::Supplement(text) => records::decide::supplement(&text),
        Command::Attach(attachment) => Ok(records::decide::attach(attachment)),
        Command::RequestIdentity { reason } => records::decide::request_identity(&reason, ctx),
        Command::ConsentIdentity { post } => records::decide::consent_identity(matter, post, ctx),
        Command::ShowIdentity {
            petitioners,
            reason,
        } => records::decide::show_identity(matter, petitioners, &reason),
        Command::NotifyAcceptance(service) => {
            document::decide::serve_acceptance(matter, service, ctx)
        }
        Command::Oversight(command) => oversight::decide::decide(matter, command, ctx),
        Command::Routing(command) => routing::decide::decide(matter, command, ctx),
        Command::Lawful(command) => lawful::decide::decide(matter, command, ctx),
        Command::Simple(command) => simple::decide::decide(matter, command, ctx),
        Command::Desk(command) => desk::decide::decide(matter, command, ctx),
        Command::Review(command) => review::decide::decide(matter, command, ctx),
        Command::Hearing(command) => hearing::decide::decide(matter, command, ctx),
        Command::Mediation(command) => mediation::decide::decide(matter, command, ctx),
        Command::Execution(command) => execution::decide::decide(matter, command, ctx),
        Command::Pause(command) => pause::decide::decide(matter, command, ctx),
        Command::SetCategory(sorting) => intake::sorting::decide(matter, sorting, ctx),
    }
}
