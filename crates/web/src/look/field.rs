//! Fields: label, hint, error and control tied together, with what was typed kept.

use maud::{Markup, html};

use super::{Icon, Lang, icon};

/// A field under construction: describe it, then end with the kind of control.
///
/// ```ignore
/// Field::new(lang, "subject", "标题").required().error(errors.get("subject")).text(&typed.subject)
/// ```
#[derive(Clone, Copy)]
pub struct Field<'a> {
    lang: Lang,
    name: &'a str,
    id: &'a str,
    label: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    required: bool,
    optional: bool,
    live: Option<Live<'a>>,
    suggestions: Option<&'a str>,
}

#[derive(Clone, Copy)]
struct Live<'a> {
    url: &'a str,
    target: &'a str,
}

/// One entry of a select.
pub struct SelectOption<'a> {
    /// The value sent.
    pub value: &'a str,
    /// The words shown.
    pub label: &'a str,
}

/// Entries of a list that belong together.
pub struct Group {
    /// What they have in common.
    pub name: String,
    /// Each with the value sent and the words shown.
    pub entries: Vec<(String, String)>,
}

/// What files a file field takes.
pub struct FileLimits<'a> {
    /// The `accept` attribute, e.g. `.pdf,.jpg`.
    pub accept: &'a str,
    /// The limits in words: kinds, size, number.
    pub words: &'a str,
    /// Whether several may be chosen.
    pub multiple: bool,
}

impl<'a> Field<'a> {
    /// A field; `name` is also its element id, unless it gets another one.
    pub fn new(lang: Lang, name: &'a str, label: &'a str) -> Self {
        Field {
            lang,
            name,
            id: name,
            label,
            hint: None,
            error: None,
            required: false,
            optional: false,
            live: None,
            suggestions: None,
        }
    }

    /// An element id of its own, for a page with several fields of this name.
    #[must_use]
    pub fn id(self, id: &'a str) -> Self {
        Field { id, ..self }
    }

    /// A sentence of help under the label.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Field {
            hint: Some(hint),
            ..self
        }
    }

    /// What is wrong with the value, and what to do.
    #[must_use]
    pub fn error(self, error: Option<&'a str>) -> Self {
        Field { error, ..self }
    }

    /// Marks it as needed. The server checks it, so the browser's own bubbles (in its own language) stay away.
    #[must_use]
    pub fn required(self) -> Self {
        Field {
            required: true,
            ..self
        }
    }

    /// Marks it as not needed, on forms where most are.
    #[must_use]
    pub fn optional(self) -> Self {
        Field {
            optional: true,
            ..self
        }
    }

    /// While typing, sends the form (without files) to `url` and puts the fragment it answers into the element
    /// with the id `target`.
    #[must_use]
    pub fn live(self, url: &'a str, target: &'a str) -> Self {
        Field {
            live: Some(Live { url, target }),
            ..self
        }
    }

    /// Proposes the entries of the [`suggestions`] list with this id; anything else may be typed.
    #[must_use]
    pub fn suggest(self, list: &'a str) -> Self {
        Field {
            suggestions: Some(list),
            ..self
        }
    }

    /// One line of text.
    pub fn text(self, value: &str) -> Markup {
        self.input("text", "input", value)
    }

    /// A telephone number.
    pub fn telephone(self, value: &str) -> Markup {
        self.input("tel", "input input-short", value)
    }

    /// A password; never filled in again.
    pub fn password(self) -> Markup {
        self.input("password", "input", "")
    }

    /// A civil date, as `2026-03-10`.
    pub fn date(self, value: &str) -> Markup {
        self.input("date", "input", value)
    }

    /// A day and the time of it, as `2026-03-10T14:30`.
    pub fn moment(self, value: &str) -> Markup {
        self.input("datetime-local", "input", value)
    }

    /// A whole number. Typed as text with a numeric keypad: a wheel turn must not change it.
    pub fn number(self, value: &str) -> Markup {
        let control = html! {
            input class="input input-short" type="text" inputmode="numeric" id=(self.id) name=(self.name)
                value=(value) autocomplete="off" aria-describedby=[self.described_by(false)]
                aria-invalid=[self.invalid()] aria-required=[self.must()];
        };
        self.wrap(&control)
    }

    /// Several lines, `rows` high, at most `max` characters, counted while typing. Nothing is cut off: a text
    /// that is too long is kept and told so.
    pub fn textarea(self, value: &str, rows: u8, max: usize) -> Markup {
        let lang = self.lang;
        let written = value.chars().count();
        let control = html! {
            // The line break after the tag is eaten by the browser; a text beginning with one keeps its own.
            textarea class="input" id=(self.id) name=(self.name) rows=(rows) data-count=(max)
                aria-describedby=[self.described_by(true)] aria-invalid=[self.invalid()] aria-required=[self.must()]
                data-live-url=[self.live.map(|live| live.url)] data-live-target=[self.live.map(|live| live.target)]
                data-live-method=[self.live.map(|_| "post")] data-live-min=[self.live.map(|_| "4")]
                { "\n" (value) }
            output class=(if written > max { "counter counter-over" } else { "counter" }) id={ (self.id) "-count" } for=(self.id)
                data-left=(lang.pick("还可以写 {} 字", "{} characters left"))
                data-over=(lang.pick("超出 {} 字，请删减", "{} characters too many")) {
                (counted(lang, written, max))
            }
        };
        self.wrap(&control)
    }

    /// A choice from a list. The first entry should be an empty value with words such as "请选择".
    pub fn select(self, options: &[SelectOption], value: &str) -> Markup {
        let control = html! {
            select class="input" id=(self.id) name=(self.name) aria-describedby=[self.described_by(false)]
                aria-invalid=[self.invalid()] aria-required=[self.must()] {
                @for option in options {
                    option value=(option.value) selected[option.value == value] { (option.label) }
                }
            }
        };
        self.wrap(&control)
    }

    /// A choice from a list in groups; `none` are the words of the empty entry.
    pub fn grouped(self, none: &str, groups: &[Group], value: &str) -> Markup {
        let control = html! {
            select class="input" id=(self.id) name=(self.name) aria-describedby=[self.described_by(false)]
                aria-invalid=[self.invalid()] aria-required=[self.must()] {
                option value="" { (none) }
                @for group in groups.iter().filter(|group| !group.entries.is_empty()) {
                    optgroup label=(group.name) {
                        @for (entry, label) in &group.entries {
                            option value=(entry) selected[entry == value] { (label) }
                        }
                    }
                }
            }
        };
        self.wrap(&control)
    }

    /// Files, with their limits in words. Browsers do not keep chosen files over a refused form; the server does.
    pub fn files(self, limits: &FileLimits<'a>) -> Markup {
        let control = html! {
            input class="input" type="file" id=(self.id) name=(self.name) accept=(limits.accept)
                multiple[limits.multiple] aria-describedby=[self.described_by(false)] aria-invalid=[self.invalid()];
        };
        self.hint(limits.words).wrap(&control)
    }

    fn input(self, kind: &str, class: &str, value: &str) -> Markup {
        let control = html! {
            input class=(class) type=(kind) id=(self.id) name=(self.name) value=(value) list=[self.suggestions]
                aria-describedby=[self.described_by(false)] aria-invalid=[self.invalid()] aria-required=[self.must()]
                data-live-url=[self.live.map(|live| live.url)] data-live-target=[self.live.map(|live| live.target)]
                data-live-method=[self.live.map(|_| "post")] data-live-min=[self.live.map(|_| "2")];
        };
        self.wrap(&control)
    }

    fn wrap(self, control: &Markup) -> Markup {
        html! {
            div class=(if self.error.is_some() { "field field-wrong" } else { "field" }) {
                label class="label" for=(self.id) { (self.label) (self.mark()) }
                @if let Some(hint) = self.hint { p class="hint" id={ (self.id) "-hint" } { (hint) } }
                @if let Some(error) = self.error { (error_line(self.id, error)) }
                (control)
            }
        }
    }

    fn mark(self) -> Markup {
        html! {
            @if self.required { span class="must" { (self.lang.pick("必填", "required")) } }
            @if self.optional { span class="may" { (self.lang.pick("选填", "optional")) } }
        }
    }

    fn invalid(self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    fn must(self) -> Option<&'static str> {
        self.required.then_some("true")
    }

    fn described_by(self, counted: bool) -> Option<String> {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{}-hint", self.id));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id));
        }
        if counted {
            ids.push(format!("{}-count", self.id));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// What fields with [`Field::suggest`] propose.
pub fn suggestions(id: &str, values: &[String]) -> Markup {
    html! { datalist id=(id) { @for value in values { option value=(value) {} } } }
}

/// The counter's words before (or without) a script.
fn counted(lang: Lang, written: usize, max: usize) -> String {
    let difference = written.abs_diff(max);
    if written > max {
        lang.pick(
            format!("超出 {difference} 字，请删减"),
            format!("{difference} characters too many"),
        )
    } else {
        lang.pick(
            format!("还可以写 {difference} 字"),
            format!("{difference} characters left"),
        )
    }
}

/// The line that says what is wrong with a field.
pub(super) fn error_line(name: &str, text: &str) -> Markup {
    html! { p class="error" id={ (name) "-error" } { (icon(Icon::Late)) span { (text) } } }
}
