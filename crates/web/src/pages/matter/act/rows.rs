//! One row for each action, in the order in which the pages list them.
//!
//! An action without a row has no button and no form; a test says which one it is. The tables are laid out by hand: a row is read as
//! a row.

use kernel::rulebook::Weight;
use matter::Action as A;
use matter::lawful::Route;
use matter::petition::{Channel, Purpose};
use matter::{Action, Matter};

use super::super::{documents, extension};
use super::oversight::{cases, closing, leaders, recusal, supervision};
use super::view::{ActView, Files};
use super::{
    answers, category, desk, execution, handling, hearing, intake, lawful, links, mediation,
    records, review, routing, way,
};
use crate::look::Icon;

/// All rows.
pub fn all() -> impl Iterator<Item = &'static ActView> {
    [STEPS, RECORDS, BESIDE, DOCUMENTS, PROCEDURES, LAST]
        .into_iter()
        .flatten()
}

/// An action's row.
pub fn of(action: Action) -> Option<&'static ActView> {
    all().find(|view| view.action == action)
}

/// From the arrival to the close.
#[rustfmt::skip]
const STEPS: &[ActView] = &[
    ActView::step(A::Register, Icon::Write, intake::screening)
        .leads(110)
        .with_petition(),
    ActView::step(A::Transfer, Icon::Send, routing::transfer)
        .leads(280),
    ActView::step(A::Assign, Icon::Send, routing::assign),
    ActView::step(A::Object, Icon::Back, routing::object).with_petition(),
    ActView::step(A::AgreeObjection, Icon::Back, routing::agree)
        .leads(140),
    ActView::step(A::RejectObjection, Icon::Ended, routing::reject),
    ActView::step(A::Accept, Icon::Decide, handling::accept)
        .leads(150),
    ActView::step(A::NotAccept, Icon::Ended, answers::not_accept)
        .danger()
        .with_petition()
        .takes(Files::SignedOnPaper),
    ActView::step(A::NoLongerAccept, Icon::Ended, answers::no_longer_accept)
        .danger()
        .with_petition()
        .takes(Files::SignedOnPaper),
    ActView::step(A::Redirect, Icon::Passed, answers::redirect)
        .with_petition()
        .takes(Files::SignedOnPaper),
    ActView::step(A::ReportUp, Icon::Send, way::report_up)
        .about(|matter| matter.weight != Weight::Ordinary),
    ActView::step(A::DecideReport, Icon::Decide, way::decide_report)
        .leads(120),
    ActView::step(A::ReferDispute, Icon::Send, way::refer_dispute)
        .about(|matter| !matter.routing.objections.is_empty()),
    ActView::step(A::SettleDispute, Icon::Decide, way::settle)
        .leads(130)
        .with_petition(),
    ActView::step(A::AskCoHandler, Icon::Add, way::ask_co_handler),
    ActView::step(A::Contribute, Icon::Reply, way::contribute)
        .leads(230)
        .about(has_open_task)
        .with_petition(),
    ActView::step(A::EndCoHandling, Icon::Ended, way::end_co_handling)
        .about(has_open_task),
    ActView::step(A::Guide, Icon::Passed, way::guide)
        .about(is_visit)
        .takes(Files::SignedOnPaper),
    ActView::step(A::Classify, Icon::Decide, lawful::classify)
        .about(appeals)
        .with_petition(),
    ActView::step(A::LeadIn, Icon::Passed, lawful::lead_in)
        .leads(220)
        .about(|matter| has_route(matter, Route::leads_out))
        .with_petition()
        .takes(Files::SignedOnPaper),
    ActView::step(A::ReplyDuty, Icon::Reply, lawful::reply_duty)
        .leads(210)
        .about(|matter| has_route(matter, |route| route == Route::Duty))
        .with_petition()
        .takes(Files::SignedOnPaper),
    ActView::step(A::ConcludeInquiry, Icon::Check, lawful::conclude)
        .about(accuses),
    ActView::step(A::Simplify, Icon::Clock, lawful::simplify)
        .told_aside(),
    ActView::step(A::UseOrdinary, Icon::Clock, lawful::use_ordinary)
        .told_aside(),
    ActView::step(A::Hear, Icon::Visit, handling::hear)
        .leads_where(240, lies_with_nobody),
    ActView::step(A::AskExtension, Icon::Clock, extension::request),
    ActView::step(A::TakeBackExtension, Icon::Back, extension::taking_back)
        .about(extension::waits),
    ActView::step(A::Extend, Icon::Clock, extension::extending)
        .leads_where(165, extension::waits)
        .takes(Files::SignedOnPaper),
    ActView::step(A::RefuseExtension, Icon::Ended, extension::refusal)
        .about(extension::waits),
    ActView::step(A::IssueOpinion, Icon::Opinion, answers::opinion)
        .about(appeals)
        .with_petition()
        .takes(Files::OnlyOnPaper),
    ActView::step(A::DraftReply, Icon::Write, desk::writing)
        .leads_where(180, lies_with_nobody)
        .about(appeals)
        .with_desk_check()
        .labelled("保存文稿", "Save the draft"),
    ActView::step(A::SubmitReply, Icon::Send, desk::submit)
        .leads(170)
        .about(appeals)
        .with_desk_check(),
    ActView::step(A::LookAtReply, Icon::Check, desk::look)
        .about(appeals)
        .with_desk_check(),
    ActView::step(A::SendBackReply, Icon::Back, desk::send_back)
        .about(appeals)
        .with_desk_check(),
    ActView::step(A::SignReply, Icon::Opinion, desk::sign)
        .leads(160)
        .about(appeals)
        .with_desk_check(),
    ActView::step(A::TakeBackReply, Icon::Back, desk::taking_back)
        .about(has_answer)
        .with_desk_check(),
    ActView::step(A::ReplySuggestion, Icon::Reply, answers::suggestion)
        .leads(190)
        .about(|matter| asks(matter, Purpose::Suggestion))
        .with_petition()
        .takes(Files::SignedOnPaper),
    ActView::step(A::ReplyAccusation, Icon::Reply, answers::accusation)
        .leads(200)
        .about(accuses)
        .with_petition()
        .takes(Files::SignedOnPaper),
    ActView::step(A::Serve, Icon::Letter, handling::service)
        .leads(260)
        .about(has_answer)
        .rather(documents::of_unserved_answer),
    ActView::step(A::Close, Icon::Check, handling::close).leads(270),
];

/// What adds to the file.
#[rustfmt::skip]
const RECORDS: &[ActView] = &[
    ActView::record(A::AddDemand, Icon::Add, intake::demand).with_petition(),
    ActView::record(A::NameAccused, Icon::Add, intake::accused)
        .with_petition(),
    ActView::record(A::Join, Icon::Merge, links::join)
        .compares()
        .says("joined"),
    ActView::step(A::UndoJoin, Icon::Split, links::undo),
    ActView::record(A::Relate, Icon::Merge, links::relate).compares(),
    ActView::record(A::Note, Icon::Petition, records::note),
    ActView::record(A::Attach, Icon::Attach, records::files)
        .takes(Files::Attached),
    ActView::record(A::RequestIdentity, Icon::Show, records::request),
    ActView::record(A::ConsentIdentity, Icon::Show, records::consent)
        .leads(290),
    ActView::record(A::ShowIdentity, Icon::Show, records::look)
        .danger(),
    ActView::step(A::Rate, Icon::Rate, records::petitioners_own),
    ActView::step(A::Supplement, Icon::Mailbox, records::petitioners_own),
];

/// What watches over the procedure.
#[rustfmt::skip]
const BESIDE: &[ActView] = &[
    ActView::beside(A::DeclareInterest, Icon::People, recusal::declaration),
    ActView::beside(A::AskRecusal, Icon::People, recusal::request),
    ActView::beside(A::DecideRecusal, Icon::Decide, recusal::decision),
    ActView::beside(A::EndRecusal, Icon::People, recusal::ending),
    ActView::beside(A::Supervise, Icon::Show, supervision::order),
    ActView::beside(A::FeedBack, Icon::Reply, supervision::feedback),
    ActView::beside(A::SignOff, Icon::Check, supervision::sign_off),
    ActView::beside(A::Inspect, Icon::Show, supervision::inspection),
    ActView::beside(A::Advise, Icon::Write, supervision::advice),
    ActView::beside(A::AnswerAdvice, Icon::Reply, supervision::answer),
    ActView::beside(A::ReportUrgent, Icon::Late, cases::urgent),
    ActView::beside(A::SubmitReading, Icon::Inbox, leaders::submit),
    ActView::beside(A::Instruct, Icon::Write, leaders::instruction),
    ActView::beside(A::ReportTask, Icon::Reply, leaders::report),
    ActView::beside(A::RecordStudy, Icon::People, leaders::study),
    ActView::beside(A::TakeCase, Icon::People, cases::case),
    ActView::beside(A::StepCase, Icon::Add, cases::step),
    ActView::beside(A::EndCase, Icon::Check, cases::ending),
    ActView::beside(A::SetTier, Icon::Up, cases::tiers),
    ActView::beside(A::FilePlan, Icon::Write, cases::tier_plan),
    ActView::beside(A::AssessRisk, Icon::Warning, cases::risk),
    ActView::beside(A::PlanFollowUp, Icon::Call, closing::plan),
    ActView::beside(A::FollowUp, Icon::Call, closing::follow_up),
    ActView::beside(A::Archive, Icon::Check, closing::put_away),
];

/// Documents and their service.
#[rustfmt::skip]
const DOCUMENTS: &[ActView] = &[
    ActView::step(A::NotifyAcceptance, Icon::Letter, handling::notify)
        .rather(documents::of_unserved_acceptance),
    ActView::elsewhere(A::IssueDocument, Icon::Write, documents::next_to_issue)
        .leads_where(250, documents::waits),
    ActView::elsewhere(A::ServeDocument, Icon::Letter, documents::list),
    ActView::elsewhere(A::VoidDocument, Icon::Ended, documents::list),
];

/// Review, hearing, mediation, carrying out, suspension.
#[rustfmt::skip]
const PROCEDURES: &[ActView] = &[
    ActView::own_procedure(A::RequestReview, Icon::Back, review::request),
    ActView::own_procedure(A::AskReviewSupplement, Icon::Back, review::ask),
    ActView::own_procedure(A::SupplementReview, Icon::Back, review::complete),
    ActView::own_procedure(A::AcceptReview, Icon::Decide, review::accept)
        .leads(10),
    ActView::own_procedure(A::RefuseReview, Icon::Ended, review::refuse)
        .takes(Files::SignedOnPaper),
    ActView::own_procedure(A::RespondReview, Icon::Reply, review::respond)
        .leads(80),
    ActView::own_procedure(A::ConsultReview, Icon::Reply, review::consult),
    ActView::own_procedure(A::AdviseReview, Icon::Reply, review::advise)
        .leads(90),
    ActView::own_procedure(A::DecideReview, Icon::Opinion, review::decision)
        .leads(70)
        .about(|matter| matter.open_review().is_some())
        .takes(Files::SignedOnPaper),
    ActView::own_procedure(A::PublishReview, Icon::Send, review::publish),
    ActView::own_procedure(A::LapseReview, Icon::Clock, review::lapse),
    ActView::own_procedure(A::StateNewFacts, Icon::Add, review::new_facts),
    ActView::own_procedure(A::DecideHearing, Icon::Visit, hearing::decision),
    ActView::own_procedure(A::NotifyHearing, Icon::Send, hearing::notice)
        .leads(40),
    ActView::own_procedure(A::PostponeHearing, Icon::Clock, hearing::postpone),
    ActView::own_procedure(A::HoldHearing, Icon::Visit, hearing::record)
        .leads(20),
    ActView::own_procedure(A::ConcludeHearing, Icon::Opinion, hearing::conclude)
        .leads(30),
    ActView::own_procedure(A::CancelHearing, Icon::Ended, hearing::cancel),
    ActView::own_procedure(A::ProposeMediation, Icon::Add, mediation::proposal),
    ActView::own_procedure(A::ConsentMediation, Icon::Check, mediation::consent),
    ActView::own_procedure(A::MeetMediation, Icon::Visit, mediation::session)
        .about(is_mediated),
    ActView::own_procedure(A::AgreeMediation, Icon::Check, mediation::agreement)
        .leads(50)
        .about(is_mediated),
    ActView::own_procedure(A::EndMediation, Icon::Ended, mediation::ending),
    ActView::own_procedure(A::AskConfirmation, Icon::Opinion, mediation::ask_court),
    ActView::own_procedure(A::RecordConfirmation, Icon::Opinion, mediation::ruling)
        .leads(60),
    ActView::own_procedure(A::TrackExecution, Icon::Clock, execution::track),
    ActView::own_procedure(A::UrgeExecution, Icon::Clock, execution::urge),
    ActView::own_procedure(A::ReportExecution, Icon::Check, execution::report)
        .leads(100),
    ActView::own_procedure(A::Suspend, Icon::Ended, execution::suspend),
    ActView::own_procedure(A::Resume, Icon::Decide, execution::resume),
    ActView::own_procedure(A::Terminate, Icon::Ended, execution::termination)
        .takes(Files::SignedOnPaper),
];

/// What is seldom needed stands last.
const LAST: &[ActView] =
    &[ActView::record(A::SetCategory, Icon::Filter, category::fields).with_petition()];

fn asks(matter: &Matter, purpose: Purpose) -> bool {
    let mut demands = matter.demands.iter();
    demands.any(|demand| demand.purpose == purpose)
}

fn appeals(matter: &Matter) -> bool {
    asks(matter, Purpose::Appeal)
}

fn accuses(matter: &Matter) -> bool {
    asks(matter, Purpose::Accusation)
}

fn has_route(matter: &Matter, fits: fn(Route) -> bool) -> bool {
    let mut routes = matter.demands.iter().filter_map(|demand| demand.route);
    routes.any(fits)
}

fn is_visit(matter: &Matter) -> bool {
    let mut petitions = matter.petitions.iter();
    petitions.any(|petition| petition.channel == Channel::Visit)
}

fn has_answer(matter: &Matter) -> bool {
    !matter.answers.is_empty()
}

fn has_open_task(matter: &Matter) -> bool {
    matter.routing.open_tasks().next().is_some()
}

fn is_mediated(matter: &Matter) -> bool {
    matter.open_mediation().is_some()
}

/// Whether no draft lies with the one who signs it: while one does, its handler waits too.
fn lies_with_nobody(matter: &Matter) -> bool {
    let draft = matter.desk.draft.as_ref();
    draft.is_none_or(|draft| draft.with.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_exactly_one_row() {
        let rows = |action: &Action| all().filter(|view| view.action == *action).count();
        let wrong: Vec<(&str, usize)> = Action::ALL
            .iter()
            .map(|action| (action.code(), rows(action)))
            .filter(|(_, rows)| *rows != 1)
            .collect();
        assert!(
            wrong.is_empty(),
            "actions with other than one row: {wrong:?}"
        );
    }

    #[test]
    fn no_two_steps_claim_the_same_place_as_the_next_one() {
        let mut ranks: Vec<u16> = all()
            .filter_map(|view| view.lead)
            .map(|lead| lead.rank)
            .collect();
        let claimed = ranks.len();
        ranks.sort_unstable();
        ranks.dedup();
        assert_eq!(ranks.len(), claimed);
    }

    #[test]
    fn what_stands_beside_the_procedure_is_what_the_law_of_oversight_is_about() {
        for view in all() {
            let beside = view.group == super::super::view::Group::Beside;
            let oversees = matter::oversight::concerns(view.action);
            assert_eq!(beside, oversees, "{}", view.action.code());
        }
    }
}
