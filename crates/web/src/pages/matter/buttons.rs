//! The buttons of a matter, drawn from exactly what the domain allows: allowed ones lead to their form; what a missing
//! condition or the law refuses says why; the rest stands folded away with its reason.

use domain::RefusalKind;
use domain::matter::lawful::Route;
use domain::matter::{Action, Choice, Matter};
use domain::petition::Purpose;
use maud::{Markup, html};
use office::matter_file::MatterFile;

use super::act_href;
use crate::look::{ButtonKind, Icon, Lang, Tone, link_button, notice, refused_button};

/// All actions of the matter.
pub(super) fn actions(lang: Lang, file: &MatterFile) -> Markup {
    let id = file.matter.id;
    let allowed: Vec<Action> = file
        .choices
        .iter()
        .filter(|choice| choice.verdict.is_ok())
        .map(|choice| choice.action)
        .collect();
    let waits = waits_for_document(&file.matter);
    let next = NEXT
        .iter()
        .filter(|action| **action != Action::IssueDocument || waits)
        .filter(|action| !with_the_signer(file, **action))
        .find(|action| allowed.contains(action))
        .copied();
    let (beside, allowed): (Vec<_>, Vec<_>) = allowed
        .into_iter()
        .partition(|action| domain::matter::oversight::concerns(*action));
    let (records, mut steps): (Vec<_>, Vec<_>) = allowed
        .into_iter()
        .partition(|action| is_record(*action) && Some(*action) != next);
    // The step that moves the matter on stands first.
    steps.sort_by_key(|action| Some(*action) != next);
    let button = |action: Action| {
        let kind = match action {
            action if Some(action) == next => ButtonKind::Primary,
            Action::NotAccept | Action::NoLongerAccept => ButtonKind::Danger,
            _ => ButtonKind::Quiet,
        };
        let label = lang.pick(action.zh(), action.en());
        link_button(kind, Some(picture(action)), label, &act_href(id, action))
    };
    html! {
        section class="stack no-print" id="actions" aria-label=(lang.pick("可办理的操作", "Actions")) {
            @if let Some(signer) = file.matter.desk.draft.as_ref().and_then(|draft| draft.with) {
                p { b { (lang.pick(format!("等{}签发", file.post_name(signer)), format!("Waits for {} to sign", file.post_name(signer)))) } }
            }
            @if !steps.is_empty() { div class="actions" { @for action in steps { (button(action)) } } }
            @if !records.is_empty() { div class="actions" { @for action in records { (button(action)) } } }
            @if !beside.is_empty() {
                details class="small" id="beside" {
                    summary { (lang.pick("监督、回避与回访", "Oversight, recusal, follow-up")) }
                    div class="actions" { @for action in beside { (button(action)) } }
                }
            }
            @match barred(file) {
                Some(refusal) => (notice(Tone::Warning, lang.pick(&refusal.zh, &refusal.en), None)),
                None => (refusals(lang, file)),
            }
        }
    }
}

/// Whether a signed answer waits for its document.
fn waits_for_document(matter: &Matter) -> bool {
    let mut codes = domain::matter::answer::CARRIERS.iter();
    codes.any(|code| matter.to_issue(code).is_some())
}

/// Steps that are not this reader's next while a draft lies with the one who signs it.
fn with_the_signer(file: &MatterFile, action: Action) -> bool {
    let draft = file.matter.desk.draft.as_ref();
    let waits = draft.is_some_and(|draft| draft.with.is_some());
    waits && matches!(action, Action::DraftReply | Action::Hear)
}

/// Why nothing at all may be done by this reader, where one reason stands behind every refusal.
fn barred(file: &MatterFile) -> Option<&domain::Refusal> {
    let first = file.choices.first()?.verdict.as_ref().err()?;
    let same = |choice: &Choice| choice.verdict.as_ref().err() == Some(first);
    file.choices.iter().all(same).then_some(first)
}

fn refusals(lang: Lang, file: &MatterFile) -> Markup {
    let refused = |choice: &Choice| {
        choice
            .verdict
            .as_ref()
            .err()
            .map(|refusal| (choice.action, refusal.clone()))
    };
    let (near, far): (Vec<_>, Vec<_>) =
        file.choices
            .iter()
            .filter_map(refused)
            .partition(|(action, refusal)| {
                concerns(*action, &file.matter)
                    && matches!(refusal.kind, RefusalKind::Missing | RefusalKind::Law)
            });
    let reason = |refusal: &domain::Refusal| {
        let text = lang.pick(&refusal.zh, &refusal.en);
        refusal
            .article
            .as_ref()
            .map_or_else(|| text.clone(), |article| format!("{text}（{article}）"))
    };
    html! {
        @if !near.is_empty() {
            div class="actions" {
                @for (action, refusal) in &near {
                    (refused_button(action.code(), lang.pick(action.zh(), action.en()), &reason(refusal)))
                }
            }
        }
        @if !far.is_empty() {
            details class="small" {
                summary { (lang.pick("其他操作为何不可用", "Why other actions are not available")) }
                dl class="facts" {
                    @for (action, refusal) in &far {
                        dt { (lang.pick(action.zh(), action.en())) }
                        dd { (reason(refusal)) }
                    }
                }
            }
        }
    }
}

/// Whether the matter has anything an action could be about: no button for a suggestion where nobody suggests.
fn concerns(action: Action, matter: &Matter) -> bool {
    let asks = |purpose| {
        matter
            .demands
            .iter()
            .any(|demand| demand.purpose == purpose)
    };
    let has_route = |fits: fn(Route) -> bool| {
        matter
            .demands
            .iter()
            .any(|demand| demand.route.is_some_and(fits))
    };
    match action {
        Action::ReplySuggestion => asks(Purpose::Suggestion),
        Action::ReplyAccusation => asks(Purpose::Accusation),
        Action::IssueOpinion
        | Action::DraftReply
        | Action::SubmitReply
        | Action::LookAtReply
        | Action::SendBackReply
        | Action::SignReply => asks(Purpose::Appeal),
        Action::TakeBackReply | Action::Serve => !matter.answers.is_empty(),
        // What stands beside the procedure is folded away, and so are its refusals.
        action if domain::matter::oversight::concerns(action) => false,
        Action::ReportUp => matter.weight != domain::rulebook::Weight::Ordinary,
        Action::ReferDispute => !matter.routing.objections.is_empty(),
        Action::Contribute | Action::EndCoHandling => matter.routing.open_tasks().next().is_some(),
        Action::Guide => matter
            .petitions
            .iter()
            .any(|petition| petition.channel == domain::petition::Channel::Visit),
        Action::Classify => asks(Purpose::Appeal),
        Action::LeadIn => has_route(|route| route.leads_out()),
        Action::ReplyDuty => has_route(|route| route == Route::Duty),
        Action::ConcludeInquiry => asks(Purpose::Accusation),
        Action::Simplify | Action::UseOrdinary => false,
        action if super::documents::is_theirs(action) => false,
        Action::DecideReview => matter.open_review().is_some(),
        Action::MeetMediation | Action::AgreeMediation => matter.open_mediation().is_some(),
        _ if is_later(action) => false,
        _ => true,
    }
}

/// Steps of review, hearing, mediation and the like: they are named only where they can be taken, and folded away else.
fn is_later(action: Action) -> bool {
    let at = |wanted| Action::ALL.iter().position(|known| *known == wanted);
    at(Action::RequestReview) <= at(action) && at(action) <= at(Action::Terminate)
}

/// Steps that move a matter on; the first one allowed is the page's primary button.
const NEXT: [Action; 29] = [
    Action::AcceptReview,
    Action::HoldHearing,
    Action::ConcludeHearing,
    Action::NotifyHearing,
    Action::AgreeMediation,
    Action::RecordConfirmation,
    Action::DecideReview,
    Action::RespondReview,
    Action::AdviseReview,
    Action::ReportExecution,
    Action::Register,
    Action::DecideReport,
    Action::SettleDispute,
    Action::AgreeObjection,
    Action::Accept,
    Action::SignReply,
    Action::SubmitReply,
    Action::DraftReply,
    Action::ReplySuggestion,
    Action::ReplyAccusation,
    Action::ReplyDuty,
    Action::LeadIn,
    Action::Contribute,
    Action::Hear,
    Action::IssueDocument,
    Action::Serve,
    Action::Close,
    Action::Transfer,
    Action::ConsentIdentity,
];

/// Acts that add to the file without moving the matter on.
fn is_record(action: Action) -> bool {
    matches!(
        action,
        Action::AddDemand
            | Action::NameAccused
            | Action::Join
            | Action::Relate
            | Action::Note
            | Action::SetCategory
            | Action::Attach
            | Action::IssueDocument
            | Action::ServeDocument
            | Action::VoidDocument
            | Action::RequestIdentity
            | Action::ConsentIdentity
            | Action::ShowIdentity
    )
}

/// An action's picture.
pub(super) fn picture(action: Action) -> Icon {
    match action {
        Action::Register | Action::IssueDocument => Icon::Write,
        Action::Transfer | Action::Assign => Icon::Send,
        Action::Object | Action::AgreeObjection => Icon::Back,
        Action::RejectObjection
        | Action::NotAccept
        | Action::NoLongerAccept
        | Action::VoidDocument => Icon::Ended,
        Action::ReportUp | Action::ReferDispute => Icon::Send,
        Action::DecideReport | Action::SettleDispute | Action::Classify => Icon::Decide,
        Action::AskCoHandler => Icon::Add,
        Action::Contribute | Action::ReplyDuty => Icon::Reply,
        Action::EndCoHandling => Icon::Ended,
        Action::Guide | Action::LeadIn => Icon::Passed,
        Action::ConcludeInquiry => Icon::Check,
        Action::Simplify | Action::UseOrdinary => Icon::Clock,
        Action::Accept => Icon::Decide,
        Action::Redirect => Icon::Passed,
        Action::Hear => Icon::Visit,
        Action::Extend => Icon::Clock,
        Action::IssueOpinion => Icon::Opinion,
        Action::ReplySuggestion | Action::ReplyAccusation => Icon::Reply,
        Action::Serve | Action::ServeDocument | Action::NotifyAcceptance => Icon::Letter,
        Action::Close => Icon::Check,
        Action::AddDemand | Action::NameAccused => Icon::Add,
        Action::Join | Action::Relate => Icon::Merge,
        Action::UndoJoin => Icon::Split,
        Action::Note => Icon::Petition,
        Action::SetCategory => Icon::Filter,
        Action::Attach => Icon::Attach,
        Action::RequestIdentity | Action::ConsentIdentity | Action::ShowIdentity => Icon::Show,
        Action::Rate => Icon::Rate,
        Action::Supplement => Icon::Mailbox,
        action if super::act::desk::concerns(action) => super::act::desk::picture(action),
        Action::RequestReview | Action::AskReviewSupplement | Action::SupplementReview => {
            Icon::Back
        }
        Action::AcceptReview | Action::Resume => Icon::Decide,
        Action::RefuseReview | Action::CancelHearing | Action::EndMediation => Icon::Ended,
        Action::Suspend | Action::Terminate => Icon::Ended,
        Action::RespondReview | Action::AdviseReview | Action::ConsultReview => Icon::Reply,
        Action::DecideReview | Action::ConcludeHearing => Icon::Opinion,
        Action::PublishReview | Action::NotifyHearing => Icon::Send,
        Action::LapseReview | Action::PostponeHearing => Icon::Clock,
        Action::StateNewFacts | Action::ProposeMediation => Icon::Add,
        Action::DecideHearing | Action::HoldHearing | Action::MeetMediation => Icon::Visit,
        Action::ConsentMediation | Action::AgreeMediation => Icon::Check,
        Action::AskConfirmation | Action::RecordConfirmation => Icon::Opinion,
        Action::TrackExecution | Action::UrgeExecution => Icon::Clock,
        Action::ReportExecution => Icon::Check,
        other => super::act::oversight::picture(other),
    }
}
