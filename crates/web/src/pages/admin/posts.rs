//! Posts, the people who hold them, and their logins.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use kernel::org::{Org, Post, Role};
use kernel::trust::Trust;
use kernel::{PersonId, PostId, UnitId};
use maud::{Markup, html};
use office::accounts::Login;
use office::passwords::SHORTEST;
use office::posts::PostForm;
use office::{Acting, OfficeError};

use super::logins;
use crate::app::App;
use crate::form::{Form, Got};
use crate::list::{Column, Columns, ListPage};
use crate::look::{
    self, ButtonKind, Cell, Choice, Field, Icon, Lang, Tone, action_button, form_end, hidden,
    link_button, once_token,
};
use crate::pages::frame;
use crate::pages::screen::{Group, Screen};
use crate::problem::Problem;
use crate::request::{Fields, Staff, StaffForm, Who, numbered};

/// All posts, and the forms of one.
pub static SCREEN: Screen = Screen::at(
    "/admin/posts",
    "岗位与人员",
    "Posts and people",
    || get(list),
)
.open_to(Who::Administrators)
.menu(Group::Work, Icon::People)
.with(|| {
    Router::new()
        .route("/admin/posts/new", get(blank).post(create))
        .route("/admin/posts/{id}", get(edit).post(save))
});

/// All posts, unit by unit.
async fn list(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let (lang, org) = (staff.lang(), app.office.org());
    let logins = app.office.logins(staff.viewer())?;
    let mut posts = org.posts();
    posts.sort_by_key(|post| (post.unit, !post.active, post.id));
    let add = link_button(
        ButtonKind::Primary,
        Some(Icon::Add),
        lang.pick("新增岗位", "New post"),
        "/admin/posts/new",
    );
    let content = ListPage::new(
        lang,
        SCREEN.title(lang),
        columns(lang, &org, &logins),
        &posts,
    )
    .actions(add)
    .render();
    SCREEN.page(&app, &staff, &content)
}

fn columns<'a>(lang: Lang, org: &'a Org, logins: &'a [Login]) -> Columns<'a, &'a Post> {
    let columns = vec![
        Column::new(lang.pick("单位", "Unit"), Cell::Text, |post: &&Post| {
            html! { (org.unit_name(post.unit)) }
        }),
        Column::new(lang.pick("姓名", "Name"), Cell::Tight, |post: &&Post| {
            html! { (post.person_name) }
        }),
        Column::new(lang.pick("岗位", "Post"), Cell::Text, |post: &&Post| {
            html! { (office::matter_file::post_title(org, post)) }
        }),
        Column::new(
            lang.pick("权限", "Rights"),
            Cell::Tight,
            move |post: &&Post| {
                html! { (lang.pick(post.role.zh(), post.role.en())) }
            },
        ),
        Column::new(
            lang.pick("登录名", "Login"),
            Cell::Tight,
            |post: &&Post| {
                html! { (open_logins(logins, post)) }
            },
        ),
        Column::new(
            lang.pick("在任", "Held"),
            Cell::Tight,
            move |post: &&Post| {
                html! { span class=[(!post.active).then_some("soft")] { (held(lang, org, post)) } }
            },
        ),
    ];
    Columns::new(1, columns).leads_to(|post| format!("/admin/posts/{}", post.id))
}

/// Whether somebody holds it, and whether a second person has yet to confirm that.
fn held(lang: Lang, org: &Org, post: &Post) -> &'static str {
    match (post.active, org.trust(post)) {
        (false, _) => lang.pick("已卸任", "given up"),
        (true, Trust::Awaiting) if post.awaits() => {
            lang.pick("在任，待确认", "held, to be confirmed")
        }
        (true, Trust::Awaiting | Trust::Confirmed) => lang.pick("在任", "held"),
    }
}

/// The logins that its holder may sign in with.
fn open_logins(logins: &[Login], post: &Post) -> String {
    let of_person: Vec<&str> = logins
        .iter()
        .filter(|login| login.person == post.person && login.active)
        .map(|login| login.login.as_str())
        .collect();
    if of_person.is_empty() {
        "—".to_owned()
    } else {
        of_person.join("、")
    }
}

/// The empty form.
async fn blank(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let nothing = Fields::default();
    let form = Form::fresh(staff.lang(), &nothing);
    let fields = post_fields(&form, &app.office.org(), None).drawn();
    form_page(&app, &staff, None, (&form, &fields), None)
}

/// The forms of one post.
async fn edit(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    let org = app.office.org();
    let post = org.post(numbered(&id)?).ok_or_else(Problem::not_found)?;
    as_it_stands(&app, &staff, post, None)
}

/// The forms of a post as it is, with why something else was not done to it.
fn as_it_stands(
    app: &App,
    staff: &Staff,
    post: &Post,
    wrong: Option<&Problem>,
) -> Result<Markup, Problem> {
    let fields = typed(post);
    let form = Form::fresh(staff.lang(), &fields);
    let fields = post_fields(&form, &app.office.org(), Some(post)).drawn();
    form_page(app, staff, Some(post), (&form, &fields), wrong)
}

/// Adds a post, with a new person or one who holds another already.
async fn create(State(app): State<App>, sent: StaffForm) -> Result<Response, Problem> {
    let by = sent.acting();
    let StaffForm { staff, fields, .. } = sent;
    write(&app, &staff, by, (None, &fields)).await
}

/// Changes a post: its data, the holder's password, or whether it is held.
async fn save(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: StaffForm,
) -> Result<Response, Problem> {
    let id: PostId = numbered(&id)?;
    // Asked first: whoever took a post over holds it when the form comes again.
    if sent.was_done(&app)? {
        return Ok(kept(id));
    }
    let by = sent.acting();
    let StaffForm { staff, fields, .. } = sent;
    let org = app.office.org();
    let post = org.post(id).ok_or_else(Problem::not_found)?;
    let same = as_it_is(post);
    let changed = match fields.text("do") {
        "close-login" | "open-login" => return logins::keep(&app, by, post, &fields).await,
        "password" => {
            let login = fields.filled("login").map(str::to_owned);
            let login = login.map_or_else(|| only_login(&app, &staff, post), Ok);
            login.map(|login| PostForm {
                login,
                password: fields.raw("password").to_owned(),
                ..same
            })
        }
        "give-up" => Ok(PostForm {
            active: false,
            ..same
        }),
        "resume" => Ok(PostForm {
            active: true,
            ..same
        }),
        _ => return write(&app, &staff, by, (Some(post), &fields)).await,
    };
    let wrong = match changed {
        Err(wrong) => wrong,
        Ok(changed) => match keep(&app, by, changed).await {
            Ok(response) => return Ok(response),
            Err(problem) => problem.for_form()?,
        },
    };
    let page = as_it_stands(&app, &staff, post, Some(&wrong))?;
    Ok(frame::unprocessable(page))
}

/// Keeps the data of a post as they were typed.
async fn write(
    app: &App,
    staff: &Staff,
    by: Acting,
    (post, fields): (Option<&Post>, &Fields),
) -> Result<Response, Problem> {
    let form = Form::sent(staff.lang(), fields);
    let (drawn, read) = post_fields(&form, &app.office.org(), post).parts();
    let wrong = match read {
        Some(read) if form.is_right() => match keep(app, by, read).await {
            Ok(response) => return Ok(response),
            Err(problem) => Some(problem.for_form()?),
        },
        _ => None,
    };
    let page = form_page(app, staff, post, (&form, &drawn), wrong.as_ref())?;
    Ok(frame::unprocessable(page))
}

/// The login of the post's holder.
fn only_login(app: &App, staff: &Staff, post: &Post) -> Result<String, Problem> {
    let logins = app.office.logins(staff.viewer())?;
    let mut own = logins
        .into_iter()
        .filter(|login| login.person == post.person && login.active);
    match (own.next(), own.next()) {
        (Some(login), None) => Ok(login.login),
        _ => Err(Problem::bad_request("请填写登录名", "enter a login")),
    }
}

fn as_it_is(post: &Post) -> PostForm {
    PostForm {
        id: Some(post.id),
        unit: post.unit,
        person: Some(post.person),
        name: post.person_name.clone(),
        title: post.title.clone(),
        role: post.role,
        active: post.active,
        login: String::new(),
        password: String::new(),
    }
}

/// Keeps a post. A form that comes again is led to where the first one was.
async fn keep(app: &App, by: Acting, form: PostForm) -> Result<Response, Problem> {
    let (now, id) = (app.now(), form.id);
    match app.act(move |office| office.keep_post(by, form, now)).await {
        Ok(id) => Ok(kept(id)),
        Err(OfficeError::DoneBefore) => Ok(id.map_or_else(to_list, kept)),
        Err(error) => Err(error.into()),
    }
}

fn kept(id: PostId) -> Response {
    Redirect::to(&format!("/admin/posts/{id}?done=saved")).into_response()
}

fn to_list() -> Response {
    Redirect::to("/admin/posts?done=saved").into_response()
}

fn typed(post: &Post) -> Fields {
    let unit = post.unit.to_string();
    let pairs = [
        ("name", post.person_name.as_str()),
        ("title", &post.title),
        ("unit", &unit),
        ("role", post.role.code()),
    ];
    Fields(
        pairs
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    )
}

fn form_page(
    app: &App,
    staff: &Staff,
    post: Option<&Post>,
    (form, fields): (&Form<'_>, &Markup),
    wrong: Option<&Problem>,
) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let title = match post {
        Some(post) => format!("{} · {}", post.person_name, post.title),
        None => lang.pick("新增岗位", "New post").to_owned(),
    };
    let logins = app.office.logins(staff.viewer())?;
    let content = html! {
        (SCREEN.crumbs_to(lang, &title))
        (look::heading(&title, None, None, None))
        @if let Some(problem) = wrong { div role="alert" { (look::notice(Tone::Error, problem.text(lang), None)) } }
        (form.summary())
        form class="form" method="post" {
            (hidden("csrf", &staff.signed_in.csrf))
            (once_token(&office::vault::token()))
            (fields)
            (form_end(&action_button(ButtonKind::Primary, None, lang.pick("保存", "Save"), Some(("do", "save")))))
        }
        @if let Some(post) = post {
            (logins::panel(staff, post, &logins))
            (held_panel(staff, post))
        }
    };
    SCREEN.titled(app, staff, &title, &content)
}

/// A post's data, and who holds it: the same person, whose name may be corrected, or somebody else. The one must not pass for the
/// other, since what was done before bears the name of its day.
fn post_fields(form: &Form<'_>, org: &Org, post: Option<&Post>) -> Got<PostForm> {
    let other = form.typed().text("holder") == "other";
    let holder = post.map(|post| holder(form, post));
    let people = others(org, post);
    let person = match post {
        Some(_) => form.ask("person", "换人时由谁接任", "Who takes over"),
        None => form.ask("person", "由谁担任", "Held by"),
    };
    let person = person.unchosen("新人员（填写姓名）", "A new person (enter the name)");
    let person = person.maybe_select(&people, |person| person.parse::<PersonId>().ok());
    let chosen = person.value.flatten();
    let known = chosen
        .filter(|_| post.is_none() || other)
        .and_then(|person| {
            let mut posts = org.posts().into_iter();
            posts.find(|post| post.person == person)
        });
    let name = form.ask("name", "姓名", "Name");
    let name = match (post, known) {
        (None, _) => name.hint(
            "选择了已有人员时不必填写",
            "not needed for a person chosen above",
        ),
        (Some(_), None) => name.required(),
        (Some(_), Some(_)) => name,
    };
    let name = name.text();
    let title = form
        .ask("title", "岗位名称", "Title of the post")
        .required()
        .text();
    let (unit, role) = place(form, org);
    let account = post.is_none().then(|| account(form));
    let drawn = html! {
        @if let Some(holder) = &holder { (holder) }
        (person)
        div class="form-row" { (name) (title) }
        div class="form-row" { (unit) (role) }
        @if let Some((login, password)) = &account { (login) (password) }
    };
    let read = || {
        let same = holder.map_or(Some(false), |holder| holder.value)?;
        let typed = name.value?;
        let held_by = match post {
            Some(post) if same => Some(post.person),
            _ => known.map(|known| known.person),
        };
        Some(PostForm {
            id: post.map(|post| post.id),
            unit: unit.value?,
            person: held_by,
            name: known.map_or(typed, |known| known.person_name.clone()),
            title: title.value?,
            role: role.value?,
            active: post.is_none_or(|post| post.active),
            login: account.map_or(Some(String::new()), |(login, _)| login.value)?,
            password: form.typed().raw("password").to_owned(),
        })
    };
    Got::new(drawn, read())
}

/// The question that keeps a correction and a change of holder apart: whether the same person holds it.
fn holder(form: &Form<'_>, post: &Post) -> Got<bool> {
    let lang = form.lang();
    let choices = [
        Choice {
            value: "same",
            label: lang.pick("仍由现任担任", "The same person"),
            note: Some(lang.pick(
                "下面的姓名有改动即为更正，此人的其他岗位一并更正",
                "a name changed below is a correction, at every post this person holds",
            )),
            icon: None,
        },
        Choice {
            value: "other",
            label: lang.pick("换人任职", "Somebody else takes over"),
            note: Some(lang.pick(
                "以前办过的事项仍署原任姓名；现任不能再以此岗位登录，接任者另设登录名",
                "what was done before keeps the former name; the former holder can no longer act in this post, and the new one gets a login of their own",
            )),
            icon: None,
        },
    ];
    let typed = form.typed();
    let (chosen, unchanged) = (typed.text("holder"), typed.text("name") == post.person_name);
    let question = form.ask("holder", "任职人", "Holder");
    let question = question.wrong_if(
        !matches!(chosen, "same" | "other") && !unchanged,
        "姓名变了：请选择是更正现任的姓名，还是换人任职",
        "the name changed: say whether it is corrected, or somebody else takes over the post",
    );
    let question = question.wrong_if(
        chosen == "other" && typed.parsed("person") == Some(post.person),
        "所选人员就是现任，请另选接任者",
        "that person holds the post already; choose another",
    );
    let same = question.maybe_cards(&choices, |holder| match holder {
        "same" => Some(true),
        "other" => Some(false),
        _ => None,
    });
    same.map(|same| same.unwrap_or(unchanged))
}

/// The people who hold posts already, so that one person can hold several.
fn others(org: &Org, post: Option<&Post>) -> Vec<(String, String)> {
    let mut people: Vec<(String, String)> = Vec::new();
    let held_by = post.map(|post| post.person);
    for post in org.posts() {
        let id = post.person.to_string();
        let listed = people.iter().any(|(known, _)| *known == id);
        if Some(post.person) != held_by && !listed {
            people.push((id, post.person_name.clone()));
        }
    }
    people
}

/// The unit it belongs to, and its rights.
fn place(form: &Form<'_>, org: &Org) -> (Got<UnitId>, Got<Role>) {
    let lang = form.lang();
    let units: Vec<(String, String)> = org
        .units()
        .into_iter()
        .map(|unit| (unit.id.to_string(), unit.name.clone()))
        .collect();
    let roles: Vec<(String, String)> = Role::ALL
        .iter()
        .map(|role| {
            let words = lang.pick(role.zh(), role.en());
            (role.code().to_owned(), words.to_owned())
        })
        .collect();
    let unit = form.ask("unit", "所属单位", "Unit").required();
    let role = form.ask("role", "权限", "Rights").required();
    (
        unit.select(&units, |unit| unit.parse().ok()),
        role.select(&roles, Role::parse),
    )
}

/// Login and password of a new person. A password is never drawn again.
fn account(form: &Form<'_>) -> (Got<String>, Markup) {
    let lang = form.lang();
    let shortest = lang.pick(
        format!("至少{SHORTEST}个字符；本人首次登录时须改成自己的"),
        format!("at least {SHORTEST} characters; changed by its holder at first use"),
    );
    let login = form.ask("login", "登录名", "Login").optional().text();
    let password = Field::new(lang, "password", lang.pick("密码", "Password"));
    (login, password.hint(&shortest).password())
}

fn held_panel(staff: &Staff, post: &Post) -> Markup {
    let lang = staff.lang();
    let (kind, label, value) = if post.active {
        (
            ButtonKind::Danger,
            lang.pick("卸任", "Give up the post"),
            "give-up",
        )
    } else {
        (
            ButtonKind::Quiet,
            lang.pick("恢复在任", "Take up again"),
            "resume",
        )
    };
    look::panel(
        "held",
        lang.pick("任职", "Holding the post"),
        None,
        &html! {
            p class="hint" {
                (lang.pick("卸任后立即不能再以此岗位登录，办过的事项和记录都保留。",
                    "A post given up loses its rights at once; what was done in it stays on record."))
            }
            form class="form" method="post" {
                (hidden("csrf", &staff.signed_in.csrf))
                (once_token(&office::vault::token()))
                (form_end(&action_button(kind, None, label, Some(("do", value)))))
            }
        },
    )
}
