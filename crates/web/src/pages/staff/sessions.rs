//! Where one is signed in, and ending what should not go on.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post as to};
use maud::{Markup, html};
use office::OfficeError;
use office::sessions::OwnSession;

use super::account;
use crate::app::App;
use crate::list::{Column, Columns, ListPage};
use crate::look::{ButtonKind, Cell, Icon, action_button, hidden, icon, once_token};
use crate::pages::screen::Screen;
use crate::problem::Problem;
use crate::request::{Staff, StaffForm};

/// The page, and what ends one of them, or all others.
pub static SCREEN: Screen = Screen::at(
    "/account/sessions",
    "正在使用的登录",
    "Where you are signed in",
    || get(show),
)
.under(&account::SCREEN, Icon::Show)
.with(|| {
    Router::new()
        .route("/account/sessions/end", to(end_others))
        .route("/account/sessions/{id}/end", to(end))
});

async fn show(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let sessions = app
        .office
        .own_sessions(&staff.cookie, &staff.signed_in, app.now())?;
    let list = ListPage::new(lang, SCREEN.title(lang), columns(&staff), &sessions).lead(lang.pick(
        "不是您本人的登录请立即结束，并修改密码。",
        "End at once what is not you, and change the password.",
    ));
    let list = match sessions.len() {
        0 | 1 => list,
        _ => list.actions(end_others_button(&staff)),
    };
    let content = html! { (SCREEN.crumbs(lang)) (list.render()) };
    SCREEN.page(&app, &staff, &content)
}

fn columns(staff: &Staff) -> Columns<'_, OwnSession> {
    let lang = staff.lang();
    let columns = vec![
        Column::new(
            lang.pick("登录名", "Login"),
            Cell::Tight,
            move |own: &OwnSession| {
                html! {
                    (own.session.login)
                    @if own.this { " " span class="tag" { (icon(Icon::Person)) (lang.pick("本次登录", "this one")) } }
                }
            },
        ),
        Column::new(
            lang.pick("登录于", "Since"),
            Cell::Tight,
            move |own: &OwnSession| {
                html! { (account::moment(lang, own.session.opened)) }
            },
        ),
        Column::new(
            lang.pick("最近使用", "Last used"),
            Cell::Tight,
            move |own: &OwnSession| {
                html! { (account::moment(lang, own.session.seen)) }
            },
        ),
        Column::new("", Cell::Tight, move |own: &OwnSession| {
            end_button(staff, own)
        }),
    ];
    Columns::new(0, columns)
}

/// Ends one; to end this one is to sign out.
fn end_button(staff: &Staff, own: &OwnSession) -> Markup {
    let lang = staff.lang();
    let (action, words) = if own.this {
        ("/sign-out".to_owned(), lang.pick("退出登录", "Sign out"))
    } else {
        let end = format!("{}/{}/end", SCREEN.address(), own.name);
        (end, lang.pick("结束这次登录", "End this one"))
    };
    html! {
        form method="post" action=(action) {
            (hidden("csrf", &staff.signed_in.csrf))
            (once_token(&office::vault::token()))
            (action_button(ButtonKind::Quiet, None, words, None))
        }
    }
}

fn end_others_button(staff: &Staff) -> Markup {
    let words = staff.lang().pick("退出其他登录", "End the others");
    html! {
        form method="post" action="/account/sessions/end" {
            (hidden("csrf", &staff.signed_in.csrf))
            (once_token(&office::vault::token()))
            (action_button(ButtonKind::Danger, None, words, None))
        }
    }
}

/// Ends one. Whoever ended the very session that asks is asked to sign in on the way back.
async fn end(
    State(app): State<App>,
    Path(name): Path<String>,
    form: StaffForm,
) -> Result<Response, Problem> {
    let (by, now) = (form.acting(), app.now());
    let ended = app
        .act(move |office| office.end_session(by, &name, now))
        .await;
    after(ended)
}

/// Ends every session but the one that asks.
async fn end_others(State(app): State<App>, form: StaffForm) -> Result<Response, Problem> {
    let (by, now, cookie) = (form.acting(), app.now(), form.staff.cookie);
    let ended = app
        .act(move |office| office.end_other_sessions(by, &cookie, now))
        .await;
    after(ended)
}

fn after(ended: Result<(), OfficeError>) -> Result<Response, Problem> {
    match ended {
        Ok(()) | Err(OfficeError::DoneBefore) => {
            Ok(Redirect::to("/account/sessions?done=saved").into_response())
        }
        Err(error) => Err(error.into()),
    }
}
