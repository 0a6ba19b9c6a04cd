//! Matters as a table; on a phone as cards.

use kernel::clock;
use language::{Marker, Piece};
use maud::{Markup, html};
use office::lists::{Found, Line, Order};

use super::SCREEN;
use super::query::Query;
use crate::app::App;
use crate::list::{Column, Columns};
use crate::look::{self, Cell, Direction, Icon, Lang, Urgency};
use crate::pages::{frame, shared};

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

/// What the rows are called.
pub fn caption(lang: Lang) -> &'static str {
    lang.pick("信访事项", "Matters")
}

/// What is shown where no matter fits.
pub fn nothing(lang: Lang) -> Markup {
    look::empty(
        Icon::Search,
        lang.pick(
            "没有符合条件的事项。可以去掉一个筛选条件再看。",
            "No matter fits. Take one filter away.",
        ),
        Some((lang.pick("清除筛选", "Clear filters"), SCREEN.address())),
    )
}

/// The columns; of a search, with its words marked in the subjects, or in the texts of those that lack them.
pub fn columns<'a>(
    app: &'a App,
    lang: Lang,
    sorting: &Sorting,
    found: Option<&'a Found>,
) -> Columns<'a, Line> {
    let org = app.office.org();
    let found = found.map(|found| (found, Marker::new(&found.words)));
    let number = Column::new(lang.pick("编号", "Number"), Cell::Tight, |line: &Line| {
        html! { (line.number) }
    });
    let due = Column::new(
        lang.pick("期限", "Due"),
        Cell::Tight,
        move |line: &Line| due(app, lang, line),
    );
    let (number, due) = sorted(number, due, sorting);
    let columns = vec![
        number,
        Column::new(
            lang.pick("事项", "Matter"),
            Cell::Text,
            move |line: &Line| subject(app, lang, line, found.as_ref()),
        ),
        Column::new(
            lang.pick("形式", "Channel"),
            Cell::Tight,
            move |line: &Line| frame::channel(lang, line.channel),
        ),
        Column::new(
            lang.pick("责任单位", "Unit"),
            Cell::Text,
            move |line: &Line| {
                html! { (org.unit_name(line.owner)) }
            },
        ),
        Column::new(
            lang.pick("阶段", "Stage"),
            Cell::Tight,
            move |line: &Line| frame::stage(lang, line.stage),
        ),
        Column::new(
            lang.pick("收到", "Received"),
            Cell::Date,
            |line: &Line| {
                html! { time datetime=(line.received) { (line.received) } }
            },
        ),
        due,
    ];
    Columns::new(1, columns)
        .leads_to(|line| format!("/matters/{}", line.id))
        .urgent(move |line| urgency(app, line))
}

/// Number and due day, sortable where the list is.
fn sorted<'a>(
    number: Column<'a, Line>,
    due: Column<'a, Line>,
    sorting: &Sorting,
) -> (Column<'a, Line>, Column<'a, Line>) {
    let Sorting::By(query) = sorting else {
        return (number, due);
    };
    let order = query.order();
    let by = |order| {
        Query {
            order: Some(order),
            ..query.first_page()
        }
        .href(SCREEN.address())
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

fn urgency(app: &App, line: &Line) -> Urgency {
    match app.office.line_light(line, app.now().today()) {
        Some((_, clock::Light::Red)) => Urgency::Late,
        Some((_, clock::Light::Yellow)) => Urgency::Soon,
        Some((_, clock::Light::Green)) | None => Urgency::Normal,
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
