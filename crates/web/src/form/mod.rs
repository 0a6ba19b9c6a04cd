//! A field is described once: the description draws it, reads what was typed into it, and marks it where that is wrong.
//!
//! A page describes its fields in a row and gets of each what to draw and what was read:
//!
//! ```ignore
//! let form = Form::sent(lang, &fields);
//! let (by, note) = (form.ask("by", "反馈期限", "Due").required().day(), form.ask("note", "说明", "Note").optional().area(3));
//! let page = html! { (form.summary()) (by) (note) };
//! ```
//!
//! What was typed is drawn again whatever it was. Only a form that was sent is judged: every wrong field is marked, all of them at
//! once, and [`Form::summary`] leads to each. A text that is missing or too long is marked and read all the same, so that whoever
//! knows the rule (the procedure, with its article) can refuse it; a choice, day or number that cannot be read has no value.
//!
//! - [`question`]: the description, and fields of words, days and numbers;
//! - [`choice`]: fields of which one or several entries are chosen;
//! - [`kept`]: words and files from an earlier try.

mod choice;
pub mod kept;
mod question;

use std::sync::{Mutex, PoisonError};

use maud::{Markup, PreEscaped, Render};

pub use self::choice::Rows;
pub use self::question::Question;
use crate::look::{FormError, Lang, error_summary};
use crate::request::Fields;

/// Where what stands in a form comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has typed yet: fields open as their page proposes.
    Fresh,
    /// It was typed and could not be sent; it is looked at again before it is judged.
    Restored,
    /// It was sent, and somebody had saved first.
    Overtaken,
    /// It was sent: what is wrong is marked.
    Sent,
}

/// A form that is drawn and read.
#[derive(Debug)]
pub struct Form<'a> {
    lang: Lang,
    typed: &'a Fields,
    stage: Stage,
    /// What is known to be wrong with a field before it is described, as that its file was refused.
    faults: Vec<FormError>,
    wrong: Mutex<Vec<FormError>>,
}

impl<'a> Form<'a> {
    /// A form at a stage, with what was typed into it.
    pub fn at(stage: Stage, lang: Lang, typed: &'a Fields) -> Self {
        Self {
            lang,
            typed,
            stage,
            faults: Vec::new(),
            wrong: Mutex::default(),
        }
    }

    /// A form that nobody sent yet; `typed` is what its page or address proposes.
    pub fn fresh(lang: Lang, typed: &'a Fields) -> Self {
        Self::at(Stage::Fresh, lang, typed)
    }

    /// A form that was sent.
    pub fn sent(lang: Lang, typed: &'a Fields) -> Self {
        Self::at(Stage::Sent, lang, typed)
    }

    /// The same with what is wrong with some fields whatever stands in them.
    #[must_use]
    pub fn with_faults(self, faults: impl IntoIterator<Item = (String, String)>) -> Self {
        let faults = faults.into_iter();
        let faults = faults.map(|(field, text)| FormError { field, text });
        Self {
            faults: faults.collect(),
            ..self
        }
    }

    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// What was typed.
    pub fn typed(&self) -> &'a Fields {
        self.typed
    }

    /// Where what stands in it comes from.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// What stands in a field: what was typed, else what the page opens it with. Of a form that somebody had, a field that did not
    /// come (no card chosen, no box ticked) holds nothing.
    pub fn value(&self, name: &str, first: &str) -> Option<String> {
        self.value_in_row(name, 0, first)
    }

    /// The same of the field of this name that stands at a place among several.
    fn value_in_row(&self, name: &str, row: usize, first: &str) -> Option<String> {
        let typed = self.typed.all(name).nth(row);
        match (typed, self.stage) {
            (Some(typed), _) => Some(typed.to_owned()),
            (None, Stage::Fresh) => Some(first.to_owned()),
            (None, Stage::Restored | Stage::Overtaken | Stage::Sent) => None,
        }
    }

    /// Begins the description of a field.
    pub fn ask<'f>(&'f self, name: &'f str, zh: &'f str, en: &'f str) -> Question<'f> {
        Question::new(self, name, self.lang.pick(zh, en))
    }

    /// Marks the form as wrong for what no single field shows; `field` is where the summary leads.
    pub fn mark(&self, field: &str, text: &str) {
        if self.stage == Stage::Sent {
            let (field, text) = (field.to_owned(), text.to_owned());
            self.errors().push(FormError { field, text });
        }
    }

    /// Whether nothing of what was described so far is wrong.
    pub fn is_right(&self) -> bool {
        self.errors().is_empty()
    }

    /// Everything wrong so far.
    pub fn wrong(&self) -> Vec<FormError> {
        self.errors().clone()
    }

    /// Everything wrong so far, each line leading to its field. It stands above the fields and is drawn after them.
    pub fn summary(&self) -> Markup {
        error_summary(self.lang, &self.errors())
    }

    fn errors(&self) -> std::sync::MutexGuard<'_, Vec<FormError>> {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A field as it is drawn, and what was read from it.
#[derive(Debug)]
pub struct Got<T> {
    drawn: Markup,
    /// What was read; none where it cannot be.
    pub value: Option<T>,
}

impl<T> Got<T> {
    /// Something drawn, with what was read.
    pub fn new(drawn: Markup, value: Option<T>) -> Self {
        Self { drawn, value }
    }

    /// The same, read as something else.
    pub fn map<U>(self, read: impl FnOnce(T) -> U) -> Got<U> {
        Got::new(self.drawn, self.value.map(read))
    }

    /// What is drawn, and what was read.
    pub fn parts(self) -> (Markup, Option<T>) {
        (self.drawn, self.value)
    }

    /// What is drawn, where what was read matters nothing.
    pub fn drawn(self) -> Markup {
        self.drawn
    }
}

impl<T> Render for Got<T> {
    fn render_to(&self, page: &mut String) {
        let PreEscaped(drawn) = &self.drawn;
        page.push_str(drawn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Fields(pairs.iter().map(owned).collect())
    }

    fn due(form: &Form<'_>) -> Got<jiff::civil::Date> {
        form.ask("due", "反馈期限", "Due").required().day()
    }

    #[test]
    fn every_wrong_field_of_a_form_that_was_sent_is_marked_and_the_summary_leads_to_each() {
        let typed = fields(&[("due", "明天"), ("people", "许多"), ("note", "")]);
        let form = Form::sent(Lang::Zh, &typed);
        let due = due(&form);
        let people: Got<u32> = form.ask("people", "人数", "People").required().number();
        let note = form.ask("note", "说明", "Note").required().area(3);
        assert!(due.value.is_none() && people.value.is_none());
        assert_eq!(
            note.value.as_deref(),
            Some(""),
            "whoever knows the rule refuses it"
        );
        let summary = form.summary().0;
        for (field, drawn) in [
            ("due", &due.drawn.0),
            ("people", &people.drawn.0),
            ("note", &note.drawn.0),
        ] {
            assert!(summary.contains(&format!("href=\"#{field}\"")), "{summary}");
            assert!(drawn.contains("aria-invalid=\"true\""), "{drawn}");
            let described = format!("aria-describedby=\"{field}-error");
            assert!(drawn.contains(&described), "{drawn}");
        }
        assert!(
            due.drawn.0.contains("value=\"明天\""),
            "what was typed stays"
        );
    }

    #[test]
    fn what_nobody_sent_is_not_judged() {
        let nothing = Fields::default();
        let typed = fields(&[("due", "明天")]);
        for form in [
            Form::fresh(Lang::Zh, &nothing),
            Form::at(Stage::Restored, Lang::Zh, &typed),
        ] {
            let drawn = due(&form).drawn.0;
            assert!(!drawn.contains("aria-invalid"), "{drawn}");
            assert!(form.is_right());
        }
    }

    #[test]
    fn a_field_opens_with_what_its_page_proposes_until_somebody_types() {
        let (nothing, emptied) = (Fields::default(), fields(&[("place", "")]));
        let value = |typed: &Fields| {
            let form = Form::fresh(Lang::Zh, typed);
            form.ask("place", "地点", "Place")
                .first("城关镇")
                .text()
                .value
        };
        assert_eq!(value(&nothing).as_deref(), Some("城关镇"));
        assert_eq!(value(&emptied).as_deref(), Some(""));
    }

    #[test]
    fn of_several_fields_of_one_name_each_has_its_own_words_and_mark() {
        let typed = fields(&[
            ("step", "调查"),
            ("due", "2026-03-01"),
            ("step", "答复"),
            ("due", "月底"),
        ]);
        let form = Form::sent(Lang::Zh, &typed);
        let days: Vec<Got<Option<jiff::civil::Date>>> = (0..3)
            .map(|row| form.ask("due", "完成日期", "Due").row(row).maybe_day())
            .collect();
        assert!(days[0].value.is_some_and(|day| day.is_some()));
        assert!(days[1].value.is_none());
        assert_eq!(days[2].value, Some(None));
        assert!(form.summary().0.contains("href=\"#due-2\""));
        assert!(
            days[1].drawn.0.contains("id=\"due-2\""),
            "{}",
            days[1].drawn.0
        );
    }
}
