//! Changing to another post of the same person.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post as to};
use kernel::org::Post;
use maud::{Markup, html};

use crate::app::App;
use crate::look::{self, ButtonKind, Choice, Icon, action_button, form_end, hidden, radio_cards};
use crate::pages::screen::{Group, Screen};
use crate::problem::Problem;
use crate::request::cookie::session_header;
use crate::request::{Staff, StaffForm};

/// The page, found by whoever may act in several posts.
pub static SCREEN: Screen = Screen::at("/posts", "换岗", "Change post", || get(show))
    .menu(Group::Rules, Icon::Post)
    .shown(|menu| menu.several_posts)
    .with(|| Router::new().route("/post", to(change)));

/// The posts the person holds, to choose the one to act in.
async fn show(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let org = app.office.org();
    let label = |post: &Post| {
        format!(
            "{} · {}",
            org.unit_name(post.unit),
            office::matter_file::post_title(&org, post)
        )
    };
    let posts: Vec<(String, String, &str)> = app
        .office
        .posts_of(staff.viewer().person, app.now().today())
        .iter()
        .map(|post| {
            (
                post.id.to_string(),
                label(post),
                lang.pick(post.role.zh(), post.role.en()),
            )
        })
        .collect();
    let choices: Vec<Choice> = posts
        .iter()
        .map(|(id, label, role)| Choice {
            value: id,
            label,
            note: Some(role),
            icon: Some(Icon::Post),
        })
        .collect();
    let now = staff.viewer().post.to_string();
    let content = html! {
        (look::heading(SCREEN.title(lang), Some(lang.pick(
            "您在每个岗位上只能看到、办理该岗位的事项。", "In each post you see and do what that post may.")), None, None))
        form class="form" method="post" action="/post" {
            (hidden("csrf", &staff.signed_in.csrf))
            (radio_cards("post", lang.pick("以哪个岗位工作", "The post to work in"), &choices, &now, None))
            (form_end(&action_button(ButtonKind::Primary, None, lang.pick("换到所选岗位", "Change"), None)))
        }
    };
    SCREEN.page(&app, &staff, &content)
}

/// Ends the session and opens one in the post chosen.
async fn change(State(app): State<App>, form: StaffForm) -> Result<Response, Problem> {
    let post = form
        .fields
        .parsed("post")
        .ok_or_else(|| Problem::bad_request("请选择岗位", "choose a post"))?;
    let (staff, now) = (form.staff, app.now());
    let token = app
        .work(move |office| office.change_post(&staff.cookie, &staff.signed_in, post, now))
        .await?;
    Ok((
        [(header::SET_COOKIE, session_header(&token, app.https))],
        Redirect::to("/work"),
    )
        .into_response())
}
