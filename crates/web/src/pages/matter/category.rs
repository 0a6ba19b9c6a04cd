//! The content category: what a model suggests and why, who decided, and in what words a page says so.

use matter::petition::Purpose;
use matter::{Event, Screening, Sorting, Suggested};
use maud::{Markup, html};
use office::category::Suggestion;
use office::matter_file::MatterFile;
use office::{Office, OfficeError, Viewer};

use super::words::Told;
use crate::look::{EventKind, Icon, Lang, hidden, icon};
use crate::request::Fields;

/// The field that carries the suggestion a form showed.
const SHOWN: &str = "suggested";

/// The command that makes a model.
const HOW: &str = "huiyin language train --data";

/// What the model and the table's words say of a text, beside the field: both levels, how likely or that it is unsure, and why.
/// Nothing where neither knows a word of it. The form carries it along, so that the record says what was shown.
pub(crate) fn suggestion(
    office: &Office,
    (viewer, lang): (&Viewer, Lang),
    subject: &str,
    body: &str,
) -> Result<Option<Markup>, OfficeError> {
    let Some(found) = office.suggest_category(subject, body)? else {
        return Ok(None);
    };
    let sealed = office.seal_suggestion(viewer, &found)?;
    Ok(Some(html! {
        (shown(lang, &found))
        @if let Some(sealed) = sealed { (hidden(SHOWN, &sealed)) }
    }))
}

/// How to make a model, for an office that has none.
pub(super) fn how_to_learn(office: &Office, lang: Lang) -> Markup {
    match office.has_category_model() {
        true => html! {},
        false => none_yet(lang),
    }
}

fn none_yet(lang: Lang) -> Markup {
    html! {
        p class="hint" {
            (lang.pick(
                "还没有从本单位的分类中学到的模型。已分类的事项够多以后（每类十件以上），管理员运行 ",
                "No model has learned from this office's own choices yet. With ten matters in each category, the administrator can run ",
            ))
            code { (HOW) }
            (lang.pick(" 就能训练。", " to train one."))
        }
    }
}

fn shown(lang: Lang, found: &Suggestion) -> Markup {
    html! {
        div class="candidate" {
            p class="candidate-head" {
                @if found.unsure {
                    span class="check-hint" { (icon(Icon::Help)) " " (lang.pick("程序没有把握，请您判断", "The program is unsure; please judge")) }
                } @else {
                    span class="check-fine" { (icon(Icon::Info)) " " (lang.pick("程序建议", "Suggested")) }
                }
                b { (found.label) @if let Some(second) = &found.second { " / " (second) } }
                @if let Some(percent) = found.percent { span { (percent) "%" } }
            }
            @if let Some(basis) = basis(lang, found) { p class="candidate-why" { (basis) } }
            @if !found.others.is_empty() {
                p class="candidate-why" {
                    (lang.pick("也可能是：", "Or: "))
                    @for (at, (label, percent)) in found.others.iter().enumerate() {
                        @if at > 0 { (lang.pick("、", ", ")) }
                        (label) " " (percent) "%"
                    }
                }
            }
            @if !found.words.is_empty() {
                p class="candidate-why" {
                    (lang.pick("凭这些词：", "For these words: "))
                    @for (at, word) in found.words.iter().enumerate() {
                        @if at > 0 { (lang.pick("、", ", ")) }
                        mark { (word) }
                    }
                }
            }
            p class="candidate-why" {
                (lang.pick("由您决定；您的选择会成为下次训练的样本。", "You decide; what you choose is learned from next time."))
            }
        }
    }
}

/// What each level of the suggestion rests on.
fn basis(lang: Lang, found: &Suggestion) -> Option<&'static str> {
    match (found.percent, &found.second) {
        (None, _) => Some(lang.pick(
            "只看分类表里的词语，未用本单位的数据检验。",
            "From the words of the table alone, not tested on this office's matters.",
        )),
        (Some(_), Some(_)) => Some(lang.pick(
            "百分比是一级分类的把握；二级分类主要看分类表里的词语。",
            "The percentage is for the first level; the second rests mainly on the words of the table.",
        )),
        (Some(_), None) => None,
    }
}

/// What the form opens with: a sure suggestion, else nothing.
pub(crate) fn sure(office: &Office, subject: &str, body: &str) -> Option<String> {
    let found = office.suggest_category(subject, body).ok()??;
    (!found.unsure).then(|| found.category())
}

/// What the form showed, as it is kept beside the clerk's decision.
pub(crate) fn kept(office: &Office, viewer: &Viewer, fields: &Fields) -> Option<Suggested> {
    office.suggestion_shown(viewer, fields.filled(SHOWN)?)
}

/// The same for an arrival being registered; nothing is noted about an accusation, nor where the clerk gave no category.
pub(crate) fn kept_with(
    office: &Office,
    viewer: &Viewer,
    screening: &Screening,
    fields: &Fields,
) -> Option<Suggested> {
    let accuses = |(purpose, _): &(Purpose, String)| *purpose == Purpose::Accusation;
    if screening.category.is_none() || screening.demands.iter().any(accuses) {
        return None;
    }
    kept(office, viewer, fields)
}

/// Who decided on the category, and what the model had said; nothing for one that came with an older record.
pub(super) fn origin(lang: Lang, file: &MatterFile) -> Option<String> {
    let (entry, event) = file.history.iter().rev().find(|(_, event)| {
        matches!(
            event,
            Event::Sorted { .. }
                | Event::Registered {
                    category: Some(_),
                    ..
                }
        )
    })?;
    let suggested = match event {
        Event::Sorted { sorting, .. } => sorting.suggested.as_ref(),
        _ => None,
    };
    let who = file.author(entry);
    let category = file.matter.category.as_deref().unwrap_or_default();
    Some(match suggested {
        None => lang.pick(format!("{who}选定"), format!("chosen by {who}")),
        Some(found) if found.label == category => lang.pick(
            format!("{who}按程序建议（{}%）选定", found.percent),
            format!("chosen by {who} as suggested ({}%)", found.percent),
        ),
        Some(found) => lang.pick(
            format!(
                "{who}选定；程序曾建议“{}”（{}%）",
                found.label, found.percent
            ),
            format!(
                "chosen by {who}; suggested was {} ({}%)",
                found.label, found.percent
            ),
        ),
    })
}

/// The sentence for the event.
pub(super) fn tell(lang: Lang, sorting: &Sorting) -> Told {
    let (zh, en) = match &sorting.suggested {
        None => (
            format!("内容分类定为“{}”", sorting.category),
            format!("Category set to {}", sorting.category),
        ),
        Some(found) => (
            format!(
                "内容分类定为“{}”（程序建议“{}”，{}%）",
                sorting.category, found.label, found.percent
            ),
            format!(
                "Category set to {} (suggested: {}, {}%)",
                sorting.category, found.label, found.percent
            ),
        ),
    };
    Told {
        text: lang.pick(zh, en),
        body: None,
        kind: EventKind::Plain,
    }
}
