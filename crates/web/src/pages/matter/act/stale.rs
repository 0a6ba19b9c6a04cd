//! A save that came too late: what is saved now beside what was typed, and the form again.

use std::collections::HashMap;

use maud::{Markup, html};

use super::super::history::History;
use super::super::people::verdict;
use super::form::{ActForm, Asks};
use crate::look::{Tone, Version, notice, two_versions};

/// The page's content. The form below already stands on the new version.
pub(super) fn page(form: &ActForm<'_>, asks: &Asks, based_on: u32) -> Markup {
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
    let again = form.form(&asks.fields);
    html! {
        (form.top())
        (form.restored())
        div role="alert" {
            (notice(Tone::Warning, form.pick("您填写期间，本事项已有更新，所以没有保存", "The matter changed while you were writing, so nothing was saved"), Some(&more)))
        }
        (two_versions(
            &Version { title: form.pick("现在已保存", "Saved now"), note: &saved_by, text: &saved.join("\n") },
            &Version { title: form.pick("您填写的", "What you typed"), note: form.pick("尚未保存", "not saved"), text: &words(form, &again.0).join("\n") },
        ))
        @if let Err(refusal) = verdict(&form.file.choices, form.view.action) {
            (notice(Tone::Error, form.pick(&refusal.zh, &refusal.en), None))
        }
        (again)
    }
}

/// The words a person wrote. Choices are kept in the form below; a field that is no longer in it is shown whatever it was, since
/// it would be lost.
fn words<'f>(form: &'f ActForm<'_>, drawn: &str) -> Vec<&'f str> {
    let typed = form.typed().0.iter();
    typed
        .filter(|(name, value)| {
            !value.trim().is_empty() && control(drawn, name) != Some(Control::Choice)
        })
        .map(|(_, value)| value.trim())
        .collect()
}

/// What a field of a form is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Control {
    /// Words.
    Words,
    /// A choice, a day, a number; or nothing a person sees.
    Choice,
}

/// How a form asks for the field of this name, as it is drawn; none where it does not. Quotation marks and brackets in the values
/// are escaped, so a mark found is the form's own.
fn control(drawn: &str, name: &str) -> Option<Control> {
    let named = format!(" name=\"{name}\"");
    let mut tags = drawn.split('<').filter_map(|rest| rest.split('>').next());
    let tag = tags.find(|tag| tag.contains(&named))?;
    if tag.starts_with("textarea ") || tag.contains(" type=\"text\"") {
        Some(Control::Words)
    } else {
        Some(Control::Choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_choices_by_how_the_form_asks_for_them() {
        let drawn = html! {
            input type="hidden" name="once" value="a name=\"note\" <textarea name=\"x\">";
            textarea class="input" id="note" name="note" rows="2" { "b" }
            input class="input" type="text" name="place" value="c";
            select name="to" { option value="1" { "d" } }
            input type="radio" name="kind" value="e";
        };
        let of = |name| control(&drawn.0, name);
        assert_eq!(of("note"), Some(Control::Words));
        assert_eq!(of("place"), Some(Control::Words));
        for choice in ["once", "to", "kind"] {
            assert_eq!(of(choice), Some(Control::Choice), "{choice}");
        }
        assert_eq!(of("x"), None);
    }
}
