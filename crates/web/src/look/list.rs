//! Around a list: filters, what is filtered, how many there are, and the way on.

use maud::{Markup, html};

use super::{Icon, Lang, icon};

/// A form whose fields stand in the address bar, so that a filtered list can be shared as a link.
pub struct FilterBar<'a> {
    /// The page's language.
    pub lang: Lang,
    /// The list's path.
    pub action: &'a str,
    /// The fields, from [`super::Field`].
    pub fields: Markup,
    /// The list without filters.
    pub reset_href: &'a str,
}

impl FilterBar<'_> {
    /// The form.
    pub fn render(&self) -> Markup {
        html! {
            form class="filters" method="get" action=(self.action) {
                (self.fields)
                div class="actions" {
                    button type="submit" class="button" { (icon(Icon::Filter)) (self.lang.pick("筛选", "Filter")) }
                    a class="button button-plain" href=(self.reset_href) { (self.lang.pick("清除", "Clear")) }
                }
            }
        }
    }
}

/// A filter in force.
pub struct Chip<'a> {
    /// The filter's name.
    pub label: &'a str,
    /// Its value in words.
    pub value: &'a str,
    /// The list without it.
    pub remove_href: &'a str,
}

/// The filters in force, each with the way to remove it. Nothing when there is none.
pub fn chips(lang: Lang, list: &[Chip]) -> Markup {
    html! {
        @if !list.is_empty() {
            ul class="chips" aria-label=(lang.pick("当前筛选", "Filters in force")) {
                @for chip in list {
                    li {
                        a class="chip" href=(chip.remove_href) {
                            span { (chip.label) } (chip.value) (icon(Icon::Remove))
                            span class="vh" { (lang.pick("（移除）", " (remove)")) }
                        }
                    }
                }
            }
        }
    }
}

/// "120 matters, 50 shown": the total is the viewer's own.
pub fn count_line(lang: Lang, total: u64, shown: u64) -> Markup {
    html! {
        p class="count-line" {
            @match lang {
                Lang::Zh => { "共 " b { (total) } " 件" @if shown < total { "，本页 " b { (shown) } " 件" } },
                Lang::En => { b { (total) } " in all" @if shown < total { ", " b { (shown) } " on this page" } },
            }
        }
    }
}

/// The way to the previous and the next page; by key, so there are no page numbers to jump to.
pub fn pager(lang: Lang, previous: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        @if previous.is_some() || next.is_some() {
            nav class="pager" aria-label=(lang.pick("翻页", "Pages")) {
                @match previous {
                    Some(href) => a class="button" rel="prev" href=(href) {
                        (icon(Icon::Previous)) (lang.pick("上一页", "Previous"))
                    },
                    None => span class="pager-end" { (lang.pick("已是第一页", "First page")) },
                }
                @match next {
                    Some(href) => a class="button" rel="next" href=(href) {
                        (lang.pick("下一页", "Next")) (icon(Icon::Next))
                    },
                    None => span class="pager-end" { (lang.pick("已是最后一页", "Last page")) },
                }
            }
        }
    }
}
