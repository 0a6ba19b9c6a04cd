//! The workbench: what waits, by verb, and what is most pressing.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use office::lists::{Duty, Filter, Line, Order, Verb, Work};

use super::hot;
use super::matters::table::{self, Sorting};
use crate::app::App;
use crate::look::{self, ButtonKind, Icon, Lang, Urgency, WorkCard, link_button, work_cards};
use crate::pages::frame;
use crate::pages::screen::{Group, Screen};
use crate::problem::Problem;
use crate::request::{Staff, Who};

/// How many of the most pressing matters stand below the cards.
const PRESSING: usize = 8;

/// The page. Who reads no matters is led on to the units.
pub static SCREEN: Screen = Screen::at("/work", "工作台", "Workbench", || get(show))
    .menu(Group::Work, Icon::Home)
    .shown(|menu| menu.viewer.reads_matters());

async fn show(State(app): State<App>, staff: Staff) -> Result<Response, Problem> {
    if !staff.viewer().reads_matters() {
        return Ok(Redirect::to("/admin/units").into_response());
    }
    let (lang, today) = (staff.lang(), app.now().today());
    let works = frame::worth_showing(&app.office.workbench(staff.viewer(), app.now())?);
    let own = Filter {
        duty: Some(Duty::next_of(staff.viewer().unit)),
        ..Filter::default()
    };
    let mut pressing = app
        .office
        .list(staff.viewer(), &own, Order::Due, None)?
        .lines;
    pressing.truncate(PRESSING);
    let date = format!("{} {}", lang.date(today), lang.weekday(today.weekday()));
    let register = Who::Registrars.admits(staff.viewer()).then(|| {
        link_button(
            ButtonKind::Primary,
            Some(Icon::Add),
            lang.pick("登记来件", "Register"),
            "/register",
        )
    });
    let content = html! {
        (look::heading(SCREEN.title(lang), Some(&date), None, register.as_ref()))
        (super::confirm::notices(&app, &staff)?)
        @if works.is_empty() {
            (look::empty(Icon::Good, lang.pick("没有待办事项。", "Nothing waits for you."),
                Some((lang.pick("查看全部事项", "All matters"), "/matters"))))
        } @else {
            (cards(&app, lang, &works, pressing.first()))
        }
        (hot::early_signs(lang, &app.office.early_signs(staff.viewer(), app.now())?))
        @if !pressing.is_empty() {
            (look::panel("pressing", lang.pick("本单位最紧要的", "Most pressing in your unit"), None,
                &table::columns(&app, lang, &Sorting::None, None)
                    .table(lang, table::caption(lang), &pressing, table::nothing(lang))))
        }
    };
    Ok(SCREEN.page(&app, &staff, &content)?.into_response())
}

/// Cards in the order of need: late, due, then the order of work.
fn cards(app: &App, lang: Lang, works: &[Work], oldest: Option<&Line>) -> Markup {
    let mut works = works.to_vec();
    works.sort_by_key(|work| match frame::verb_urgency(work.verb) {
        Urgency::Late => 0,
        Urgency::Soon => 1,
        Urgency::Normal => 2,
    });
    let late = oldest.and_then(|line| days_late(app, lang, line));
    let hrefs: Vec<String> = works
        .iter()
        .map(|work| frame::verb_href(work.verb))
        .collect();
    let cards: Vec<WorkCard> = works
        .iter()
        .zip(&hrefs)
        .map(|(work, href)| WorkCard {
            label: lang.pick(work.verb.zh(), work.verb.en()),
            count: work.count,
            href,
            icon: frame::verb_icon(work.verb),
            note: late.as_deref().filter(|_| work.verb == Verb::Late),
            urgency: frame::verb_urgency(work.verb),
        })
        .collect();
    work_cards(&cards)
}

/// How long the oldest duty of the unit is over.
fn days_late(app: &App, lang: Lang, line: &Line) -> Option<String> {
    let today = app.now().today();
    let (due, _) = app.office.line_light(line, today)?;
    let days = (today - due).get_days();
    (days > 0).then(|| {
        lang.pick(
            format!("最久一件逾期 {days} 天"),
            format!("the oldest {days} days over"),
        )
    })
}
