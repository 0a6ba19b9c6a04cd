//! The query slip. It bears the query code, which lets its holder rate: it is printed for a reason that is entered, and sealed, so
//! that the desk hands over what it does not read.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::access::{self, Viewer};
use domain::matter::Stage;
use domain::org::Role;
use domain::petition::Petition;
use maud::{Markup, html};
use office::Moment;
use office::matter_file::{Author, MatterFile};
use office::tracking::slip_purpose;
use serde::Deserialize;

use super::{href, open};
use crate::app::App;
use crate::look::{
    ButtonKind, Choice, Field, Icon, Lang, Paper, Receipt, Tone, action_button, form_end, heading,
    hidden, link_button, notice, print_button, qr, radio_cards, sealed_receipt,
};
use crate::pages::frame::{public_page, staff_page, unprocessable};
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::{Staff, StaffForm};

/// The longest reason, in characters.
const LONGEST: usize = 200;

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

/// The reasons that come up at a desk; another may be written.
const REASONS: [(&str, &str); 3] = [
    ("登记时交信访人", "given to the petitioner at registration"),
    ("信访人到场补打", "the petitioner came and lost the slip"),
    (
        "信访人来函来电申请补寄",
        "the petitioner asked for it to be posted",
    ),
];

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
    let choices: Vec<Choice<'_>> = REASONS
        .iter()
        .map(|(zh, en)| Choice::plain(zh, lang.pick(zh, en)))
        .collect();
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
        form class="form" method="post" action=(here) {
            (hidden("csrf", &staff.signed_in.csrf))
            (hidden("petition", &petition.id.to_string()))
            (radio_cards("reason", lang.pick("打印理由", "Why it is printed"), &choices, "", None))
            (Field::new(lang, "other", lang.pick("其他理由", "Another reason")).optional().text(""))
            (form_end(&action_button(ButtonKind::Primary, Some(Icon::Print), lang.pick("打印密封查询单", "Print the sealed slip"), None)))
        }
    };
    staff_page(app, staff, title, "/matters", "", &content)
}

/// Enters the print, then gives the slip: sealed, the code only on paper and inside the fold.
pub(super) async fn print(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    StaffForm { staff, fields }: StaffForm,
) -> Result<Response, Problem> {
    let file = open(&app, &staff, &id).await?;
    allowed(&app, &staff, &file)?;
    let petition = find(&file, fields.parsed("petition"))?;
    let lang = staff.lang();
    let reason = [fields.text("other"), fields.text("reason")]
        .into_iter()
        .map(str::trim)
        .find(|words| !words.is_empty());
    let Some(reason) = reason.filter(|words| words.chars().count() <= LONGEST) else {
        let words = lang.pick(
            "请选择或者写明打印查询单的理由（200字以内）",
            "Say why the slip is printed, in at most 200 characters",
        );
        return Ok(unprocessable(form(
            &app,
            &staff,
            &file,
            petition,
            Some(words),
        )?));
    };
    let (viewer, matter, now) = (staff.viewer().clone(), file.matter.id, app.now());
    let purpose = slip_purpose(&petition.number, reason);
    app.work(move |office| office.note_copy(&viewer, matter, purpose, now))
        .await?;
    let code = app.office.query_code(petition.id)?;
    let title = lang.pick("查询单", "Query slip");
    let content = html! {
        div class="no-print" {
            (heading(title, Some(&file.matter.subject), None, Some(&html! {
                (link_button(ButtonKind::Quiet, Some(Icon::Back), lang.pick("返回事项", "Back"), &href(file.matter.id)))
                (print_button(lang))
            })))
            (notice(Tone::Info, lang.pick(
                "屏幕上不显示查询码。打印后沿虚线对折，封口后当面交给信访人。",
                "The code is not shown here. Print, fold along the dashed line, seal, and hand it to the petitioner."), None))
        }
        (slip(&app, lang, &file, (petition, &code), &headers))
    };
    Ok(public_page(&app, &staff.reader, title, Paper::Slip, &content).into_response())
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
    sealed_receipt(
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
