//! A list is described once: its columns, what narrows it, how many there are, how it goes on and which files it can be had as.
//!
//! - [`columns`]: what is shown of each row, and how the table is drawn from that; for a table that stands on another page, too;
//! - [`filters`]: what narrows a list. One row says how a filter is called in the address, how it is asked for, read, told and taken
//!   away;
//! - [`ListPage`]: the page around them.
//!
//! What the rows of a list *are*, and how many, is the office's to say; the same condition lists, counts and exports.

pub mod columns;
pub mod filters;

use maud::{Markup, html};

pub use self::columns::{Column, Columns};
pub use self::filters::{Asks, FilterField, Filters, Narrowed, Word, href, words};
use crate::look::{self, Icon, Lang};

/// The page of a list of `T`: under its heading what narrows it, how many there are, the rows, and the way on.
pub struct ListPage<'a, T> {
    lang: Lang,
    title: &'a str,
    caption: &'a str,
    lead: Option<&'a str>,
    actions: Option<Markup>,
    narrowed: Option<Narrowed>,
    total: Option<u64>,
    figures: Markup,
    note: Markup,
    columns: Columns<'a, T>,
    rows: &'a [T],
    empty: Markup,
    before: Option<String>,
    after: Option<String>,
}

impl<'a, T> ListPage<'a, T> {
    /// The page of these rows.
    pub fn new(lang: Lang, title: &'a str, columns: Columns<'a, T>, rows: &'a [T]) -> Self {
        Self {
            lang,
            title,
            caption: title,
            lead: None,
            actions: None,
            narrowed: None,
            total: None,
            figures: html! {},
            note: html! {},
            columns,
            rows,
            empty: html! {},
            before: None,
            after: None,
        }
    }

    /// What the rows are called for those who hear the page, where its title says something else.
    #[must_use]
    pub fn caption(self, caption: &'a str) -> Self {
        Self { caption, ..self }
    }

    /// A sentence under the heading.
    #[must_use]
    pub fn lead(self, lead: &'a str) -> Self {
        let lead = Some(lead);
        Self { lead, ..self }
    }

    /// What can be done beside reading.
    #[must_use]
    pub fn actions(self, actions: Markup) -> Self {
        let actions = Some(actions);
        Self { actions, ..self }
    }

    /// The list as files; `href` is the address that gives them, with all that narrows the list.
    #[must_use]
    pub fn files(self, href: &str, formats: &[(&str, &str)]) -> Self {
        let files = files(self.lang, href, formats);
        self.actions(files)
    }

    /// What narrows it, from its [`Filters`].
    #[must_use]
    pub fn narrowed(self, narrowed: Narrowed) -> Self {
        let narrowed = Some(narrowed);
        Self { narrowed, ..self }
    }

    /// How many rows the whole list has.
    #[must_use]
    pub fn total(self, total: u64) -> Self {
        let total = Some(total);
        Self { total, ..self }
    }

    /// Other counts beside the total.
    #[must_use]
    pub fn figures(self, figures: Markup) -> Self {
        Self { figures, ..self }
    }

    /// What to know before the rows.
    #[must_use]
    pub fn note(self, note: Markup) -> Self {
        Self { note, ..self }
    }

    /// What is shown where there are no rows.
    #[must_use]
    pub fn empty(self, empty: Markup) -> Self {
        Self { empty, ..self }
    }

    /// The addresses of the page before and the page after.
    #[must_use]
    pub fn pages(self, before: Option<String>, after: Option<String>) -> Self {
        Self {
            before,
            after,
            ..self
        }
    }

    /// The page's content.
    pub fn render(self) -> Markup {
        let (lang, shown) = (self.lang, self.rows.len() as u64);
        let (before, after) = (self.before.as_deref(), self.after.as_deref());
        html! {
            (look::heading(self.title, self.lead, None, self.actions.as_ref()))
            @if let Some(narrowed) = &self.narrowed { (narrowed.bar(lang)) }
            @if let Some(total) = self.total {
                div class="list-tools" {
                    @if let Some(narrowed) = &self.narrowed { (narrowed.chips(lang)) }
                    (look::count_line(lang, total, shown))
                    (self.figures)
                }
            }
            (self.note)
            (self.columns.table(lang, self.caption, self.rows, self.empty))
            (look::pager(lang, before, after))
        }
    }
}

/// The links to the files of a list.
fn files(lang: Lang, href: &str, formats: &[(&str, &str)]) -> Markup {
    let joint = if href.contains('?') { '&' } else { '?' };
    html! {
        details class="export" {
            summary class="button" { (look::icon(Icon::Download)) (lang.pick("导出", "Export")) }
            div {
                p class="small soft" { (lang.pick("导出会留下记录。", "Every export is on record.")) }
                ul {
                    @for (format, label) in formats {
                        li { a href={ (href) (joint) "format=" (format) } download { (label) } }
                    }
                }
            }
        }
    }
}
