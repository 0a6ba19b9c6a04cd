//! The six lawful routes of an appeal, with the time limits of the procedures they lead into.

use kernel::rulebook::Rulebook;
use matter::lawful::Route;
use maud::{Markup, html};

use super::rules::{mark, table};
use crate::look::{Cell, Column, Lang};

/// The routes in the order of the article.
pub(super) fn table_of(book: &Rulebook, lang: Lang) -> Markup {
    let columns = [
        Column::new(lang.pick("途径", "Route"), Cell::Text),
        Column::new(lang.pick("哪些事项", "What belongs to it"), Cell::Text),
        Column::new(lang.pick("该程序的期限", "Time limits there"), Cell::Text),
        Column::new(lang.pick("依据", "Article"), Cell::Text),
        Column::new(lang.pick("可靠程度", "Source"), Cell::Tight),
    ];
    let rows = Route::ALL
        .iter()
        .filter_map(|route| Some((route, book.route(route.code())?)))
        .map(|(route, rule)| {
            vec![
                html! { b { (lang.pick(route.zh(), route.en())) } },
                html! { (lang.pick(&rule.text, &rule.text_en)) },
                html! { @for limit in &rule.outside { p class="small" { (lang.pick(limit.zh(), limit.en())) } } },
                html! { (lang.pick(&rule.article, &rule.article_en)) },
                html! { (mark(rule.confidence)) },
            ]
        })
        .collect();
    table(
        lang,
        lang.pick("申诉求决的六种途径", "The six routes of an appeal"),
        &columns,
        rows,
    )
}
