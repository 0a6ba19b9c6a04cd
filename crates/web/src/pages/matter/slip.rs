//! The query slip of a matter in sight: who may print it, and why.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::access::Viewer;
use kernel::org::Role;
use matter::Stage;
use matter::petition::Petition;
use matter::sight;
use maud::{Markup, html};
use office::Moment;
use office::matter_file::{Author, MatterFile};
use serde::Deserialize;

use super::{href, open};
use crate::app::App;
use crate::look::{ButtonKind, Icon, Tone, heading, link_button, notice};
use crate::pages::frame::{staff_page, unprocessable};
use crate::pages::slip;
use crate::problem::Problem;
use crate::request::{Staff, StaffForm};

/// Whether a post may print slips. The code on it lets its holder rate, so a unit that handles the matter does not get
/// it: only the desk that registered the petition, and the petition department above.
pub(super) fn may_print(viewer: &Viewer, file: &MatterFile) -> bool {
    let (matter, org) = (&file.matter, &file.org);
    let at_desk = matches!(viewer.role, Role::Clerk | Role::Handler | Role::Leader);
    let department = org.is_petition_office(viewer.unit);
    let registered = viewer.unit == matter.office && (department || viewer.unit != matter.owner);
    let above = department && sight::oversees(viewer, matter, org);
    let answered = matter
        .answers
        .iter()
        .any(|answer| answer.unit == viewer.unit);
    at_desk && (registered || above) && !answered
}

/// How long whoever registered a petition may print its first slip, in milliseconds.
const FIRST: i64 = 60 * 60 * 1_000;

/// Whether this post registered the petition just now: the petitioner stands before it and waits for the slip.
fn registered_lately(viewer: &Viewer, file: &MatterFile, now: Moment) -> bool {
    file.history.first().is_some_and(|(entry, _)| {
        entry.author == Author::Post(viewer.post) && now.millis() - entry.at < FIRST
    })
}

fn allowed(app: &App, staff: &Staff, file: &MatterFile) -> Result<(), Problem> {
    let viewer = staff.viewer();
    if may_print(viewer, file) || registered_lately(viewer, file, app.now()) {
        Ok(())
    } else {
        Err(Problem::forbidden())
    }
}

/// Which petition's slip.
#[derive(Deserialize)]
pub(super) struct Asked {
    petition: Option<i64>,
}

fn find(file: &MatterFile, wanted: Option<i64>) -> Result<&Petition, Problem> {
    let petitions = &file.matter.petitions;
    match wanted {
        Some(wanted) => petitions.iter().find(|petition| petition.id.0 == wanted),
        None => petitions.first(),
    }
    .ok_or_else(Problem::not_found)
}

/// Asks why it is printed. Nothing is shown and nothing is entered yet.
pub(super) async fn ask(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let file = open(&app, &staff, &id).await?;
    allowed(&app, &staff, &file)?;
    let petition = find(&file, asked.petition)?;
    form(&app, &staff, &file, petition, None)
}

fn form(
    app: &App,
    staff: &Staff,
    file: &MatterFile,
    petition: &Petition,
    wrong: Option<&str>,
) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let title = lang.pick("打印查询单", "Print the query slip");
    let here = format!("{}/slip", href(file.matter.id));
    let content = html! {
        (heading(title, Some(&file.matter.subject), None, Some(&link_button(
            ButtonKind::Quiet, Some(Icon::Back), lang.pick("返回事项", "Back"), &href(file.matter.id)))))
        (notice(Tone::Info, lang.pick(
            "查询码可以查看答复、评价，只交给信访人本人。查询单折叠封口后交付，屏幕上不显示查询码；谁在何时因何打印记入卷宗，信访人查询时看得到。",
            "The code lets its holder read and rate: it is for the petitioner alone. It is printed inside the fold and not shown on the screen. Who printed it, when and why is entered, and the petitioner sees it."), None))
        @if let Some(words) = wrong { div role="alert" { (notice(Tone::Error, words, None)) } }
        @if file.matter.petitions.len() > 1 {
            ul {
                @for other in &file.matter.petitions {
                    li { a href={ (here) "?petition=" (other.id) } aria-current=[(other.id == petition.id).then_some("true")] { (other.number) " " (other.subject) } }
                }
            }
        }
        (slip::asking(staff, &here, ("petition", &petition.id.to_string()), ""))
    };
    staff_page(app, staff, title, "/matters", "", &content)
}

/// Enters the print, then gives the slip: sealed, the code only on paper and inside the fold.
pub(super) async fn print(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    StaffForm { staff, fields, .. }: StaffForm,
) -> Result<Response, Problem> {
    let file = open(&app, &staff, &id).await?;
    allowed(&app, &staff, &file)?;
    let petition = find(&file, fields.parsed("petition"))?;
    let lang = staff.lang();
    let Some(reason) = slip::reason(&fields) else {
        let wrong = Some(slip::no_reason(lang));
        return Ok(unprocessable(form(&app, &staff, &file, petition, wrong)?));
    };
    let (viewer, matter, now) = (staff.viewer().clone(), file.matter.id, app.now());
    let (petition, reason) = (petition.id, reason.to_owned());
    let printed = app
        .work(move |office| office.print_slip(&viewer, matter, petition, &reason, now))
        .await?;
    let back = link_button(
        ButtonKind::Quiet,
        Some(Icon::Back),
        lang.pick("返回事项", "Back"),
        &href(file.matter.id),
    );
    let owner = file.org.unit_name(file.matter.owner);
    let state = match file.matter.stage {
        Stage::Closed => lang.pick("已办结。".to_owned(), "Closed.".to_owned()),
        stage => lang.pick(
            format!("目前{}，由{owner}负责。", stage.zh()),
            format!("Now: {}, with {owner}.", stage.en()),
        ),
    };
    let office = file.org.unit_name(file.matter.office);
    slip::printed(
        &app,
        &staff,
        &headers,
        (&file.matter.subject, &back),
        (&printed, &office, Some(&state)),
    )
}
