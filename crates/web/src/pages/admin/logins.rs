//! The logins of a post's holder, each to be reset or closed, and the record of sign-ins.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use kernel::org::Post;
use maud::{Markup, html};
use office::accounts::{Login, Record};
use office::passwords::SHORTEST;
use office::{Acting, Moment, OfficeError};

use crate::app::App;
use crate::list::{Column, Columns, ListPage};
use crate::look::{
    self, ButtonKind, Cell, Field, Icon, Lang, action_button, form_end, hidden, once_token,
};
use crate::pages::screen::{Group, Screen};
use crate::pages::staff::account::{outcome, times};
use crate::problem::Problem;
use crate::request::{Fields, Staff, Who};

/// All logins of the post's holder; where there is none, the form of a first one.
pub fn panel(staff: &Staff, post: &Post, logins: &[Login]) -> Markup {
    let lang = staff.lang();
    let own: Vec<&Login> = logins
        .iter()
        .filter(|login| login.person == post.person)
        .collect();
    look::panel(
        "account",
        lang.pick("登录名和密码", "Login and password"),
        None,
        &html! {
            p class="hint" {
                (lang.pick("开通登录名、重设密码以后，本人首次登录须改密码，其岗位经负责人确认后才能接触检举控告事项。",
                    "After a login is opened or a password set, its holder changes it at first use, and a leader confirms the post before accusations are open to it."))
            }
            @for login in &own { (one(staff, login)) }
            @if own.iter().all(|login| !login.active) {
                form class="form" method="post" {
                    (hidden("csrf", &staff.signed_in.csrf))
                    (once_token(&office::vault::token()))
                    (Field::new(lang, "login", lang.pick("登录名", "Login")).required().text(""))
                    (new_password(lang))
                    (form_end(&action_button(ButtonKind::Quiet, None, lang.pick("开通登录名", "Open a login"), Some(("do", "password")))))
                }
            }
        },
    )
}

fn one(staff: &Staff, login: &Login) -> Markup {
    let lang = staff.lang();
    let (label, value) = if login.active {
        (lang.pick("停用登录名", "Close the login"), "close-login")
    } else {
        (lang.pick("恢复登录名", "Open it again"), "open-login")
    };
    html! {
        form class="form" method="post" {
            (hidden("csrf", &staff.signed_in.csrf))
            (once_token(&office::vault::token()))
            (hidden("login", &login.login))
            p {
                (lang.pick("登录名：", "Login: ")) b { (login.login) }
                @if !login.active { " " span class="tag" { (look::icon(Icon::Ended)) (lang.pick("已停用", "Closed")) } }
                @if login.initial { " " span class="soft" { (lang.pick("本人尚未改密码", "password not changed by its holder yet")) } }
            }
            @if login.active { (new_password(lang)) }
            div class="form-end" {
                @if login.active {
                    (action_button(ButtonKind::Quiet, None, lang.pick("设置密码", "Set the password"), Some(("do", "password"))))
                }
                (action_button(ButtonKind::Quiet, None, label, Some(("do", value))))
            }
        }
    }
}

fn new_password(lang: Lang) -> Markup {
    let shortest = lang.pick(
        format!("至少{SHORTEST}个字符"),
        format!("at least {SHORTEST} characters"),
    );
    Field::new(lang, "password", lang.pick("密码", "Password"))
        .hint(&shortest)
        .password()
}

/// Closes a login of the post's holder or opens it again.
pub async fn keep(
    app: &App,
    by: Acting,
    post: &Post,
    fields: &Fields,
) -> Result<Response, Problem> {
    let login = fields.text("login").to_owned();
    let known = app.office.logins(&by.viewer)?;
    if !known
        .iter()
        .any(|one| one.login == login && one.person == post.person)
    {
        return Err(Problem::not_found());
    }
    let active = fields.text("do") == "open-login";
    let now = app.now();
    let done = app
        .act(move |office| office.keep_login(by, &login, active, now))
        .await;
    match done {
        Ok(()) | Err(OfficeError::DoneBefore) => {
            Ok(Redirect::to(&format!("/admin/posts/{}?done=saved", post.id)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The record of sign-ins: of accounts, never of what strangers typed.
pub static SCREEN: Screen = Screen::at("/admin/sign-ins", "登录记录", "Sign-ins", || {
    get(sign_ins)
})
.open_to(Who::Administrators)
.menu(Group::Rules, Icon::Show);

async fn sign_ins(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let lead = lang.pick(
        "按账号和小时汇总，保存一年有余；只记账号、时间和结果，不记要看的是什么。",
        "Counted by account and hour, kept for a little over a year: account, time and outcome only, never what was asked for.",
    );
    let columns = vec![
        Column::new(
            lang.pick("最近一次", "Last"),
            Cell::Tight,
            move |one: &Record| {
                let at = Moment::from_millis(one.last).civil();
                html! { (lang.date(at.date())) " " (at.strftime("%H:%M").to_string()) }
            },
        ),
        Column::new(
            lang.pick("登录名", "Login"),
            Cell::Text,
            move |one: &Record| {
                html! { @if one.login.is_empty() { (lang.pick("不存在的登录名", "no such login")) } @else { (one.login) } }
            },
        ),
        Column::new(
            lang.pick("结果", "Outcome"),
            Cell::Text,
            move |one: &Record| {
                html! { (outcome(lang, one.outcome)) (times(lang, one.count)) }
            },
        ),
    ];
    let rows = app.office.sign_ins(staff.viewer())?;
    let content = ListPage::new(lang, SCREEN.title(lang), Columns::new(1, columns), &rows)
        .lead(lead)
        .render();
    SCREEN.page(&app, &staff, &content)
}
