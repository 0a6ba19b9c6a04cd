//! The buttons of a matter, drawn from exactly what the domain allows: allowed ones lead to their form; what a missing
//! condition or the law refuses says why; the rest stands folded away with its reason.

use std::borrow::Cow;

use kernel::RefusalKind;
use matter::{Action, Choice, Matter};
use maud::{Markup, html};
use office::matter_file::MatterFile;

use super::act::rows;
use super::act::view::{ActView, Group};
use super::act_href;
use crate::look::{ButtonKind, Lang, Tone, link_button, notice, refused_button};

/// All actions of the matter.
pub(super) fn actions(lang: Lang, file: &MatterFile) -> Markup {
    let id = file.matter.id;
    let allowed: Vec<&ActView> = told(file)
        .filter(|(_, choice)| choice.verdict.is_ok())
        .map(|(view, _)| view)
        .collect();
    let next = next(&allowed, &file.matter);
    let is_next = |view: &ActView| Some(view.action) == next;
    let of = |group| {
        allowed
            .iter()
            .copied()
            .filter(move |view| view.group == group)
    };
    // The step that moves the matter on stands first, be it an entry in the file.
    let (first, records): (Vec<_>, Vec<_>) = of(Group::Record).partition(|view| is_next(view));
    let mut steps: Vec<&ActView> = of(Group::Step).chain(first).collect();
    steps.sort_by_key(|view| !is_next(view));
    let beside: Vec<&ActView> = of(Group::Beside).collect();
    let button = |view: &ActView| {
        let kind = if is_next(view) {
            ButtonKind::Primary
        } else if view.danger && view.group == Group::Step {
            ButtonKind::Danger
        } else {
            ButtonKind::Quiet
        };
        let label = lang.pick(view.action.zh(), view.action.en());
        link_button(kind, Some(view.icon), label, &act_href(id, view.action))
    };
    html! {
        section class="stack no-print" id="actions" aria-label=(lang.pick("可办理的操作", "Actions")) {
            @if let Some(signer) = file.matter.desk.draft.as_ref().and_then(|draft| draft.with) {
                p { b { (lang.pick(format!("等{}签发", file.post_name(signer)), format!("Waits for {} to sign", file.post_name(signer)))) } }
            }
            @if !steps.is_empty() { div class="actions" { @for view in steps { (button(view)) } } }
            @if !records.is_empty() { div class="actions" { @for view in records { (button(view)) } } }
            @if !beside.is_empty() {
                details class="small" id="beside" {
                    summary { (lang.pick("监督、回避与回访", "Oversight, recusal, follow-up")) }
                    div class="actions" { @for view in beside { (button(view)) } }
                }
            }
            @match barred(file) {
                Some(refusal) => (notice(Tone::Warning, lang.pick(&refusal.zh, &refusal.en), None)),
                None => (refusals(lang, file)),
            }
        }
    }
}

/// Every action with the domain's word on it, in the order of the pages.
fn told(file: &MatterFile) -> impl Iterator<Item = (&'static ActView, &Choice)> {
    rows::all().filter_map(|view| {
        let mut choices = file.choices.iter();
        let choice = choices.find(|choice| choice.action == view.action)?;
        Some((view, choice))
    })
}

/// The step that moves the matter on.
fn next(allowed: &[&ActView], matter: &Matter) -> Option<Action> {
    let leading = allowed.iter().filter_map(|view| {
        let lead = view.lead.filter(|lead| (lead.waits)(matter))?;
        Some((lead.rank, view.action))
    });
    let first = leading.min_by_key(|(rank, _)| *rank)?;
    Some(first.1)
}

/// Why nothing at all may be done by this reader, where one reason stands behind every refusal.
fn barred(file: &MatterFile) -> Option<&kernel::Refusal> {
    let first = file.choices.first()?.verdict.as_ref().err()?;
    let same = |choice: &Choice| choice.verdict.as_ref().err() == Some(first);
    file.choices.iter().all(same).then_some(first)
}

fn refusals(lang: Lang, file: &MatterFile) -> Markup {
    let (near, far): (Vec<_>, Vec<_>) = told(file)
        .filter_map(|(view, choice)| Some((view, choice.verdict.as_ref().err()?)))
        .partition(|(view, refusal)| {
            (view.is_about)(&file.matter)
                && matches!(refusal.kind, RefusalKind::Missing | RefusalKind::Law)
        });
    html! {
        @if !near.is_empty() {
            div class="actions" {
                @for (view, refusal) in &near {
                    @let action = view.action;
                    (refused_button(action.code(), lang.pick(action.zh(), action.en()), &reason(lang, refusal)))
                }
            }
        }
        @if !far.is_empty() {
            details class="small" {
                summary { (lang.pick("其他操作为何不可用", "Why other actions are not available")) }
                dl class="facts" {
                    @for (view, refusal) in &far {
                        dt { (lang.pick(view.action.zh(), view.action.en())) }
                        dd { (reason(lang, refusal)) }
                    }
                }
            }
        }
    }
}

/// A refusal in the page's language, with its article.
fn reason(lang: Lang, refusal: &kernel::Refusal) -> Cow<'_, str> {
    let text: &str = lang.pick(&refusal.zh, &refusal.en);
    match &refusal.article {
        Some(article) => format!("{text}（{article}）").into(),
        None => text.into(),
    }
}
