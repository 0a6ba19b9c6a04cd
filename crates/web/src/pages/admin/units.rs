//! Units: the tree, and the form of one.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::UnitId;
use kernel::org::{Org, Unit, UnitKind};
use maud::{Markup, html};
use office::OfficeError;
use office::organisation::UnitForm;

use super::administrator;
use super::unit_file;
use crate::app::App;
use crate::look::{
    self, ButtonKind, Crumb, Field, Icon, Lang, SelectOption, Tone, action_button, breadcrumbs,
    checkbox, form_end, hidden, link_button, once_token,
};
use crate::pages::frame;
use crate::problem::Problem;
use crate::request::{Fields, Staff, StaffForm, numbered};

/// The page of the tree.
pub async fn list(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    administrator(&staff)?;
    tree_page(&app, &staff, &html! {})
}

/// The tree with something told above it.
pub fn tree_page(app: &App, staff: &Staff, told: &Markup) -> Result<Markup, Problem> {
    let (lang, org) = (staff.lang(), app.office.org());
    let title = lang.pick("机关单位", "Units");
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
        (look::heading(title, Some(&count), None, Some(&add)))
        (told)
        (look::panel("tree", lang.pick("隶属关系", "Who stands under whom"), None, &branch(lang, &org, None)))
        (unit_file::panel(staff))
    };
    frame::staff_page(app, staff, title, "/admin/units", "", &content)
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
pub async fn blank(State(app): State<App>, staff: Staff) -> Result<Markup, Problem> {
    administrator(&staff)?;
    form_page(
        &app,
        &staff,
        None,
        &Fields(vec![("active".to_owned(), "yes".to_owned())]),
        None,
    )
}

/// The form of one unit.
pub async fn edit(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    administrator(&staff)?;
    let org = app.office.org();
    let id = numbered(&id)?;
    let unit = org.unit(id).ok_or_else(Problem::not_found)?;
    form_page(&app, &staff, Some(id), &typed(unit), None)
}

/// Adds a unit.
pub async fn create(State(app): State<App>, form: StaffForm) -> Result<Response, Problem> {
    keep(app, form, None).await
}

/// Changes a unit.
pub async fn save(
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

async fn keep(app: App, form: StaffForm, id: Option<UnitId>) -> Result<Response, Problem> {
    let by = form.acting();
    let StaffForm { staff, fields, .. } = form;
    administrator(&staff)?;
    let Some(kind) = UnitKind::parse(fields.text("kind")) else {
        let wrong = Problem::bad_request("请选择单位类别", "choose the kind of unit");
        return Ok(frame::unprocessable(form_page(
            &app,
            &staff,
            id,
            &fields,
            Some(&wrong),
        )?));
    };
    let unit = UnitForm {
        id,
        parent: fields.parsed("parent"),
        name: fields.text("name").to_owned(),
        kind,
        address: fields.text("address").to_owned(),
        phone: fields.text("phone").to_owned(),
        hours: fields.text("hours").to_owned(),
        active: fields.ticked("active"),
    };
    let duties = fields.text("duties").to_owned();
    let (viewer, now) = (staff.viewer().clone(), app.now());
    let kept = app
        .act(move |office| {
            let id = office.keep_unit(by, unit, now)?;
            office.keep_duties(&viewer, id, &duties, now)
        })
        .await;
    let wrong = match kept {
        Ok(()) | Err(OfficeError::DoneBefore) => {
            return Ok(Redirect::to("/admin/units?done=saved").into_response());
        }
        Err(error) => Problem::from(error).for_form()?,
    };
    let page = form_page(&app, &staff, id, &fields, Some(&wrong))?;
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
    fields: &Fields,
    wrong: Option<&Problem>,
) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let title = match id {
        Some(id) => app.office.org().unit_name(id),
        None => lang.pick("新增单位", "New unit").to_owned(),
    };
    let content = html! {
        (breadcrumbs(lang, &[
            Crumb { label: lang.pick("机关单位", "Units"), href: Some("/admin/units") },
            Crumb { label: &title, href: None },
        ]))
        (look::heading(&title, None, None, None))
        @if let Some(problem) = wrong { div role="alert" { (look::notice(Tone::Error, problem.text(lang), None)) } }
        form class="form" method="post" {
            (hidden("csrf", &staff.signed_in.csrf))
            (once_token(&office::vault::token()))
            (unit_fields(lang, &app.office.org(), id, fields))
            (form_end(&action_button(ButtonKind::Primary, None, lang.pick("保存", "Save"), None)))
        }
    };
    frame::staff_page(app, staff, &title, "/admin/units", "", &content)
}

fn unit_fields(lang: Lang, org: &Org, id: Option<UnitId>, fields: &Fields) -> Markup {
    let choose = SelectOption {
        value: "",
        label: lang.pick("请选择", "Choose"),
    };
    let units: Vec<(String, &str)> = org
        .units()
        .into_iter()
        .filter(|unit| id.is_none_or(|id| !org.is_within(unit.id, id)))
        .map(|unit| (unit.id.to_string(), unit.name.as_str()))
        .collect();
    let parents: Vec<SelectOption> = std::iter::once(SelectOption {
        value: "",
        label: choose.label,
    })
    .chain(units.iter().map(|(id, name)| SelectOption {
        value: id,
        label: name,
    }))
    .collect();
    let kinds: Vec<SelectOption> = std::iter::once(choose)
        .chain(UnitKind::ALL.iter().map(|kind| SelectOption {
            value: kind.code(),
            label: lang.pick(kind.zh(), kind.en()),
        }))
        .collect();
    let root = id
        .and_then(|id| org.unit(id))
        .is_some_and(|unit| unit.parent.is_none());
    html! {
        (Field::new(lang, "name", lang.pick("名称", "Name")).required().text(fields.text("name")))
        div class="form-row" {
            @let above = Field::new(lang, "parent", lang.pick("上级单位", "Unit above"));
            @if root || id.is_none() {
                (above.optional()
                    .hint(lang.pick("本地党委、政府的上一级可以登记进来，由它复查、复核；它自己不选上级。",
                        "The government above may be entered too, for reviews; it has nobody above it here."))
                    .select(&parents, fields.text("parent")))
            } @else {
                (above.required().select(&parents, fields.text("parent")))
            }
            (Field::new(lang, "kind", lang.pick("类别", "Kind")).required().select(&kinds, fields.text("kind")))
        }
        (Field::new(lang, "address", lang.pick("接待地址", "Address")).optional().text(fields.text("address")))
        div class="form-row" {
            (Field::new(lang, "phone", lang.pick("电话", "Telephone")).optional().telephone(fields.text("phone")))
            (Field::new(lang, "hours", lang.pick("接待时间", "Hours")).optional().text(fields.text("hours")))
        }
        (Field::new(lang, "duties", lang.pick("职责关键词", "Words for its duties")).optional()
            .hint(lang.pick("用逗号分开，如：住房，物业，房屋维修。写有这些词的事项会建议给该单位。",
                "Parted by commas. Matters with these words are proposed to the unit."))
            .text(fields.text("duties")))
        @if id.is_some() {
            (checkbox("active", lang.pick("在用", "In use"),
                Some(lang.pick("停用后不再接收事项，记录保留", "a closed unit takes no matters; its records stay")),
                fields.ticked("active")))
        } @else {
            (hidden("active", "yes"))
        }
    }
}
