//! Headings, the way back, and panels.

use maud::{Markup, html};

use super::Lang;

/// The page's `<h1>` with an optional lead sentence, a line of tags below and actions at the end.
pub fn heading(
    title: &str,
    lead: Option<&str>,
    tags: Option<&Markup>,
    actions: Option<&Markup>,
) -> Markup {
    html! {
        div class="head" {
            div class="head-text" {
                h1 { (title) }
                @if let Some(lead) = lead { p class="lead" { (lead) } }
                @if let Some(tags) = tags { div class="tags" { (tags) } }
            }
            @if let Some(actions) = actions { div class="actions" { (actions) } }
        }
    }
}

/// One page on the way to this one.
pub struct Crumb<'a> {
    /// The page's name.
    pub label: &'a str,
    /// Its address; `None` for the present page.
    pub href: Option<&'a str>,
}

/// The way from the front page to this one.
pub fn breadcrumbs(lang: Lang, crumbs: &[Crumb]) -> Markup {
    html! {
        nav class="crumbs" aria-label=(lang.pick("当前位置", "You are here")) {
            ol {
                @for crumb in crumbs {
                    li {
                        @match crumb.href {
                            Some(href) => a href=(href) { (crumb.label) },
                            None => span aria-current="page" { (crumb.label) },
                        }
                    }
                }
            }
        }
    }
}

/// A titled box. `id` lets other places link to it; `aside` stands at the end of its title line.
pub fn panel(id: &str, title: &str, aside: Option<&Markup>, content: &Markup) -> Markup {
    html! {
        section class="panel" id=(id) aria-labelledby={ (id) "-title" } {
            div class="panel-head" {
                h2 id={ (id) "-title" } { (title) }
                @if let Some(aside) = aside { div class="actions" { (aside) } }
            }
            div class="panel-body" { (content) }
        }
    }
}
