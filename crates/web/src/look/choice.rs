//! Choices laid open: radio cards and checkboxes.

use maud::{Markup, html};

use super::field::error_line;
use super::{Icon, icon};

/// One of several choices.
pub struct Choice<'a> {
    /// The value sent.
    pub value: &'a str,
    /// Its words.
    pub label: &'a str,
    /// What it means, in a few more words.
    pub note: Option<&'a str>,
    /// Its picture.
    pub icon: Option<Icon>,
}

impl<'a> Choice<'a> {
    /// A choice in a word or two, without note or picture.
    pub fn plain(value: &'a str, label: &'a str) -> Self {
        Self {
            value,
            label,
            note: None,
            icon: None,
        }
    }
}

/// A group of cards of which one is chosen. `value` is the one chosen so far; the group's first control carries
/// `name` as its id, so that an error can lead to it.
pub fn radio_cards(
    name: &str,
    legend: &str,
    choices: &[Choice],
    value: &str,
    error: Option<&str>,
) -> Markup {
    let short = choices.iter().all(|choice| choice.note.is_none());
    html! {
        fieldset class=(if error.is_some() { "field field-wrong" } else { "field" })
            aria-describedby=[error.map(|_| format!("{name}-error"))] {
            legend class="label" { (legend) }
            @if let Some(error) = error { (error_line(name, error)) }
            div class=(if short { "choices choices-tight" } else { "choices" }) {
                @for (index, choice) in choices.iter().enumerate() {
                    label class="choice" {
                        input type="radio" name=(name) value=(choice.value) checked[choice.value == value]
                            id=[(index == 0).then_some(name)];
                        @if let Some(picture) = choice.icon { (icon(picture)) }
                        span {
                            b { (choice.label) }
                            @if let Some(note) = choice.note { small { (note) } }
                        }
                    }
                }
            }
        }
    }
}

/// One thing that is so or not.
pub fn checkbox(name: &str, label: &str, hint: Option<&str>, checked: bool) -> Markup {
    html! {
        label class="check" {
            input type="checkbox" name=(name) id=(name) value="yes" checked[checked];
            span { (label) @if let Some(hint) = hint { span class="hint" { " " (hint) } } }
        }
    }
}

/// Boxes of which any number may be ticked. The group's first control carries `name` as its id, so that an error can lead to it.
pub fn tick_boxes(
    name: &str,
    legend: &str,
    rows: &[(&str, &str)],
    ticked: &[&str],
    error: Option<&str>,
) -> Markup {
    html! {
        fieldset class=(if error.is_some() { "field field-wrong" } else { "field" })
            aria-describedby=[error.map(|_| format!("{name}-error"))] {
            legend class="label" { (legend) }
            @if let Some(error) = error { (error_line(name, error)) }
            @for (index, (value, label)) in rows.iter().enumerate() {
                label class="check" {
                    input type="checkbox" name=(name) value=(value) checked[ticked.contains(value)]
                        id=[(index == 0).then_some(name)];
                    span { (label) }
                }
            }
        }
    }
}
