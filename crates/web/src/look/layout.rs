//! Arrangements of a page.

use maud::{Markup, html};

/// The main column with what belongs beside it; one below the other on narrow screens.
pub fn two_columns(main: &Markup, beside: &Markup) -> Markup {
    html! { div class="columns" { div { (main) } aside { (beside) } } }
}

/// Two equal halves, such as the form and the likely same matters.
pub fn halves(left: &Markup, right: &Markup) -> Markup {
    html! { div class="halves" { div { (left) } div { (right) } } }
}

/// One of several views of the same thing, each with its own address.
pub struct Tab<'a> {
    /// Its words.
    pub label: &'a str,
    /// Its address.
    pub href: &'a str,
    /// How many entries it holds.
    pub count: Option<u64>,
    /// Whether it is the one shown.
    pub active: bool,
}

/// Tabs as plain links.
pub fn tabs(label: &str, list: &[Tab]) -> Markup {
    html! {
        nav class="tabs" aria-label=(label) {
            @for tab in list {
                a href=(tab.href) aria-current=[tab.active.then_some("page")] {
                    (tab.label)
                    @if let Some(count) = tab.count { span class="count" { (count) } }
                }
            }
        }
    }
}
