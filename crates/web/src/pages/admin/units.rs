//! Units: the tree, and the form of one.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use kernel::UnitId;
use kernel::org::{Org, Unit, UnitKind};
use maud::{Markup, html};
use office::OfficeError;
use office::organisation::UnitForm;

use super::unit_file;
use crate::app::App;
use crate::form::{Form, Got};
use crate::look::{
    self, ButtonKind, Icon, Lang, Tone, action_button, form_end, hidden, link_button, once_token,
};
use crate::pages::frame;
use crate::pages::screen::{Group, Screen};
use crate::problem::Problem;
use crate::request::{Fields, Staff, StaffForm, Takes, Who, numbered};

/// All units, and the forms of one; a file of units is sent to the page itself.
pub static SCREEN: Screen = Screen::at("/admin/units", "机关单位", "Units", || {
    get(list)
        .post(unit_file::upload)
        .layer(Extension(Takes::Files))
})
.open_to(Who::Administrators)
.menu(Group::Work, Icon::Unit)
.with(|| {
    Router::new()
        .route("/admin/units/new", get(blank).post(create))
        .route("/admin/units/{id}", get(edit).post(save))
});

/// The page of the tree.
async fn list(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    tree_page(&app, &staff, &html! {})
}

/// The tree with something told above it.
pub fn tree_page(app: &App, staff: &Staff, told: &Markup) -> Result<Markup, Problem> {
    let (lang, org) = (staff.lang(), app.office.org());
    let count = lang.pick(
        format!("共 {} 个单位", org.units().len()),
        format!("{} units", org.units().len()),
    );
    let add = link_button(
        ButtonKind::Primary,
        Some(Icon::Add),
        lang.pick("新增单位", "New unit"),
        "/admin/units/new",
    );
    let content = html! {
        (look::heading(SCREEN.title(lang), Some(&count), None, Some(&add)))
        (told)
        (look::panel("tree", lang.pick("隶属关系", "Who stands under whom"), None, &branch(lang, &org, None)))
        (unit_file::panel(staff))
    };
    SCREEN.page(app, staff, &content)
}

/// The units under one, each with those under it. The organisation keeps parents that exist and no loops.
fn branch(lang: Lang, org: &Org, parent: Option<UnitId>) -> Markup {
    let units: Vec<&Unit> = org
        .units()
        .into_iter()
        .filter(|unit| unit.parent == parent)
        .collect();
    html! {
        @if !units.is_empty() {
            ul class="tree" {
                @for unit in units {
                    li {
                        a href={ "/admin/units/" (unit.id) } { (unit.name) }
                        span class="soft small" { " " (lang.pick(unit.kind.zh(), unit.kind.en())) }
                        @if !unit.active { " " span class="tag" { (look::icon(Icon::Ended)) (lang.pick("已停用", "Closed")) } }
                        (branch(lang, org, Some(unit.id)))
                    }
                }
            }
        }
    }
}

/// The empty form.
async fn blank(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    let fields = Fields(vec![("active".to_owned(), "yes".to_owned())]);
    let form = Form::fresh(staff.lang(), &fields);
    let drawn = unit_fields(&form, &app.office.org(), None).drawn();
    form_page(&app, &staff, None, (&form, &drawn), None)
}

/// The form of one unit.
async fn edit(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    let org = app.office.org();
    let id = numbered(&id)?;
    let unit = org.unit(id).ok_or_else(Problem::not_found)?;
    let fields = typed(unit);
    let form = Form::fresh(staff.lang(), &fields);
    let drawn = unit_fields(&form, &org, Some(id)).drawn();
    form_page(&app, &staff, Some(id), (&form, &drawn), None)
}

/// Adds a unit.
async fn create(State(app): State<App>, form: StaffForm) -> Result<Response, Problem> {
    keep(app, form, None).await
}

/// Changes a unit.
async fn save(
    State(app): State<App>,
    Path(id): Path<String>,
    form: StaffForm,
) -> Result<Response, Problem> {
    let id = numbered(&id)?;
    if app.office.org().unit(id).is_none() {
        return Err(Problem::not_found());
    }
    keep(app, form, Some(id)).await
}

async fn keep(app: App, sent: StaffForm, id: Option<UnitId>) -> Result<Response, Problem> {
    let by = sent.acting();
    let StaffForm { staff, fields, .. } = sent;
    let form = Form::sent(staff.lang(), &fields);
    let (drawn, read) = unit_fields(&form, &app.office.org(), id).parts();
    let wrong = match read {
        Some((unit, duties)) if form.is_right() => {
            let (viewer, now) = (staff.viewer().clone(), app.now());
            let kept = app
                .act(move |office| {
                    let id = office.keep_unit(by, unit, now)?;
                    office.keep_duties(&viewer, id, &duties, now)
                })
                .await;
            match kept {
                Ok(()) | Err(OfficeError::DoneBefore) => {
                    return Ok(Redirect::to("/admin/units?done=saved").into_response());
                }
                Err(error) => Some(Problem::from(error).for_form()?),
            }
        }
        _ => None,
    };
    let page = form_page(&app, &staff, id, (&form, &drawn), wrong.as_ref())?;
    Ok(frame::unprocessable(page))
}

fn typed(unit: &Unit) -> Fields {
    let parent = unit
        .parent
        .map(|parent| parent.to_string())
        .unwrap_or_default();
    let duties = unit.duties.join("，");
    let pairs = [
        ("name", unit.name.as_str()),
        ("parent", &parent),
        ("kind", unit.kind.code()),
        ("address", &unit.address),
        ("phone", &unit.phone),
        ("hours", &unit.hours),
        ("duties", &duties),
        ("active", if unit.active { "yes" } else { "" }),
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
    id: Option<UnitId>,
    (form, fields): (&Form<'_>, &Markup),
    wrong: Option<&Problem>,
) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let title = match id {
        Some(id) => app.office.org().unit_name(id),
        None => lang.pick("新增单位", "New unit").to_owned(),
    };
    let content = html! {
        (SCREEN.crumbs_to(lang, &title))
        (look::heading(&title, None, None, None))
        @if let Some(problem) = wrong { div role="alert" { (look::notice(Tone::Error, problem.text(lang), None)) } }
        (form.summary())
        form class="form" method="post" {
            (hidden("csrf", &staff.signed_in.csrf))
            (once_token(&office::vault::token()))
            (fields)
            (form_end(&action_button(ButtonKind::Primary, None, lang.pick("保存", "Save"), None)))
        }
    };
    SCREEN.titled(app, staff, &title, &content)
}

/// The fields of a unit, and the words for its duties.
fn unit_fields(form: &Form<'_>, org: &Org, id: Option<UnitId>) -> Got<(UnitForm, String)> {
    let lang = form.lang();
    let name = form.ask("name", "名称", "Name").required().text();
    let parent = above(form, org, id);
    let kinds = UnitKind::ALL.iter().map(|kind| {
        let words = lang.pick(kind.zh(), kind.en());
        (kind.code().to_owned(), words.to_owned())
    });
    let kinds: Vec<(String, String)> = kinds.collect();
    let kind = form.ask("kind", "类别", "Kind").required();
    let kind = kind.says("请选择单位类别", "choose the kind of unit");
    let kind = kind.select(&kinds, UnitKind::parse);
    let line = |name, zh, en| form.ask(name, zh, en).optional();
    let address = line("address", "接待地址", "Address").text();
    let phone = line("phone", "电话", "Telephone").telephone();
    let hours = line("hours", "接待时间", "Hours").text();
    let duties = line("duties", "职责关键词", "Words for its duties").hint(
        "用逗号分开，如：住房，物业，房屋维修。写有这些词的事项会建议给该单位。",
        "Parted by commas. Matters with these words are proposed to the unit.",
    );
    let duties = duties.text();
    let active = form.ask("active", "在用", "In use").hint(
        "停用后不再接收事项，记录保留",
        "a closed unit takes no matters; its records stay",
    );
    let active = active.tick();
    let drawn = html! {
        (name)
        div class="form-row" { (parent) (kind) }
        (address)
        div class="form-row" { (phone) (hours) }
        (duties)
        @if id.is_some() { (active) } @else { (hidden("active", "yes")) }
    };
    let read = || {
        let unit = UnitForm {
            id,
            parent: parent.value?,
            name: name.value?,
            kind: kind.value?,
            address: address.value?,
            phone: phone.value?,
            hours: hours.value?,
            active: active.value?,
        };
        Some((unit, duties.value?))
    };
    Got::new(drawn, read())
}

/// The unit above; none of those below it can be.
fn above(form: &Form<'_>, org: &Org, id: Option<UnitId>) -> Got<Option<UnitId>> {
    let units: Vec<(String, String)> = org
        .units()
        .into_iter()
        .filter(|unit| id.is_none_or(|id| !org.is_within(unit.id, id)))
        .map(|unit| (unit.id.to_string(), unit.name.clone()))
        .collect();
    let root = id
        .and_then(|id| org.unit(id))
        .is_some_and(|unit| unit.parent.is_none());
    let parent = form.ask("parent", "上级单位", "Unit above");
    let parent = if root || id.is_none() {
        parent.optional().hint(
            "本地党委、政府的上一级可以登记进来，由它复查、复核；它自己不选上级。",
            "The government above may be entered too, for reviews; it has nobody above it here.",
        )
    } else {
        parent.required()
    };
    parent.maybe_select(&units, |unit| unit.parse().ok())
}
