//! Fields of which one or several entries are chosen. Each entry is a value and its words.

use maud::{Markup, html};

use super::{Got, Question, Stage};
use crate::look::{Choice, Group, SelectOption, checkbox, radio_cards, tick_boxes};

/// Entries of a choice: the value sent, and the words shown.
pub type Rows = [(String, String)];

/// The value of no entry, so that none stands chosen.
const NOTHING: &str = "-";

impl Question<'_> {
    /// One of a list that must be chosen.
    pub fn select<T>(self, rows: &Rows, read: impl Fn(&str) -> Option<T>) -> Got<T> {
        self.one(read, |question, error, value| {
            question.listed(error, rows, value)
        })
    }

    /// One of a list, or none.
    pub fn maybe_select<T>(self, rows: &Rows, read: impl Fn(&str) -> Option<T>) -> Got<Option<T>> {
        self.one_or_none(read, |question, error, value| {
            question.listed(error, rows, value)
        })
    }

    /// One of a list in groups that must be chosen.
    pub fn grouped<T>(self, groups: &[Group], read: impl Fn(&str) -> Option<T>) -> Got<T> {
        self.one(read, |question, error, value| {
            let none = question.none();
            question.field(error).grouped(none, groups, value)
        })
    }

    /// One of a list in groups, or none.
    pub fn maybe_grouped<T>(
        self,
        groups: &[Group],
        read: impl Fn(&str) -> Option<T>,
    ) -> Got<Option<T>> {
        self.one_or_none(read, |question, error, value| {
            let none = question.none();
            question.field(error).grouped(none, groups, value)
        })
    }

    /// Cards of which one must be chosen.
    pub fn cards<T>(self, choices: &[Choice<'_>], read: impl Fn(&str) -> Option<T>) -> Got<T> {
        self.one(read, |question, error, value| {
            radio_cards(question.name, question.label, choices, value, error)
        })
    }

    /// Cards of which one may be chosen.
    pub fn maybe_cards<T>(
        self,
        choices: &[Choice<'_>],
        read: impl Fn(&str) -> Option<T>,
    ) -> Got<Option<T>> {
        self.one_or_none(read, |question, error, value| {
            radio_cards(question.name, question.label, choices, value, error)
        })
    }

    /// Boxes of which any number is ticked, those of `ticked` at first. What cannot be read is left out.
    pub fn boxes<T>(
        self,
        rows: &[(&str, &str)],
        ticked: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Got<Vec<T>> {
        let typed: Vec<&str> = self.form.typed().all(self.name).collect();
        // Once somebody has had the form, no box ticked means that none applies.
        let chosen = match self.form.stage() {
            Stage::Fresh if typed.is_empty() => ticked,
            _ => typed.as_slice(),
        };
        let error = self.note(None);
        let drawn = tick_boxes(self.name, self.label, rows, chosen, error.as_deref());
        let read = chosen.iter().filter_map(|value| read(value)).collect();
        Got::new(drawn, Some(read))
    }

    /// One thing that is so or not.
    pub fn tick(self) -> Got<bool> {
        let ticked = self.form.typed().ticked(self.name);
        let error = self.note(None);
        let drawn = html! {
            @if let Some(error) = &error { p class="error" id={ (self.id) "-error" } { (error) } }
            (checkbox(self.name, self.label, self.hint, ticked))
        };
        Got::new(drawn, Some(ticked))
    }

    fn one<T>(
        self,
        read: impl Fn(&str) -> Option<T>,
        draw: impl FnOnce(&Self, Option<&str>, &str) -> Markup,
    ) -> Got<T> {
        let value = self.value();
        let found = value.as_deref().and_then(read);
        let fault = found
            .is_none()
            .then(|| self.is_missing("请选择", "choose: "));
        let error = self.note(fault);
        let drawn = draw(&self, error.as_deref(), value.as_deref().unwrap_or(NOTHING));
        Got::new(drawn, found)
    }

    fn one_or_none<T>(
        self,
        read: impl Fn(&str) -> Option<T>,
        draw: impl FnOnce(&Self, Option<&str>, &str) -> Markup,
    ) -> Got<Option<T>> {
        let value = self.value().unwrap_or_default();
        let found = read(&value);
        // What nobody could choose is a page of another day, and no choice.
        let unreadable = found.is_none() && !value.is_empty();
        let missing = found.is_none() && self.is_required();
        let fault = (unreadable || missing).then(|| self.is_missing("请选择", "choose: "));
        let error = self.note(fault);
        let drawn = draw(&self, error.as_deref(), &value);
        Got::new(drawn, (!unreadable).then_some(found))
    }

    fn listed(&self, error: Option<&str>, rows: &Rows, value: &str) -> Markup {
        let none = SelectOption {
            value: "",
            label: self.none(),
        };
        let rows = rows
            .iter()
            .map(|(value, label)| SelectOption { value, label });
        let none = Some(none).filter(|_| !self.one_stands);
        let options: Vec<SelectOption<'_>> = none.into_iter().chain(rows).collect();
        self.field(error).select(&options, value)
    }

    /// What the empty entry is called.
    fn none(&self) -> &str {
        let choose = self.form.lang().pick("请选择", "Choose");
        self.unchosen.unwrap_or(choose)
    }
}
