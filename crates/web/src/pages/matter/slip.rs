//! The query slip, printed again for a petitioner who lost it. It bears the query code, so each print is an entry.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use domain::access::{self, Viewer};
use domain::matter::Stage;
use domain::org::Role;
use domain::petition::Petition;
use maud::{Markup, html};
use office::matter_file::MatterFile;
use serde::Deserialize;

use super::{href, open};
use crate::app::App;
use crate::look::{
    ButtonKind, Icon, Lang, Paper, Receipt, heading, link_button, print_button, qr, receipt,
};
use crate::pages::frame::public_page;
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::OnPurpose;

/// Whether a post may print slips. The code on it lets its holder rate, so a unit that handles the matter does not get
/// it: only the desk that registered the petition, and the petition department above.
pub(super) fn may_print(viewer: &Viewer, file: &MatterFile) -> bool {
    let (matter, org) = (&file.matter, &file.org);
    let at_desk = matches!(viewer.role, Role::Clerk | Role::Handler | Role::Leader);
    let department = org.is_petition_office(viewer.unit);
    let registered = viewer.unit == matter.office && (department || viewer.unit != matter.owner);
    let above = department && access::oversees(viewer, matter, org);
    let answered = matter
        .answers
        .iter()
        .any(|answer| answer.unit == viewer.unit);
    at_desk && (registered || above) && !answered
}

/// Which petition's slip.
#[derive(Deserialize)]
pub(super) struct Asked {
    petition: Option<i64>,
}

/// The slip of one petition in the matter; of the first where none is named.
pub(super) async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    OnPurpose(staff): OnPurpose,
) -> Result<Markup, Problem> {
    let file = open(&app, &staff, &id).await?;
    if !may_print(staff.viewer(), &file) {
        return Err(Problem::forbidden());
    }
    let petitions = &file.matter.petitions;
    let petition = match asked.petition {
        Some(wanted) => petitions.iter().find(|petition| petition.id.0 == wanted),
        None => petitions.first(),
    }
    .ok_or_else(Problem::not_found)?;
    let (viewer, matter, now) = (staff.viewer().clone(), file.matter.id, app.now());
    let purpose = format!("查询单 {}", petition.number);
    app.work(move |office| office.note_copy(&viewer, matter, purpose, now))
        .await?;
    let code = app.office.query_code(petition.id)?;
    let lang = staff.lang();
    let content = html! {
        (heading(lang.pick("查询单", "Query slip"), Some(&file.matter.subject), None, Some(&html! {
            (link_button(ButtonKind::Quiet, Some(Icon::Back), lang.pick("返回事项", "Back"), &href(file.matter.id)))
            (print_button(lang))
        })))
        @if petitions.len() > 1 {
            ul class="no-print" {
                @for other in petitions {
                    li { a href={ (href(file.matter.id)) "/slip?petition=" (other.id) } { (other.number) " " (other.subject) } }
                }
            }
        }
        (slip(&app, lang, &file, (petition, &code), &headers))
    };
    let title = lang.pick("查询单", "Query slip");
    Ok(public_page(
        &app,
        &staff.reader,
        title,
        Paper::Slip,
        &content,
    ))
}

fn slip(
    app: &App,
    lang: Lang,
    file: &MatterFile,
    (petition, code): (&Petition, &str),
    headers: &HeaderMap,
) -> Markup {
    let url = shared::track_url(app, headers, &petition.number);
    let owner = file.org.unit_name(file.matter.owner);
    let now = match file.matter.stage {
        Stage::Closed => lang.pick("已办结。".to_owned(), "Closed.".to_owned()),
        stage => lang.pick(
            format!("目前{}，由{owner}负责。", stage.zh()),
            format!("Now: {}, with {owner}.", stage.en()),
        ),
    };
    let how = lang.pick(
        "凭登记编号和查询码可以查询办理进度、补充材料、查看答复并评价。",
        "With number and code you can follow the progress, add material, read the answer and rate it.",
    );
    receipt(
        lang,
        &Receipt {
            office: &file.org.unit_name(file.matter.office),
            number: &petition.number,
            code: &shared::spaced(code),
            registered: &lang.date(petition.received),
            next: &[&now, how],
            track_url: &url,
            qr: qr(&url),
        },
    )
}
