//! A save that came too late: what is saved now beside what was typed, and the form again.

use std::collections::HashMap;

use maud::{Markup, html};

use super::super::history::History;
use super::super::people::verdict;
use super::form::ActForm;
use crate::look::{Tone, Version, notice, two_versions};

/// Fields that carry words a person wrote; the rest are choices, kept in the form below.
const WORDS: [&str; 12] = [
    "request", "facts", "opinion", "basis", "text", "reason", "note", "demand", "to", "proof",
    "category", "place",
];

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
