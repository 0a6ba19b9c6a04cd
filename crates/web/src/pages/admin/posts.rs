//! Posts, the people who hold them, and their logins.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::org::{Org, Post, Role};
use kernel::trust::Trust;
use kernel::{PersonId, PostId};
use maud::{Markup, html};
use office::accounts::Login;
use office::passwords::SHORTEST;
use office::posts::PostForm;
use office::{Acting, OfficeError};

use super::administrator;
use super::logins;
use crate::app::App;
use crate::look::{
    self, ButtonKind, Cell, Choice, Column, Crumb, Field, Icon, Lang, Row, SelectOption, Table,
    Tone, Urgency, action_button, breadcrumbs, form_end, hidden, link_button, once_token,
    radio_cards,
};
use crate::pages::frame;
use crate::problem::Problem;
use crate::request::{Fields, Staff, StaffForm, numbered};

/// All posts, unit by unit.
pub async fn list(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    administrator(&staff)?;
    let (lang, org) = (staff.lang(), app.office.org());
    let logins = app.office.logins(staff.viewer())?;
    let mut posts = org.posts();
    posts.sort_by_key(|post| (post.unit, !post.active, post.id));
    let rows: Vec<Row> = posts
        .into_iter()
        .map(|post| row(lang, &org, &logins, post))
        .collect();
    let columns = [
        Column::new(lang.pick("单位", "Unit"), Cell::Text),
        Column::new(lang.pick("姓名", "Name"), Cell::Tight),
        Column::new(lang.pick("岗位", "Post"), Cell::Text),
        Column::new(lang.pick("权限", "Rights"), Cell::Tight),
        Column::new(lang.pick("登录名", "Login"), Cell::Tight),
        Column::new(lang.pick("在任", "Held"), Cell::Tight),
    ];
    let title = lang.pick("岗位与人员", "Posts and people");
    let add = link_button(
        ButtonKind::Primary,
        Some(Icon::Add),
        lang.pick("新增岗位", "New post"),
        "/admin/posts/new",
    );
    let content = html! {
        (look::heading(title, None, None, Some(&add)))
        (Table { lang, caption: title, columns: &columns, lead: 1, rows: &rows, empty: html! {} }.render())
    };
    frame::staff_page(&app, &staff, title, "/admin/posts", "", &content)
}

fn row(lang: Lang, org: &Org, logins: &[Login], post: &Post) -> Row {
    let held = match (post.active, org.trust(post)) {
        (false, _) => lang.pick("已卸任", "given up"),
        (true, Trust::Awaiting) if post.awaits() => {
            lang.pick("在任，待确认", "held, to be confirmed")
        }
        (true, Trust::Awaiting | Trust::Confirmed) => lang.pick("在任", "held"),
    };
    let of_person: Vec<&str> = logins
        .iter()
        .filter(|login| login.person == post.person && login.active)
        .map(|login| login.login.as_str())
        .collect();
    let shown = if of_person.is_empty() {
        "—".to_owned()
    } else {
        of_person.join("、")
    };
    Row {
        href: Some(format!("/admin/posts/{}", post.id)),
        urgency: Urgency::Normal,
        cells: vec![
            html! { (org.unit_name(post.unit)) },
            html! { (post.person_name) },
            html! { (office::matter_file::post_title(org, post)) },
            html! { (lang.pick(post.role.zh(), post.role.en())) },
            html! { (shown) },
            html! { span class=[(!post.active).then_some("soft")] { (held) } },
        ],
    }
}

/// The empty form.
pub async fn blank(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    administrator(&staff)?;
    form_page(&app, &staff, None, &Fields::default(), None)
}

/// The forms of one post.
pub async fn edit(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    administrator(&staff)?;
    let org = app.office.org();
    let post = org.post(numbered(&id)?).ok_or_else(Problem::not_found)?;
    form_page(&app, &staff, Some(post), &typed(post), None)
}

/// Adds a post, with a new person or one who holds another already.
pub async fn create(State(app): State<App>, form: StaffForm) -> Result<Response, Problem> {
    let by = form.acting();
    let StaffForm { staff, fields, .. } = form;
    administrator(&staff)?;
    let org = app.office.org();
    let person: Option<PersonId> = fields.parsed("person");
    let known =
        person.and_then(|person| org.posts().into_iter().find(|post| post.person == person));
    let wrong = match read(&fields, None) {
        Err(wrong) => wrong,
        Ok(mut post) => {
            if let Some(known) = known {
                post.person = Some(known.person);
                post.name.clone_from(&known.person_name);
            }
            match keep(&app, by, post).await {
                Ok(response) => return Ok(response),
                Err(problem) => problem.for_form()?,
            }
        }
    };
    Ok(frame::unprocessable(form_page(
        &app,
        &staff,
        None,
        &fields,
        Some(&wrong),
    )?))
}

/// Changes a post: its data, the holder's password, or whether it is held.
pub async fn save(
    State(app): State<App>,
    Path(id): Path<String>,
    form: StaffForm,
) -> Result<Response, Problem> {
    let id: PostId = numbered(&id)?;
    // Asked first: whoever took a post over holds it when the form comes again.
    if form.was_done(&app)? {
        return Ok(kept(id));
    }
    let by = form.acting();
    let StaffForm { staff, fields, .. } = form;
    administrator(&staff)?;
    let org = app.office.org();
    let post = org.post(id).ok_or_else(Problem::not_found)?;
    if matches!(fields.text("do"), "close-login" | "open-login") {
        return logins::keep(&app, by, post, &fields).await;
    }
    let wrong = match change(&app, &staff, post, &fields) {
        Err(wrong) => wrong,
        Ok(changed) => match keep(&app, by, changed).await {
            Ok(response) => return Ok(response),
            Err(problem) => problem.for_form()?,
        },
    };
    let shown = if fields.text("do") == "save" {
        fields.clone()
    } else {
        typed(post)
    };
    Ok(frame::unprocessable(form_page(
        &app,
        &staff,
        Some(post),
        &shown,
        Some(&wrong),
    )?))
}

/// What the button pressed asks for.
fn change(app: &App, staff: &Staff, post: &Post, fields: &Fields) -> Result<PostForm, Problem> {
    let same = as_it_is(post);
    match fields.text("do") {
        "password" => {
            let login = match fields.filled("login") {
                Some(login) => login.to_owned(),
                None => only_login(app, staff, post)?,
            };
            Ok(PostForm {
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
        _ => holder(app, post, fields),
    }
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

/// Data of the post, and who holds it: the same person, whose name may be corrected, or somebody else. The one must not pass for
/// the other, since what was done before bears the name of its day.
fn holder(app: &App, post: &Post, fields: &Fields) -> Result<PostForm, Problem> {
    let read = PostForm {
        active: post.active,
        ..read(fields, Some(post))?
    };
    match fields.text("holder") {
        "other" => {
            let org = app.office.org();
            let person: Option<PersonId> = fields.parsed("person");
            let known = person
                .and_then(|person| org.posts().into_iter().find(|post| post.person == person));
            if person == Some(post.person) {
                return Err(Problem::bad_request(
                    "所选人员就是现任，请另选接任者",
                    "that person holds the post already; choose another",
                ));
            }
            Ok(PostForm {
                person: known.map(|known| known.person),
                name: known.map_or(read.name.clone(), |known| known.person_name.clone()),
                ..read
            })
        }
        "same" => Ok(read),
        _ if read.name.trim() == post.person_name => Ok(read),
        _ => Err(Problem::bad_request(
            "姓名变了：请选择是更正现任的姓名，还是换人任职",
            "the name changed: say whether it is corrected, or somebody else takes over the post",
        )),
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

fn read(fields: &Fields, post: Option<&Post>) -> Result<PostForm, Problem> {
    let unit = fields
        .parsed("unit")
        .ok_or_else(|| Problem::bad_request("请选择所属单位", "choose the unit"))?;
    let role = Role::parse(fields.text("role"))
        .ok_or_else(|| Problem::bad_request("请选择权限", "choose the rights"))?;
    Ok(PostForm {
        id: post.map(|post| post.id),
        unit,
        person: post.map(|post| post.person),
        name: fields.text("name").to_owned(),
        title: fields.text("title").to_owned(),
        role,
        active: true,
        login: if post.is_none() {
            fields.text("login").to_owned()
        } else {
            String::new()
        },
        password: fields.raw("password").to_owned(),
    })
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
    fields: &Fields,
    wrong: Option<&Problem>,
) -> Result<Markup, Problem> {
    let (lang, org) = (staff.lang(), app.office.org());
    let title = match post {
        Some(post) => format!("{} · {}", post.person_name, post.title),
        None => lang.pick("新增岗位", "New post").to_owned(),
    };
    let logins = app.office.logins(staff.viewer())?;
    let content = html! {
        (breadcrumbs(lang, &[
            Crumb { label: lang.pick("岗位与人员", "Posts and people"), href: Some("/admin/posts") },
            Crumb { label: &title, href: None },
        ]))
        (look::heading(&title, None, None, None))
        @if let Some(problem) = wrong { div role="alert" { (look::notice(Tone::Error, problem.text(lang), None)) } }
        form class="form" method="post" {
            (hidden("csrf", &staff.signed_in.csrf))
            (once_token(&office::vault::token()))
            @if post.is_some() { (whether_held_by_another(lang, fields)) }
            (person(lang, &org, post, fields))
            (post_fields(lang, &org, post.is_none(), fields))
            @if post.is_none() { (account(lang)) }
            (form_end(&action_button(ButtonKind::Primary, None, lang.pick("保存", "Save"), Some(("do", "save")))))
        }
        @if let Some(post) = post {
            (logins::panel(staff, post, &logins))
            (held_panel(staff, post))
        }
    };
    frame::staff_page(app, staff, &title, "/admin/posts", "", &content)
}

/// The people who hold posts already, so that one person can hold several.
fn person(lang: Lang, org: &Org, post: Option<&Post>, fields: &Fields) -> Markup {
    let mut people: Vec<(String, &str)> = Vec::new();
    let held_by = post.map(|post| post.person);
    for post in org
        .posts()
        .into_iter()
        .filter(|post| Some(post.person) != held_by)
    {
        let id = post.person.to_string();
        if !people.iter().any(|(known, _)| *known == id) {
            people.push((id, &post.person_name));
        }
    }
    let new = SelectOption {
        value: "",
        label: lang.pick("新人员（填写姓名）", "A new person (enter the name)"),
    };
    let options: Vec<SelectOption> = std::iter::once(new)
        .chain(people.iter().map(|(id, name)| SelectOption {
            value: id,
            label: name,
        }))
        .collect();
    let label = if post.is_some() {
        lang.pick("换人时由谁接任", "Who takes over")
    } else {
        lang.pick("由谁担任", "Held by")
    };
    Field::new(lang, "person", label).select(&options, fields.text("person"))
}

/// The question that keeps a correction and a change of holder apart.
fn whether_held_by_another(lang: Lang, fields: &Fields) -> Markup {
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
    let chosen = fields.text("holder");
    radio_cards(
        "holder",
        lang.pick("任职人", "Holder"),
        &choices,
        chosen,
        None,
    )
}

fn post_fields(lang: Lang, org: &Org, new: bool, fields: &Fields) -> Markup {
    let choose = || SelectOption {
        value: "",
        label: lang.pick("请选择", "Choose"),
    };
    let units: Vec<(String, &str)> = org
        .units()
        .into_iter()
        .map(|unit| (unit.id.to_string(), unit.name.as_str()))
        .collect();
    let units: Vec<SelectOption> = std::iter::once(choose())
        .chain(units.iter().map(|(id, name)| SelectOption {
            value: id,
            label: name,
        }))
        .collect();
    let roles: Vec<SelectOption> = std::iter::once(choose())
        .chain(Role::ALL.iter().map(|role| SelectOption {
            value: role.code(),
            label: lang.pick(role.zh(), role.en()),
        }))
        .collect();
    let name = Field::new(lang, "name", lang.pick("姓名", "Name"));
    let name = if new {
        name.hint(lang.pick(
            "选择了已有人员时不必填写",
            "not needed for a person chosen above",
        ))
    } else {
        name.required()
    };
    html! {
        div class="form-row" {
            (name.text(fields.text("name")))
            (Field::new(lang, "title", lang.pick("岗位名称", "Title of the post")).required().text(fields.text("title")))
        }
        div class="form-row" {
            (Field::new(lang, "unit", lang.pick("所属单位", "Unit")).required().select(&units, fields.text("unit")))
            (Field::new(lang, "role", lang.pick("权限", "Rights")).required().select(&roles, fields.text("role")))
        }
    }
}

/// Login and password of a new person.
fn account(lang: Lang) -> Markup {
    let shortest = lang.pick(
        format!("至少{SHORTEST}个字符；本人首次登录时须改成自己的"),
        format!("at least {SHORTEST} characters; changed by its holder at first use"),
    );
    html! {
        (Field::new(lang, "login", lang.pick("登录名", "Login")).optional().text(""))
        (Field::new(lang, "password", lang.pick("密码", "Password")).hint(&shortest).password())
    }
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
