//! The description of a field, and fields of words, days and numbers.

use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use maud::Markup;

use super::{Form, Got, Stage};
use crate::look::{Field, FileLimits, Lang};

/// The longest free text, in characters; the procedure refuses more.
pub const LONGEST: usize = 20_000;

/// A field under description. It ends with the kind of what is typed: words, a day, a number, a choice.
#[derive(Clone, Debug)]
pub struct Question<'f> {
    pub(super) form: &'f Form<'f>,
    pub(super) name: &'f str,
    /// Its element's id: its name, with its place where several share one.
    pub(super) id: String,
    row: Option<usize>,
    pub(super) label: &'f str,
    pub(super) hint: Option<&'f str>,
    need: Need,
    first: &'f str,
    most: usize,
    missing: Option<(&'f str, &'f str)>,
    wrong: Option<String>,
    pub(super) unchosen: Option<&'f str>,
    pub(super) one_stands: bool,
    live: Option<(&'f str, &'f str)>,
    suggestions: Option<&'f str>,
}

/// What the page says of whether a field must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Unsaid,
    Required,
    Optional,
}

impl<'f> Question<'f> {
    pub(super) fn new(form: &'f Form<'f>, name: &'f str, label: &'f str) -> Self {
        Self {
            form,
            name,
            id: name.to_owned(),
            row: None,
            label,
            hint: None,
            need: Need::Unsaid,
            first: "",
            most: LONGEST,
            missing: None,
            wrong: None,
            unchosen: None,
            one_stands: false,
            live: None,
            suggestions: None,
        }
    }

    /// It must be filled.
    #[must_use]
    pub fn required(self) -> Self {
        let need = Need::Required;
        Self { need, ..self }
    }

    /// It may stay empty.
    #[must_use]
    pub fn optional(self) -> Self {
        let need = Need::Optional;
        Self { need, ..self }
    }

    /// A sentence of help; an empty one is none.
    #[must_use]
    pub fn hint(self, zh: &'f str, en: &'f str) -> Self {
        let words = self.form.lang.pick(zh, en);
        self.hinted(words)
    }

    /// The same in the reader's language.
    #[must_use]
    pub fn hinted(self, words: &'f str) -> Self {
        let hint = Some(words).filter(|words| !words.is_empty());
        Self { hint, ..self }
    }

    /// What stands in it while nobody has typed.
    #[must_use]
    pub fn first(self, value: &'f str) -> Self {
        Self {
            first: value,
            ..self
        }
    }

    /// The most characters it takes.
    #[must_use]
    pub fn most(self, characters: usize) -> Self {
        Self {
            most: characters,
            ..self
        }
    }

    /// What is said where it is not filled or cannot be read, other than that it should be.
    #[must_use]
    pub fn says(self, zh: &'f str, en: &'f str) -> Self {
        Self {
            missing: Some((zh, en)),
            ..self
        }
    }

    /// Marks it for what it does not show alone, as that it contradicts another field.
    #[must_use]
    pub fn wrong_if(self, so: bool, zh: impl Into<String>, en: impl Into<String>) -> Self {
        if so && self.wrong.is_none() {
            let wrong = Some(self.form.lang.pick(zh.into(), en.into()));
            Self { wrong, ..self }
        } else {
            self
        }
    }

    /// One of several fields of this name: the row counts from 0, the element from 1.
    #[must_use]
    pub fn row(self, row: usize) -> Self {
        Self {
            id: format!("{}-{}", self.name, row + 1),
            row: Some(row),
            ..self
        }
    }

    /// What an empty choice is called, other than that one should choose.
    #[must_use]
    pub fn unchosen(self, zh: &'f str, en: &'f str) -> Self {
        Self {
            unchosen: Some(self.form.lang.pick(zh, en)),
            ..self
        }
    }

    /// Some entry of its list always stands chosen: there is no empty one.
    #[must_use]
    pub fn one_stands(self) -> Self {
        Self {
            one_stands: true,
            ..self
        }
    }

    /// While typing, the form is sent to `url` and the answer put into the element `target`.
    #[must_use]
    pub fn live(self, url: &'f str, target: &'f str) -> Self {
        Self {
            live: Some((url, target)),
            ..self
        }
    }

    /// Proposes the entries of a list of this id.
    #[must_use]
    pub fn suggest(self, list: &'f str) -> Self {
        Self {
            suggestions: Some(list),
            ..self
        }
    }
}

/// Fields that are typed into.
impl<'f> Question<'f> {
    /// One line of words.
    pub fn text(self) -> Got<String> {
        self.words(|field, value| field.text(value))
    }

    /// A telephone number.
    pub fn telephone(self) -> Got<String> {
        self.words(|field, value| field.telephone(value))
    }

    /// Several lines, `rows` high.
    pub fn area(self, rows: u8) -> Got<String> {
        let most = self.most;
        self.words(|field, value| field.textarea(value, rows, most))
    }

    /// A day that must be given.
    pub fn day(self) -> Got<Date> {
        self.given(|field, value| field.date(value))
    }

    /// A day that may be given.
    pub fn maybe_day(self) -> Got<Option<Date>> {
        self.perhaps(|field, value| field.date(value))
    }

    /// A day and the time of it.
    pub fn moment(self) -> Got<DateTime> {
        self.given(|field, value| field.moment(value))
    }

    /// A number that must be given.
    pub fn number<T: FromStr>(self) -> Got<T> {
        self.given(|field, value| field.number(value))
    }

    /// A number that may be given.
    pub fn maybe_number<T: FromStr>(self) -> Got<Option<T>> {
        self.perhaps(|field, value| field.number(value))
    }

    /// Files; what came is not among the fields.
    pub fn files(self, limits: &FileLimits<'_>) -> Markup {
        let error = self.note(None);
        self.field(error.as_deref()).files(limits)
    }

    fn words(self, draw: impl FnOnce(Field<'_>, &str) -> Markup) -> Got<String> {
        let value = self.value().unwrap_or_default();
        let length = value.chars().count();
        let fault = if value.is_empty() && self.need == Need::Required {
            Some(self.is_missing("请填写", "enter: "))
        } else if length > self.most {
            let (most, lang) = (self.most, self.form.lang);
            Some(lang.pick(
                format!("最多{most}字，现有{length}字，请删减"),
                format!("at most {most} characters, not {length}"),
            ))
        } else {
            None
        };
        let error = self.note(fault);
        Got::new(draw(self.field(error.as_deref()), &value), Some(value))
    }

    fn given<T: FromStr>(self, draw: impl FnOnce(Field<'_>, &str) -> Markup) -> Got<T> {
        let value = self.value().unwrap_or_default();
        let read: Option<T> = value.parse().ok();
        let fault = read.is_none().then(|| self.is_missing("请填写", "enter: "));
        let error = self.note(fault);
        Got::new(draw(self.field(error.as_deref()), &value), read)
    }

    fn perhaps<T: FromStr>(self, draw: impl FnOnce(Field<'_>, &str) -> Markup) -> Got<Option<T>> {
        let value = self.value().unwrap_or_default();
        let read: Option<T> = value.parse().ok();
        let unreadable = read.is_none() && !value.is_empty();
        let fault = unreadable.then(|| self.is_missing("请正确填写", "cannot be read: "));
        let error = self.note(fault);
        let drawn = draw(self.field(error.as_deref()), &value);
        Got::new(drawn, (!unreadable).then_some(read))
    }
}

/// What every kind of field is judged and drawn by.
impl Question<'_> {
    /// What stands in it.
    pub(super) fn value(&self) -> Option<String> {
        let row = self.row.unwrap_or_default();
        self.form.value_in_row(self.name, row, self.first)
    }

    pub(super) fn is_required(&self) -> bool {
        self.need == Need::Required
    }

    /// That it is to be filled, in the words of its label where it has none of its own.
    pub(super) fn is_missing(&self, zh: &str, en: &str) -> String {
        let lang = self.form.lang;
        match self.missing {
            Some((zh, en)) => lang.pick(zh, en).to_owned(),
            None => match lang {
                Lang::Zh => format!("{zh}{}", self.label),
                Lang::En => format!("{en}{}", self.label),
            },
        }
    }

    /// Notes what is wrong, where the form was sent, and returns it for the field.
    pub(super) fn note(&self, fault: Option<String>) -> Option<String> {
        if self.form.stage != Stage::Sent {
            return None;
        }
        let mut known = self.form.faults.iter();
        let known = known.find(|error| error.field == self.name);
        let known = known.map(|error| error.text.clone());
        let text = self.wrong.clone().or(known).or(fault)?;
        self.form.mark(&self.id, &text);
        Some(text)
    }

    /// The field as it is drawn.
    pub(super) fn field<'e>(&'e self, error: Option<&'e str>) -> Field<'e> {
        let field = Field::new(self.form.lang, self.name, self.label)
            .id(&self.id)
            .error(error);
        let field = match self.need {
            Need::Unsaid => field,
            Need::Required => field.required(),
            Need::Optional => field.optional(),
        };
        let field = match self.hint {
            Some(hint) => field.hint(hint),
            None => field,
        };
        let field = match self.live {
            Some((url, target)) => field.live(url, target),
            None => field,
        };
        match self.suggestions {
            Some(list) => field.suggest(list),
            None => field,
        }
    }
}
