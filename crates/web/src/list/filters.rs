//! What narrows a list.
//!
//! A list has a type `Q` for what its address asks for, and a table of its filters, one row each:
//!
//! ```ignore
//! FilterField::new("weight", "轻重", "Weight", Asks::OneOf(words::<Weight>),
//!     |query| code(query.filter.weight), |query, text| query.filter.weight = Weight::parse(text)),
//! ```
//!
//! From the row follow the field of the form ([`crate::form`]), what the address says and how it is read, and the chip of a filter in
//! force with the address of the list without it. What cannot be read is not asked for.

use std::sync::Arc;

use kernel::{Coded, UnitId};
use maud::{Markup, html};
use office::OfficeError;

use crate::app::App;
use crate::form::Form;
use crate::look::{self, Chip, FilterBar, Icon, Lang, hidden, suggestions};
use crate::request::{Fields, percent};

/// A word that can be chosen: its code, and its terms in Chinese and English.
pub type Word = (&'static str, &'static str, &'static str);

/// The words of a type, in the order forms offer them.
pub fn words<T: Coded>() -> Vec<Word> {
    let word = |one: &T| (one.code(), one.zh(), one.en());
    T::ALL.iter().map(word).collect()
}

/// How a filter is asked for, and its value told.
pub enum Asks {
    /// One of these words.
    OneOf(fn() -> Vec<Word>),
    /// One of the units.
    Unit,
    /// A day.
    Day,
    /// A text.
    Text,
    /// A text for which the entries of a list are proposed: the list's id, and where it comes from.
    Suggested(&'static str, fn(&App) -> Result<Arc<[String]>, OfficeError>),
    /// Nobody is asked: only links lead to it. In force it is told in these words.
    ByLink(&'static str, &'static str),
}

/// One filter of a list whose address asks for a `Q`, as the list's page has it.
pub struct FilterField<Q> {
    name: &'static str,
    label: (&'static str, &'static str),
    chip: (&'static str, &'static str),
    asks: Asks,
    hidden: bool,
    get: fn(&Q) -> Option<String>,
    set: fn(&mut Q, &str),
    fits: fn(&Q) -> bool,
}

impl<Q> FilterField<Q> {
    /// A filter of this name in the address. `get` tells what is asked for; `set` reads it, and takes it away where the text is empty
    /// or cannot be read.
    pub const fn new(
        name: &'static str,
        zh: &'static str,
        en: &'static str,
        asks: Asks,
        get: fn(&Q) -> Option<String>,
        set: fn(&mut Q, &str),
    ) -> Self {
        Self {
            name,
            label: (zh, en),
            chip: (zh, en),
            hidden: matches!(asks, Asks::ByLink(..)),
            asks,
            get,
            set,
            fits: |_| true,
        }
    }

    /// What it is called once it is in force, where the field is called otherwise.
    #[must_use]
    pub const fn chip(mut self, zh: &'static str, en: &'static str) -> Self {
        self.chip = (zh, en);
        self
    }

    /// The form keeps it and does not ask for it.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Beside what it means something; elsewhere it is neither asked for nor told.
    #[must_use]
    pub const fn beside(mut self, fits: fn(&Q) -> bool) -> Self {
        self.fits = fits;
        self
    }

    fn field(&self, app: &App, form: &Form<'_>) -> Markup {
        let (zh, en) = self.label;
        let question = form.ask(self.name, zh, en);
        match &self.asks {
            Asks::OneOf(words) => {
                let rows = words().into_iter().map(|(code, zh, en)| {
                    let words = form.lang().pick(zh, en);
                    (code.to_owned(), words.to_owned())
                });
                let rows: Vec<(String, String)> = rows.collect();
                let question = question.unchosen("全部", "All");
                question.maybe_select(&rows, as_it_is).drawn()
            }
            Asks::Unit => {
                let org = app.office.org();
                let units = org.units().into_iter();
                let rows: Vec<(String, String)> = units
                    .map(|unit| (unit.id.to_string(), unit.name.clone()))
                    .collect();
                let question = question.unchosen("全部", "All");
                question.maybe_select(&rows, as_it_is).drawn()
            }
            Asks::Day => question.maybe_day().drawn(),
            Asks::Text => question.text().drawn(),
            Asks::Suggested(list, _) => question.suggest(list).text().drawn(),
            Asks::ByLink(..) => html! {},
        }
    }

    /// What is asked for, in words.
    fn told(&self, app: &App, lang: Lang, value: String) -> String {
        match &self.asks {
            Asks::OneOf(words) => {
                let mut words = words().into_iter();
                let word = words.find(|(code, ..)| *code == value);
                word.map_or(value, |(_, zh, en)| lang.pick(zh, en).to_owned())
            }
            Asks::Unit => match value.parse::<UnitId>() {
                Ok(unit) => app.office.org().unit_name(unit),
                Err(_) => value,
            },
            Asks::Day | Asks::Text | Asks::Suggested(..) => value,
            Asks::ByLink(zh, en) => lang.pick(*zh, *en).to_owned(),
        }
    }
}

/// Who reads the address knows what stands in it.
fn as_it_is(value: &str) -> Option<String> {
    Some(value.to_owned())
}

/// How a list is narrowed, as its page shows it.
pub struct Narrowed {
    /// The form.
    pub form: Markup,
    /// Whether the form stands open.
    pub open: bool,
    /// The filters in force, each with the way to take it away.
    pub chips: Vec<Told>,
}

/// A filter in force.
pub struct Told {
    label: &'static str,
    value: String,
    without: String,
}

impl Narrowed {
    /// The form, folded.
    pub(super) fn bar(&self, lang: Lang) -> Markup {
        html! {
            details class="fold" open[self.open] {
                summary { (look::icon(Icon::Filter)) (lang.pick("筛选和排序", "Filter and sort")) }
                (self.form)
            }
        }
    }

    /// The filters in force.
    pub(super) fn chips(&self, lang: Lang) -> Markup {
        let chips = self.chips.iter().map(|told| Chip {
            label: told.label,
            value: &told.value,
            remove_href: &told.without,
        });
        look::chips(lang, &chips.collect::<Vec<_>>())
    }
}

/// The filters of a list, in the order in which they are asked for.
pub struct Filters<Q: 'static>(pub &'static [FilterField<Q>]);

impl<Q: Clone> Filters<Q> {
    /// Reads an address into what it asks for.
    pub fn read(&self, fields: &Fields, query: &mut Q) {
        for filter in self.0 {
            (filter.set)(query, fields.text(filter.name));
        }
    }

    /// What the address says, name by name.
    pub fn pairs(&self, query: &Q) -> Vec<(&'static str, String)> {
        let filters = self.0.iter();
        filters
            .filter_map(|filter| Some((filter.name, (filter.get)(query)?)))
            .collect()
    }

    /// The form: its fields with what is asked for now, then that of the order. It leads to `path`.
    ///
    /// # Errors
    /// The storage's, for what is proposed.
    pub fn form(
        &self,
        (app, lang): (&App, Lang),
        query: &Q,
        path: &str,
        order: &Markup,
    ) -> Result<Markup, OfficeError> {
        let pairs = self.pairs(query).into_iter();
        let typed = Fields(
            pairs
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        );
        let form = Form::fresh(lang, &typed);
        let fitting = || self.0.iter().filter(|filter| (filter.fits)(query));
        let proposed = fitting().filter_map(|filter| match &filter.asks {
            Asks::Suggested(list, entries) => Some((*list, *entries)),
            Asks::OneOf(_) | Asks::Unit | Asks::Day | Asks::Text | Asks::ByLink(..) => None,
        });
        let proposed = proposed.map(|(list, entries)| Ok(suggestions(list, &entries(app)?)));
        let proposed: Vec<Markup> = proposed.collect::<Result<_, OfficeError>>()?;
        let fields = html! {
            @for filter in fitting().filter(|filter| filter.hidden) {
                @if let Some(value) = typed.filled(filter.name) { (hidden(filter.name, value)) }
            }
            @for filter in fitting().filter(|filter| !filter.hidden) { (filter.field(app, &form)) }
            (order)
            @for list in proposed { (list) }
        };
        Ok(FilterBar {
            lang,
            action: path,
            fields,
            reset_href: path,
        }
        .render())
    }

    /// The filters in force; `href` gives the address of a list.
    pub fn in_force(
        &self,
        (app, lang): (&App, Lang),
        query: &Q,
        href: impl Fn(&Q) -> String,
    ) -> Vec<Told> {
        let fitting = self.0.iter().filter(|filter| (filter.fits)(query));
        let told = fitting.filter_map(|filter| {
            let value = (filter.get)(query)?;
            let mut without = query.clone();
            (filter.set)(&mut without, "");
            let (zh, en) = filter.chip;
            Some(Told {
                label: lang.pick(zh, en),
                value: filter.told(app, lang, value),
                without: href(&without),
            })
        });
        told.collect()
    }
}

/// An address with what it asks for.
pub fn href(path: &str, pairs: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let pairs = pairs.into_iter();
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{name}={}", percent::field(&value)))
        .collect();
    if pairs.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", pairs.join("&"))
    }
}
