//! Signing in and out.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::app::App;
use crate::look::{self, ButtonKind, Field, Lang, Paper, Tone, action_button, form_end, hidden};
use crate::pages::frame;
use crate::problem::Problem;
use crate::request::cookie::{session, session_header};
use crate::request::{Address, Came, Fields, Reader, StaffForm};

/// Where one lands after signing in without having been sent here from another page.
const LANDING: &str = "/work";

/// The field that says that no page of ours led here.
const CAME: &str = "came";

/// Where to go once signed in.
struct Back {
    to: String,
    /// Where the request came from that this page stands in the way of, or this page's own.
    came: Came,
}

impl Back {
    fn of(fields: &Fields, came: Came) -> Self {
        Self {
            to: fields.text("back").to_owned(),
            came,
        }
    }

    /// The address that signing in leads to. On the workbench reading is no entry, so where one came from matters nothing there.
    fn onward(&self) -> String {
        match safe_back(&self.to) {
            LANDING => LANDING.to_owned(),
            to => self.came.keep_in(to),
        }
    }
}

/// The form.
pub async fn show(
    State(app): State<App>,
    reader: Reader,
    came: Came,
    Query(query): Query<Vec<(String, String)>>,
) -> Markup {
    let query = Fields(query);
    let told = match query.text("done") {
        "signed-out" => Some((
            Tone::Success,
            reader
                .lang
                .pick("已退出登录", "You are signed out")
                .to_owned(),
        )),
        _ if query.filled("back").is_some() => Some((
            Tone::Info,
            reader
                .lang
                .pick(
                    "请先登录，登录后回到刚才的页面。没有提交成功的内容，为填写人本人保留三天。",
                    "Sign in to go on. What could not be sent is kept for its writer for three days.",
                )
                .to_owned(),
        )),
        _ => None,
    };
    page(&app, &reader, "", &Back::of(&query, came), told)
}

/// Checks login and password. What was typed as login is kept; the password never is.
pub async fn enter(
    State(app): State<App>,
    address: Address,
    reader: Reader,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let before = session(&headers, app.https).map(str::to_owned);
    let came = match fields.text(CAME) {
        "" => Came::OnPurpose,
        _ => Came::FromElsewhere,
    };
    let back = Back::of(&fields, came);
    let (login, password) = (
        fields.text("login").to_owned(),
        fields.raw("password").to_owned(),
    );
    let now = app.now();
    let typed = login.clone();
    let outcome = app
        .work(move |office| {
            let token = office.sign_in(&typed, &password, &address.0, now)?;
            // The session this browser had until now ends: nobody can reach it any more but a thief.
            before.map_or(Ok(()), |before| office.sign_out(&before))?;
            Ok(token)
        })
        .await;
    match outcome {
        Ok(token) => {
            let to = back.onward();
            Ok((
                [(header::SET_COOKIE, session_header(&token, app.https))],
                Redirect::to(&to),
            )
                .into_response())
        }
        Err(problem) if is_answer(problem.status) => {
            let text = problem.text(reader.lang).to_owned();
            let page = page(&app, &reader, &login, &back, Some((Tone::Error, text)));
            Ok((problem.status, Html(page.into_string())).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Wrong, too fast, or too many at once: told in the form itself.
fn is_answer(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::SERVICE_UNAVAILABLE
    )
}

/// Ends the session.
pub async fn leave(State(app): State<App>, form: StaffForm) -> Result<Response, Problem> {
    let cookie = form.staff.cookie;
    app.work(move |office| office.sign_out(&cookie)).await?;
    let ended = [(header::SET_COOKIE, session_header("", app.https))];
    Ok((ended, Redirect::to("/sign-in?done=signed-out")).into_response())
}

/// Where a sign-out without a session ends up.
pub async fn left() -> Redirect {
    Redirect::to("/sign-in")
}

fn page(
    app: &App,
    reader: &Reader,
    login: &str,
    back: &Back,
    told: Option<(Tone, String)>,
) -> Markup {
    let lang = reader.lang;
    let title = lang.pick("工作人员登录", "Staff sign-in");
    let content = html! {
        (look::heading(title, Some(app.office.name()), None, None))
        @if let Some((tone, text)) = &told { div role="status" { (look::notice(*tone, text, None)) } }
        (form(lang, login, back))
        p class="soft" {
            (lang.pick("忘记密码请联系本单位管理员重设。", "If you forgot the password, ask your administrator for a new one."))
        }
    };
    // The address of a form that was sent is no page to switch the language of.
    let reader = Reader {
        path: "/sign-in".to_owned(),
        ..reader.clone()
    };
    frame::public_page(app, &reader, title, Paper::Sheet, &content)
}

fn form(lang: Lang, login: &str, back: &Back) -> Markup {
    html! {
        form class="form" method="post" action="/sign-in" {
            (hidden("back", &back.to))
            @if back.came == Came::FromElsewhere { (hidden(CAME, "elsewhere")) }
            (Field::new(lang, "login", lang.pick("登录名", "Login")).text(login))
            (Field::new(lang, "password", lang.pick("密码", "Password")).password())
            (form_end(&action_button(ButtonKind::Primary, None, lang.pick("登录", "Sign in"), None)))
        }
    }
}

/// Only paths of this server: an address that looks local must not lead elsewhere.
fn safe_back(back: &str) -> &str {
    let local = back.starts_with('/')
        && !back.starts_with("//")
        && !back.starts_with("/sign-")
        && back
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if local { back } else { LANDING }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_led_back_to_pages_of_this_server_only() {
        assert_eq!(safe_back("/matters?verb=late"), "/matters?verb=late");
        for elsewhere in [
            "",
            "https://example.com",
            "//example.com",
            "/\\example.com",
            "/a\r\nb",
            "/sign-out",
        ] {
            assert_eq!(safe_back(elsewhere), LANDING, "{elsewhere}");
        }
    }
}
