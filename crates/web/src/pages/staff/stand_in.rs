//! Stand-ins: who exercises a post's rights while its holder is away, and for which days.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post as to};
use kernel::PostId;
use kernel::org::{Org, Post, StandIn};
use maud::{Markup, html};
use office::OfficeError;
use office::matter_file::post_title;
use office::stand_in::StandInForm;

use crate::app::App;
use crate::form::{Form, Got};
use crate::list::{Column, Columns};
use crate::look::{
    self, ButtonKind, Cell, Icon, Tone, action_button, form_end, hidden, once_token,
};
use crate::pages::frame;
use crate::pages::screen::{Group, Screen};
use crate::problem::Problem;
use crate::request::{Fields, Staff, StaffForm, numbered};

/// The page, and what ends one.
pub static SCREEN: Screen = Screen::at("/stand-in", "请假与代理", "Stand-ins", || {
    get(show).post(appoint)
})
.menu(Group::Rules, Icon::People)
.with(|| Router::new().route("/stand-in/{id}/end", to(end)));

/// A post that stands in, and for what.
type Row<'r> = (&'r Post, &'r StandIn);

async fn show(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let nothing = Fields::default();
    let form = Form::fresh(staff.lang(), &nothing);
    let fields = appointment(&app, &staff, &form).drawn();
    page(&app, &staff, (&form, &fields), None)
}

/// Appoints a stand-in.
async fn appoint(State(app): State<App>, sent: StaffForm) -> Result<Response, Problem> {
    let (by, now) = (sent.acting(), app.now());
    let StaffForm { staff, fields, .. } = sent;
    let form = Form::sent(staff.lang(), &fields);
    let (drawn, read) = appointment(&app, &staff, &form).parts();
    let wrong = match read {
        Some(wanted) if form.is_right() => {
            let done = app
                .act(move |office| office.appoint_stand_in(by, wanted, now))
                .await;
            match done {
                Ok(_) | Err(OfficeError::DoneBefore) => return Ok(saved()),
                Err(error) => Some(Problem::from(error).for_form()?),
            }
        }
        _ => None,
    };
    let page = page(&app, &staff, (&form, &drawn), wrong.as_ref())?;
    Ok(frame::unprocessable(page))
}

/// Ends one before its last day.
async fn end(
    State(app): State<App>,
    Path(id): Path<String>,
    form: StaffForm,
) -> Result<Response, Problem> {
    let id: PostId = numbered(&id)?;
    let (by, now) = (form.acting(), app.now());
    let ended = app
        .act(move |office| office.end_stand_in(by, id, now))
        .await;
    match ended {
        Ok(()) | Err(OfficeError::DoneBefore) => Ok(saved()),
        Err(error) => Err(error.into()),
    }
}

fn saved() -> Response {
    Redirect::to("/stand-in?done=saved").into_response()
}

fn page(
    app: &App,
    staff: &Staff,
    (form, fields): (&Form<'_>, &Markup),
    wrong: Option<&Problem>,
) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let covers = !app.office.posts_to_cover(staff.viewer()).is_empty();
    let content = html! {
        (look::heading(SCREEN.title(lang), Some(lang.pick(
            "岗位上的人离岗期间，由本单位另一人代行该岗位的权限；记录里同时写明两人姓名，到期自动收回。",
            "While a post's holder is away another person of the unit exercises its rights. The record names both; the rights end by themselves.")), None, None))
        @if let Some(problem) = wrong { div role="alert" { (look::notice(Tone::Error, problem.text(lang), None)) } }
        (form.summary())
        (current(app, staff))
        @if covers { (panel(staff, fields)) }
    };
    SCREEN.page(app, staff, &content)
}

fn current(app: &App, staff: &Staff) -> Markup {
    let (lang, org) = (staff.lang(), app.office.org());
    let stand_ins = app.office.stand_ins(staff.viewer(), app.now().today());
    let rows: Vec<(&Post, &StandIn)> = stand_ins
        .iter()
        .filter_map(|post| Some((post, post.stand_in.as_ref()?)))
        .collect();
    let mine = app.office.posts_to_cover(staff.viewer());
    let columns = vec![
        Column::new(
            lang.pick("代理人", "Who"),
            Cell::Tight,
            |(post, _): &Row| {
                html! { (post.person_name) }
            },
        ),
        Column::new(
            lang.pick("代理的岗位", "For"),
            Cell::Text,
            move |(post, _): &Row| {
                html! { (label(&org, post)) }
            },
        ),
        Column::new(
            lang.pick("日期", "Days"),
            Cell::Text,
            move |(_, days): &Row| {
                html! { (lang.date(days.from)) (lang.pick("至", " to ")) (lang.date(days.to)) }
            },
        ),
        Column::new(lang.pick("事由", "Why"), Cell::Text, |(_, days): &Row| {
            html! { (days.reason) }
        }),
        Column::new("", Cell::Tight, move |(post, days): &Row| {
            html! { @if mine.iter().any(|covered| covered.id == days.of) { (end_button(staff, post)) } }
        }),
    ];
    let none = look::empty(
        Icon::Post,
        lang.pick("现在没有代理。", "Nobody stands in now."),
        None,
    );
    let caption = lang.pick("现在和将来的代理", "Now and coming");
    Columns::new(0, columns).table(lang, caption, &rows, none)
}

fn end_button(staff: &Staff, post: &Post) -> Markup {
    html! {
        form method="post" action={ (SCREEN.address()) "/" (post.id) "/end" } {
            (hidden("csrf", &staff.signed_in.csrf))
            (once_token(&office::vault::token()))
            (action_button(ButtonKind::Quiet, None, staff.lang().pick("提前结束", "End now"), None))
        }
    }
}

fn label(org: &Org, post: &Post) -> String {
    format!("{} · {}", org.unit_name(post.unit), post_title(org, post))
}

/// Who stands in for whom, from when until when, and why.
fn appointment(app: &App, staff: &Staff, form: &Form<'_>) -> Got<StandInForm> {
    let org = app.office.org();
    let covered = app.office.posts_to_cover(staff.viewer());
    let named = |post: &Post| format!("{}（{}）", label(&org, post), post.person_name);
    let posts: Vec<(String, String)> = covered
        .iter()
        .map(|post| (post.id.to_string(), named(post)))
        .collect();
    let mut people: Vec<(String, String)> = covered
        .iter()
        .flat_map(|post| app.office.stand_in_candidates(post))
        .map(|(person, name)| (person.to_string(), name))
        .collect();
    people.sort();
    people.dedup();
    let own = staff.viewer().post.to_string();
    let covers_own = posts.iter().any(|(id, _)| *id == own);
    let of = form
        .ask("of", "离岗的岗位", "Post whose holder is away")
        .required();
    let of = of.first(if covers_own { &own } else { "" });
    let of = of.select(&posts, |post| post.parse().ok());
    let person = form.ask("person", "代理人", "Who stands in").required();
    let person = person.select(&people, |person| person.parse().ok());
    let today = app.now().today().to_string();
    let from = form
        .ask("from", "第一天", "First day")
        .required()
        .first(&today);
    let from = from.day();
    let to = form.ask("to", "最后一天", "Last day").required().day();
    let reason = form.ask("reason", "离岗事由", "Why away").required().text();
    let drawn = html! {
        (of)
        (person)
        div class="form-row" { (from) (to) }
        (reason)
    };
    let read = || {
        Some(StandInForm {
            of: of.value?,
            person: person.value?,
            from: from.value?,
            to: to.value?,
            reason: reason.value?,
        })
    };
    Got::new(drawn, read())
}

fn panel(staff: &Staff, fields: &Markup) -> Markup {
    let lang = staff.lang();
    let body = html! {
        form class="form" method="post" action=(SCREEN.address()) {
            (hidden("csrf", &staff.signed_in.csrf))
            (once_token(&office::vault::token()))
            (fields)
            (form_end(&action_button(ButtonKind::Primary, None, lang.pick("委托代理", "Appoint"), None)))
        }
    };
    look::panel(
        "appoint",
        lang.pick("委托代理", "Appoint a stand-in"),
        None,
        &body,
    )
}
