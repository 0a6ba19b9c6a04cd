//! Confirming posts (岗位确认), and what one is told of one's own post and account.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post as to};
use kernel::PostId;
use kernel::org::Role;
use kernel::trust::Trust;
use maud::{Markup, html};
use office::confirm::Waiting;
use office::matter_file::post_title;
use office::{Moment, OfficeError};

use crate::app::App;
use crate::look::{self, ButtonKind, Icon, Tone, action_button, hidden, link_button, once_token};
use crate::pages::screen::{Group, Screen};
use crate::problem::Problem;
use crate::request::{Staff, StaffForm, Who, numbered};

/// The page, and what confirms one post. Leaders find it whenever they look, others while a post waits for them.
pub static SCREEN: Screen =
    Screen::at("/confirm", "岗位确认", "Confirming posts", || get(show))
        .open_to(Who::Readers)
        .menu(Group::Rules, Icon::Post)
        .shown(|menu| menu.viewer.role == Role::Leader || menu.to_confirm > 0)
        .waits(|menu| menu.to_confirm)
        .with(|| Router::new().route("/confirm/{id}", to(confirm)));

/// The posts that wait.
async fn show(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let waiting = app.office.posts_to_confirm(staff.viewer(), app.now())?;
    let content = html! {
        (look::heading(SCREEN.title(lang), Some(lang.pick(
            "岗位新设、换人、改变权限、指定代理或者由他人重设密码以后，经第二人确认才能接触检举控告事项；确认前只办其他事项。请当面或者电话核实本人后再确认。",
            "After a post is made, given to somebody, changed, stood in for, or its holder's password is set by others, a second person confirms it before accusations are open to it; other matters are open meanwhile. Ask the person before you confirm.")), None, None))
        @if waiting.is_empty() {
            (look::empty(Icon::Good, lang.pick("没有待您确认的岗位。", "No post waits for you."), Some((lang.pick("回到工作台", "Workbench"), "/work"))))
        }
        @for one in &waiting { (card(&app, &staff, one)?) }
    };
    SCREEN.page(&app, &staff, &content)
}

fn card(app: &App, staff: &Staff, one: &Waiting) -> Result<Markup, Problem> {
    let (lang, org, post) = (staff.lang(), app.office.org(), &one.post);
    let name = format!(
        "{} · {} · {}",
        org.unit_name(post.unit),
        post_title(&org, post),
        post.person_name
    );
    let button = lang.pick("确认由本人任职", "Confirm the holder");
    Ok(look::panel(
        &format!("post-{}", post.id),
        &name,
        None,
        &html! {
            @if let Some(grant) = &post.grant {
                @let by = app.office.who_granted(grant)?.unwrap_or_else(|| lang.pick("系统初始设置", "set-up").to_owned());
                p {
                    (lang.pick(grant.act.zh(), grant.act.en())) "，" (lang.date(Moment::from_millis(grant.at).today()))
                    "，" (by)
                }
            }
            @if let Some(days) = &post.stand_in {
                p { (lang.date(days.from)) (lang.pick("至", " to ")) (lang.date(days.to)) "，" (days.reason) }
            }
            p class="soft" { (lang.pick("权限：", "Rights: ")) (lang.pick(post.role.zh(), post.role.en())) }
            @match &one.verdict {
                Ok(way) => form method="post" action={ (SCREEN.address()) "/" (post.id) } {
                    (hidden("csrf", &staff.signed_in.csrf))
                    (once_token(&office::vault::token()))
                    p class="hint" { (lang.pick("记录将写明：", "The record will say: ")) (lang.pick(way.zh(), way.en())) }
                    (action_button(ButtonKind::Primary, Some(Icon::Check), button, None))
                },
                Err(refusal) => (look::refused_button(&format!("confirm-{}", post.id), button, lang.pick(&refusal.zh, &refusal.en))),
            }
        },
    ))
}

/// Confirms one.
async fn confirm(
    State(app): State<App>,
    Path(id): Path<String>,
    form: StaffForm,
) -> Result<Response, Problem> {
    let id: PostId = numbered(&id)?;
    let (by, now) = (form.acting(), app.now());
    let confirmed = app
        .act(move |office| office.confirm_post(by, id, now))
        .await;
    match confirmed {
        Ok(()) | Err(OfficeError::DoneBefore) => {
            Ok(Redirect::to("/confirm?done=saved").into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What the workbench tells before anything else: that the own post waits, that posts wait for one's word, and what others did
/// to one's own post or account.
pub fn notices(app: &App, staff: &Staff) -> Result<Markup, Problem> {
    let (lang, viewer) = (staff.lang(), staff.viewer());
    let waiting = app.office.posts_to_confirm(viewer, app.now())?;
    let mine = waiting.iter().filter(|one| one.verdict.is_ok()).count();
    let told = app.office.told(viewer, app.now().today());
    Ok(html! {
        @if viewer.trust == Trust::Awaiting {
            (look::notice(Tone::Info, lang.pick(
                "您的岗位尚待第二人确认，确认前不涉及检举控告事项；其他事项照常办理。",
                "A second person has yet to confirm your post; accusations are closed to it until then. All other matters are open."), None))
        }
        @if mine > 0 {
            (look::notice(Tone::Warning, &lang.pick(
                format!("有 {mine} 个岗位待您确认"), format!("{mine} posts wait for you to confirm them")),
                Some(&link_button(ButtonKind::Quiet, Some(Icon::Post), lang.pick("去确认", "Open"), SCREEN.address()))))
        }
        @for one in &told {
            @let by = match &one.post.grant { Some(grant) => app.office.who_granted(grant)?, None => None };
            @let by = by.unwrap_or_else(|| lang.pick("系统", "the program").to_owned());
            @let what = if one.post.stand_in.is_some() {
                lang.pick(
                    format!("为您的岗位指定了代理人：{}", one.post.person_name),
                    format!("{} was appointed to stand in for you", one.post.person_name))
            } else {
                lang.pick("为您开通了登录名或者重设了密码", "opened a login or set a password for you").to_owned()
            };
            (look::notice(Tone::Info, &format!("{} {}：{}", lang.date(one.on), by, what), Some(&html! {
                p { (lang.pick("如非您本人要求，请立即告知单位负责人。", "If you did not ask for this, tell your leader at once.")) }
            })))
        }
    })
}
