//! Matters as a table; on a phone as cards.

use language::{Marker, Piece};
use maud::{Markup, html};
use office::lists::{Found, Line, Order};

use super::query::Query;
use crate::app::App;
use crate::look::{self, Cell, Column, Direction, Icon, Lang, Row, Table, Urgency};
use crate::pages::{frame, shared};
use crate::request::Staff;

/// The longest subject shown in a row, in characters.
const SUBJECT: usize = 80;

/// The longest passage shown below it.
const PASSAGE: usize = 60;

/// Whether the heads of columns sort.
pub enum Sorting<'a> {
    /// They do, from this list.
    By(&'a Query),
    /// They do not.
    None,
}

/// The table; of a search, with its words marked in the subjects, or in the texts of those that lack them.
pub fn table(
    app: &App,
    staff: &Staff,
    lines: &[Line],
    sorting: &Sorting,
    found: Option<&Found>,
) -> Markup {
    let lang = staff.lang();
    let found = found.map(|found| (found, Marker::new(&found.words)));
    let rows: Vec<Row> = lines
        .iter()
        .map(|line| row(app, lang, line, found.as_ref()))
        .collect();
    Table {
        lang,
        caption: lang.pick("信访事项", "Matters"),
        columns: &columns(lang, sorting),
        lead: 1,
        rows: &rows,
        empty: look::empty(
            Icon::Search,
            lang.pick(
                "没有符合条件的事项。可以去掉一个筛选条件再看。",
                "No matter fits. Take one filter away.",
            ),
            Some((lang.pick("清除筛选", "Clear filters"), "/matters")),
        ),
    }
    .render()
}

fn columns<'a>(lang: Lang, sorting: &Sorting) -> [Column<'a>; 7] {
    let number = Column::new(lang.pick("编号", "Number"), Cell::Tight);
    let due = Column::new(lang.pick("期限", "Due"), Cell::Tight);
    let (number, due) = match sorting {
        Sorting::None => (number, due),
        Sorting::By(query) => {
            let order = query.order();
            let by = |order| {
                Query {
                    order: Some(order),
                    ..query.first_page()
                }
                .href("/matters")
            };
            let (other, now) = match order {
                Order::Newest => (Order::Oldest, Some(Direction::Descending)),
                Order::Oldest => (Order::Newest, Some(Direction::Ascending)),
                Order::Due => (Order::Newest, None),
            };
            let by_due = (order == Order::Due).then_some(Direction::Ascending);
            (
                number.sort(by(other), now),
                due.sort(by(Order::Due), by_due),
            )
        }
    };
    [
        number,
        Column::new(lang.pick("事项", "Matter"), Cell::Text),
        Column::new(lang.pick("形式", "Channel"), Cell::Tight),
        Column::new(lang.pick("责任单位", "Unit"), Cell::Text),
        Column::new(lang.pick("阶段", "Stage"), Cell::Tight),
        Column::new(lang.pick("收到", "Received"), Cell::Date),
        due,
    ]
}

fn row(app: &App, lang: Lang, line: &Line, found: Option<&(&Found, Marker)>) -> Row {
    let light = app.office.line_light(line, app.now().today());
    let urgency = match light {
        Some((_, kernel::clock::Light::Red)) => Urgency::Late,
        Some((_, kernel::clock::Light::Yellow)) => Urgency::Soon,
        _ => Urgency::Normal,
    };
    Row {
        href: Some(format!("/matters/{}", line.id)),
        urgency,
        cells: vec![
            html! { (line.number) },
            subject(app, lang, line, found),
            frame::channel(lang, line.channel),
            html! { (app.office.org().unit_name(line.owner)) },
            frame::stage(lang, line.stage),
            html! { time datetime=(line.received) { (line.received) } },
            due(app, lang, line),
        ],
    }
}

fn subject(app: &App, lang: Lang, line: &Line, found: Option<&(&Found, Marker)>) -> Markup {
    html! {
        @match found {
            None => (short(&line.subject)),
            Some((_, marker)) => (marked(&marker.mark(&line.subject, SUBJECT))),
        }
        @if line.sealed { " " (look::sealed_tag(lang)) }
        @if line.returned {
            " " span class="tag" { (look::icon(Icon::Back)) (lang.pick("被退回", "Returned")) }
        }
        @if line.was_late {
            " " span class="tag" { (look::icon(Icon::History)) (lang.pick("曾超期", "Was late")) }
        }
        @if line.petitions > 1 {
            " " span class="tag" {
                (look::icon(Icon::Petition))
                (lang.pick(format!("{} 件来件", line.petitions), format!("{} petitions", line.petitions)))
            }
        }
        @if line.head_count > 1 {
            " " span class="tag" {
                (look::icon(Icon::People))
                (lang.pick(format!("{} 人", line.head_count), format!("{} people", line.head_count)))
            }
        }
        @if line.visitors >= i64::from(app.office.law().group_visit_from()) { " " (frame::group_visit(lang)) }
        @if let Some((found, marker)) = found { (passage(found, marker, line)) }
    }
}

/// Where the words stand in the text of a matter whose subject lacks one; nothing where they stand elsewhere.
fn passage(found: &Found, marker: &Marker, line: &Line) -> Markup {
    let text = found.texts.get(&line.id).map_or("", String::as_str);
    let pieces = marker.mark(text, PASSAGE);
    html! {
        @if pieces.iter().any(|piece| piece.hit) {
            span class="row-passage small soft" { (marked(&pieces)) }
        }
    }
}

/// A subject cut where it would fill the row.
fn short(subject: &str) -> &str {
    subject
        .char_indices()
        .nth(SUBJECT)
        .map_or(subject, |(end, _)| &subject[..end])
}

/// A text with its hits marked.
fn marked(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @if piece.hit { mark { (piece.text) } } @else { (piece.text) }
        }
    }
}

/// The next duty's light in words; nothing where no clock runs.
fn due(app: &App, lang: Lang, line: &Line) -> Markup {
    let today = app.now().today();
    let Some((due, colour)) = app.office.line_light(line, today) else {
        return html! { span class="soft" { "—" } };
    };
    let days = (due - today).get_days();
    let words = match days {
        0 => lang.pick("今天到期".to_owned(), "due today".to_owned()),
        1.. => lang.pick(format!("还剩 {days} 天"), format!("{days} days left")),
        _ => lang.pick(format!("逾期 {} 天", -days), format!("{} days late", -days)),
    };
    html! { span title=(lang.date(due)) { (look::light(shared::light(colour), &words)) } }
}
