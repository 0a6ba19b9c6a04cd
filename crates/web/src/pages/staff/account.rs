//! One's own account: the password and the last sign-ins; one's [sessions](super::sessions) are a page under it.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use office::accounts::{Outcome, OwnAccount};
use office::passwords::SHORTEST;
use office::{Moment, OfficeError};

use crate::app::App;
use crate::look::{
    self, ButtonKind, Field, Lang, Tone, action_button, form_end, hidden, once_token,
};
use crate::pages::frame;
use crate::pages::screen::Screen;
use crate::problem::Problem;
use crate::request::{Fields, Staff, StaffForm};

/// The page, with its forms.
pub static SCREEN: Screen = Screen::at("/account", "我的账号", "My account", || get(show))
    .with(|| Router::new().route("/account/password", get(show).post(change_password)));

async fn show(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    page(&app, &staff, None)
}

/// Changes the password of the account one signed in with.
async fn change_password(State(app): State<App>, form: StaffForm) -> Result<Response, Problem> {
    // Asked first: the old password of a form that was acted on is right no longer.
    if form.was_done(&app)? {
        return Ok(saved());
    }
    let StaffForm {
        staff,
        fields,
        once,
    } = form;
    let wrong = match typed_twice(&fields) {
        Err(problem) => problem,
        Ok(new) => {
            let (old, now) = (fields.raw("old").to_owned(), app.now());
            let (cookie, signed_in) = (staff.cookie.clone(), staff.signed_in.clone());
            let changed = app
                .act(move |office| {
                    let words = (old.as_str(), new.as_str());
                    office.change_password(&cookie, &signed_in, words, once, now)
                })
                .await;
            match changed {
                Ok(()) | Err(OfficeError::DoneBefore) => return Ok(saved()),
                Err(error) => Problem::from(error).for_form()?,
            }
        }
    };
    Ok(frame::unprocessable(page(&app, &staff, Some(&wrong))?))
}

fn saved() -> Response {
    Redirect::to("/account?done=saved").into_response()
}

fn typed_twice(fields: &Fields) -> Result<String, Problem> {
    let new = fields.raw("new");
    if new == fields.raw("again") {
        return Ok(new.to_owned());
    }
    Err(Problem::bad_request(
        "两次输入的新密码不一致，请重新填写",
        "the new password was not typed alike twice",
    ))
}

fn page(app: &App, staff: &Staff, wrong: Option<&Problem>) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let own = app.office.own_account(staff.viewer())?;
    let who = format!(
        "{} · {} · {}",
        staff.signed_in.name, staff.signed_in.unit, staff.signed_in.title
    );
    let content = html! {
        (SCREEN.heading(staff, Some(&who)))
        @if staff.signed_in.must_change {
            div role="alert" {
                (look::notice(Tone::Warning, lang.pick(
                    "您的密码是他人设置的，请先改成只有自己知道的密码，再使用其他页面。",
                    "Somebody else set your password. Change it to one that only you know before you go on."), None))
            }
        }
        @if let Some(problem) = wrong { div role="alert" { (look::notice(Tone::Error, problem.text(lang), None)) } }
        (password(staff))
        @if !staff.signed_in.must_change {
            (sign_ins(lang, &own))
        }
    };
    SCREEN.page(app, staff, &content)
}

fn password(staff: &Staff) -> Markup {
    let lang = staff.lang();
    let hint = lang.pick(
        format!("至少{SHORTEST}个字符；不用登录名、姓名、单位或地名，不用连续、重复或常见的密码。一句话最好记。"),
        format!("At least {SHORTEST} characters; not the login, a name, a unit or a place, nothing repeated, in a row or common. A sentence is easy to remember."),
    );
    look::panel(
        "password",
        lang.pick("修改密码", "Change the password"),
        None,
        &html! {
            form class="form" method="post" action="/account/password" {
                (hidden("csrf", &staff.signed_in.csrf))
                (once_token(&office::vault::token()))
                p { (lang.pick("登录名：", "Login: ")) b { (staff.signed_in.login) } }
                (Field::new(lang, "old", lang.pick("原密码", "Present password")).required().password())
                (Field::new(lang, "new", lang.pick("新密码", "New password")).hint(&hint).required().password())
                (Field::new(lang, "again", lang.pick("再输入一次新密码", "New password again")).required().password())
                (form_end(&action_button(ButtonKind::Primary, None, lang.pick("修改密码", "Change the password"), None)))
            }
        },
    )
}

/// A moment as pages of the account tell it.
pub(super) fn moment(lang: Lang, at: i64) -> String {
    let at = Moment::from_millis(at).civil();
    format!("{} {}", lang.date(at.date()), at.strftime("%H:%M"))
}

fn sign_ins(lang: Lang, own: &OwnAccount) -> Markup {
    look::panel(
        "sign-ins",
        lang.pick("最近的登录记录", "Last sign-ins"),
        None,
        &html! {
            p class="hint" { (lang.pick("不是您本人操作的，请立即修改密码并告知管理员。", "If any was not you, change the password at once and tell the administrator.")) }
            ul {
                @for record in &own.sign_ins {
                    li { (moment(lang, record.last)) "　" (record.login) "　" (outcome(lang, record.outcome)) (times(lang, record.count)) }
                }
            }
        },
    )
}

/// How a try to sign in ended, in words.
pub fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Right => lang.pick("登录成功", "signed in"),
        Outcome::Wrong => lang.pick("登录失败", "wrong password"),
        Outcome::Refused => lang.pick(
            "要看的内容没有找到或无权查看",
            "asked for what is not there or not within the rights",
        ),
        Outcome::Slowed => lang.pick("多次失败后暂停登录", "refused after several failures"),
    }
}

/// How often within the hour, where more than once.
pub fn times(lang: Lang, count: i64) -> String {
    if count > 1 {
        lang.pick(
            format!("（该小时内 {count} 次）"),
            format!(" ({count} times that hour)"),
        )
    } else {
        String::new()
    }
}
