//! A save that came too late: what is saved now beside what was typed, and the form again.

use std::collections::HashMap;

use domain::matter::Action;
use maud::{Markup, html};
use office::matter_file::Author;

use super::super::history::History;
use super::super::people::verdict;
use super::form::ActForm;
use crate::look::{Tone, Version, notice, two_versions};

/// Fields that carry words a person wrote; the rest are choices, kept in the form below.
const WORDS: [&str; 12] = [
    "request", "facts", "opinion", "basis", "text", "reason", "note", "demand", "to", "proof",
    "category", "place",
];

/// How long after a save the same form is a second click of the same button, in milliseconds.
const SECOND_CLICK: i64 = 60 * 1_000;

/// Whether the form was saved already: everything since `based_on` was written by this post within the last minute,
/// begins with what this form does, and has the words it carries.
pub(super) fn is_second_click(form: &ActForm<'_>, based_on: u32) -> bool {
    let post = Author::Post(form.staff.viewer().post);
    let now = form.app.now().millis();
    let since: Vec<_> = form
        .file
        .history
        .iter()
        .filter(|(entry, event)| {
            entry.version > based_on && !event.is_clockwork() && !event.is_look()
        })
        .collect();
    let mine = since
        .iter()
        .all(|(entry, _)| entry.author == post && now - entry.at < SECOND_CLICK);
    let Some((_, first)) = since.first() else {
        return false;
    };
    let saved = serde_json::to_string(first).unwrap_or_default();
    let has = |text: &str| {
        serde_json::to_string(text).is_ok_and(|quoted| saved.contains(quoted.trim_matches('"')))
    };
    mine && Some(first.kind()) == written_by(form.action) && words(form).into_iter().all(has)
}

/// The kind of the first entry an action writes; none for those that may well be done twice.
fn written_by(action: Action) -> Option<&'static str> {
    use Action as A;
    Some(match action {
        A::Register => "registered",
        A::AddDemand => "demand_added",
        A::NameAccused => "accused_named",
        A::Transfer | A::Assign => "handed_over",
        A::Object => "objected",
        A::AgreeObjection => "returned",
        A::RejectObjection => "objection_rejected",
        A::Accept => "accepted",
        A::Hear => "heard",
        A::Extend => "clock_extended",
        A::NotAccept
        | A::NoLongerAccept
        | A::Redirect
        | A::IssueOpinion
        | A::ReplySuggestion
        | A::ReplyAccusation => "answer_issued",
        A::ReportUp
        | A::DecideReport
        | A::ReferDispute
        | A::SettleDispute
        | A::AskCoHandler
        | A::Contribute
        | A::EndCoHandling
        | A::Guide => "routing",
        A::Classify | A::ConcludeInquiry => "lawful",
        A::LeadIn | A::ReplyDuty => "answer_issued",
        A::Simplify | A::UseOrdinary => "simple",
        A::Serve => "served",
        A::NotifyAcceptance => "acceptance_notified",
        A::Close => "closed",
        A::Join => "joined_into",
        A::UndoJoin => "join_undone",
        A::Relate => "related",
        A::Note => "noted",
        A::SetCategory => "sorted",
        A::RequestIdentity => "identity_requested",
        A::ConsentIdentity => "identity_consented",
        action if super::desk::concerns(action) => "desk",
        A::RefuseReview | A::DecideReview | A::AgreeMediation | A::Terminate => "answer_issued",
        A::RequestReview
        | A::AskReviewSupplement
        | A::SupplementReview
        | A::AcceptReview
        | A::RespondReview
        | A::ConsultReview
        | A::AdviseReview
        | A::PublishReview
        | A::StateNewFacts => "review",
        A::DecideHearing
        | A::NotifyHearing
        | A::PostponeHearing
        | A::HoldHearing
        | A::ConcludeHearing
        | A::CancelHearing => "hearing",
        A::ProposeMediation
        | A::ConsentMediation
        | A::MeetMediation
        | A::EndMediation
        | A::AskConfirmation
        | A::RecordConfirmation => "mediation",
        A::TrackExecution | A::UrgeExecution | A::ReportExecution => "execution",
        A::Suspend | A::Resume => "pause",
        A::Attach | A::ShowIdentity | A::Rate | A::Supplement | A::LapseReview => return None,
        _ => "oversight",
    })
}

/// The page's content. The form below already stands on the new version.
pub(super) fn page(form: &ActForm<'_>, based_on: u32) -> Markup {
    let history = History {
        lang: form.lang(),
        file: form.file,
        numbers: &HashMap::new(),
    };
    let since = history.since(based_on);
    let saved: Vec<String> = since
        .iter()
        .flat_map(|event| std::iter::once(event.text.clone()).chain(event.body.clone()))
        .collect();
    let saved_by = since
        .last()
        .map(|event| format!("{}　{}", event.actor, event.when))
        .unwrap_or_default();
    let more = html! {
        p {
            (form.pick(
                "什么都没有丢：左边是现在已保存的，右边是您填写的。核对后可以在下面改好再提交。",
                "Nothing is lost: on the left what is saved now, on the right what you typed. Check, correct and send again below.",
            ))
        }
    };
    html! {
        (form.top())
        div role="alert" {
            (notice(Tone::Warning, form.pick("您填写期间，本事项已有更新，所以没有保存", "The matter changed while you were writing, so nothing was saved"), Some(&more)))
        }
        (two_versions(
            &Version { title: form.pick("现在已保存", "Saved now"), note: &saved_by, text: &saved.join("\n") },
            &Version { title: form.pick("您填写的", "What you typed"), note: form.pick("尚未保存", "not saved"), text: &words(form).join("\n") },
        ))
        @match verdict(&form.file.choices, form.action) {
            Ok(()) => (form.form()),
            Err(refusal) => {
                (notice(Tone::Error, form.pick(&refusal.zh, &refusal.en), None))
                (form.form())
            },
        }
    }
}

/// Whether a field carries words; on the reply desk each demand has its own.
fn is_words(name: &str) -> bool {
    WORDS.contains(&name) || name.starts_with("answer-") || name.starts_with("basis-")
}

/// The words a person wrote.
fn words<'f>(form: &'f ActForm<'_>) -> Vec<&'f str> {
    form.typed
        .0
        .iter()
        .filter(|(name, value)| is_words(name) && !value.trim().is_empty())
        .map(|(_, value)| value.trim())
        .collect()
}
