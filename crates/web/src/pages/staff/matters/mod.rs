//! The list of matters, and the search, which is the same page with words in it.

pub mod export;
mod filters;
pub mod query;
pub mod table;

use axum::Router;
use axum::extract::{Query as Address, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use office::lists::{CLOSE, Found, Lines, Order, Search};

use self::query::Query;
use self::table::Sorting;
use crate::app::App;
use crate::list::ListPage;
use crate::look::{ButtonKind, Icon, Lang, link_button};
use crate::pages::frame;
use crate::pages::screen::{Group, Screen};
use crate::problem::Problem;
use crate::request::{Fields, Staff, Who};

/// The page, with the list as a file.
pub static SCREEN: Screen = Screen::at("/matters", "全部事项", "All matters", || get(show))
    .open_to(Who::Readers)
    .menu(Group::Work, Icon::Matter)
    .with(|| {
        Router::new().route(
            "/matters/export",
            get(export::download).post(export::download),
        )
    });

/// How many hits a page of a search shows.
const HITS: usize = 20;

/// Where the search box on top of every page leads.
pub async fn search(_: Staff, Address(address): Address<Vec<(String, String)>>) -> Redirect {
    let query = Query {
        words: Fields(address).text("q").to_owned(),
        ..Query::default()
    };
    Redirect::to(&query.href(SCREEN.address()))
}

async fn show(
    State(app): State<App>,
    staff: Staff,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let query = Query::read(&Fields(address));
    if query.lists() {
        return Ok(list(&app, &staff, &query)?.into_response());
    }
    if let Some(id) = app.office.by_number(staff.viewer(), &query.words)? {
        return Ok(Redirect::to(&format!("/matters/{id}")).into_response());
    }
    found(app, staff, query)
}

fn list(app: &App, staff: &Staff, query: &Query) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let filter = query.filter(staff.viewer(), app.now().today());
    let Lines { lines, total, next } =
        app.office
            .list(staff.viewer(), &filter, query.order(), query.cursor())?;
    let title = match query.verb {
        Some(verb) => lang.pick(verb.zh(), verb.en()),
        None => SCREEN.title(lang),
    };
    let columns = table::columns(app, lang, &Sorting::By(query), None);
    let content = ListPage::new(lang, title, columns, &lines)
        .caption(table::caption(lang))
        .files(
            &query.first_page().href("/matters/export"),
            &export::files(),
        )
        .narrowed(filters::narrowed(app, lang, query)?)
        .total(total)
        .figures(figures(app, staff, query)?)
        .note(left_out(lang, query))
        .empty(table::nothing(lang))
        .pages(
            query.previous().map(|query| query.href(SCREEN.address())),
            next.map(|cursor| query.after(cursor).href(SCREEN.address())),
        )
        .render();
    let active = query
        .verb
        .map_or_else(|| SCREEN.address().to_owned(), frame::verb_href);
    frame::staff_page(app, staff, title, &active, "", &content)
}

/// What an order by day does not list.
fn left_out(lang: Lang, query: &Query) -> Markup {
    html! {
        @if query.order() == Order::Due && query.order.is_some() {
            p class="small soft" {
                (lang.pick("按到期排序时只列有期限在走的事项。", "By due day only matters with a running limit are listed."))
            }
        }
    }
}

/// 件次, 批次 and 人次, once somebody asks: they take a look at every petition.
fn figures(app: &App, staff: &Staff, query: &Query) -> Result<Markup, Problem> {
    let lang = staff.lang();
    if !query.figures {
        let href = Query {
            figures: true,
            ..query.clone()
        }
        .href(SCREEN.address());
        return Ok(link_button(
            ButtonKind::Quiet,
            Some(Icon::Figures),
            lang.pick("统计", "Figures"),
            &href,
        ));
    }
    let counts = app.office.counts(
        staff.viewer(),
        &query.filter(staff.viewer(), app.now().today()),
    )?;
    Ok(html! {
        p class="count-line" title=(lang.pick("只数符合条件的信访件。件次：来访、视频以外的信访件；批次：来访；视频：视频接访场次；人次：全部人数",
            "Only the petitions that fit. items: petitions but visits and video; batches: visits; video: video sessions; people: everyone behind them")) {
            @match lang {
                Lang::Zh => {
                    b { (counts.items) } " 件次，" b { (counts.batches) } " 批次，"
                    @if counts.sessions > 0 { "视频 " b { (counts.sessions) } " 场，" }
                    b { (counts.people) } " 人次"
                },
                Lang::En => {
                    b { (counts.items) } " items, " b { (counts.batches) } " batches, "
                    @if counts.sessions > 0 { b { (counts.sessions) } " video sessions, " }
                    b { (counts.people) } " people"
                },
            }
        }
    })
}

fn found(app: App, staff: Staff, query: Query) -> Result<Response, Problem> {
    let lang = staff.lang();
    let mut asked = Query {
        verb: None,
        ..query.clone()
    };
    asked.filter.hot = None;
    let search = Search {
        text: query.words.clone(),
        filter: asked.filter(staff.viewer(), app.now().today()),
        newest: query.order == Some(Order::Newest),
        offset: query.page * HITS,
        limit: HITS,
    };
    // A search is a read of well under a millisecond, so it answers right here, as lists do.
    let found = app.office.search(staff.viewer(), &search)?;
    let next = (found.total > (query.page + 1) * HITS).then(|| {
        Query {
            page: query.page + 1,
            ..query.clone()
        }
        .href(SCREEN.address())
    });
    let title = lang.pick(
        format!("搜索“{}”", query.words),
        format!("Search “{}”", query.words),
    );
    let columns = table::columns(&app, lang, &Sorting::None, Some(&found));
    let content = ListPage::new(lang, &title, columns, &found.lines)
        .caption(table::caption(lang))
        .narrowed(filters::narrowed(&app, lang, &query)?)
        .total(found.total as u64)
        .note(how_close(lang, &found))
        .empty(table::nothing(lang))
        .pages(
            query.previous().map(|query| query.href(SCREEN.address())),
            next,
        )
        .render();
    Ok(frame::staff_page(
        &app,
        &staff,
        &title,
        SCREEN.address(),
        &query.words,
        &content,
    )?
    .into_response())
}

/// That nothing was found, and what comes close to it.
fn how_close(lang: Lang, found: &Found) -> Markup {
    html! {
        @if found.loose {
            p class="hint" {
                (lang.pick("没有与所输文字完全相符的事项，以下为相近的结果。", "No matter has exactly these words; these come close."))
                @if found.total == CLOSE {
                    (lang.pick(format!("只列最相近的 {CLOSE} 件。"), format!(" Only the closest {CLOSE} are listed.")))
                }
            }
        }
    }
}
