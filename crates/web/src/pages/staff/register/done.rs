//! After registration: number and query code, what happens next, and the slip for the petitioner.

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::MatterId;
use jiff::civil::Date;
use maud::{Markup, html};
use office::intake::Receipt;
use office::matter_file::{Author, MatterFile};

use super::to_done;
use crate::app::App;
use crate::look::{
    self, ButtonKind, Icon, Lang, Paper, Tone, link_button, print_button, qr, receipt,
};
use crate::pages::{frame, shared};
use crate::problem::Problem;
use crate::request::{Fields, Staff};

/// How long the query code is shown again to whoever registered the petition, in milliseconds. It lets its holder rate,
/// so nobody else gets it here.
const SHOWN: i64 = 60 * 60 * 1_000;

/// To the page of what was registered. An accusation against the clerk's own unit has left its sight with registration,
/// so number and code are told at once: they cannot be looked up again.
pub fn after(app: &App, staff: &Staff, made: &Receipt) -> Result<Response, Problem> {
    let seen = !app.office.lines(staff.viewer(), &[made.matter])?.is_empty();
    if seen {
        return Ok(to_done(made));
    }
    let lang = staff.lang();
    let text = if staff.viewer().reads_sealed() {
        lang.pick(
        "已登记。因被检举控告的是本单位或您本人，本事项已转由其他单位负责，您不再能够查看。请现在抄录编号和查询码交给信访人。",
        "Registered. It accuses your unit or yourself, so another unit answers for it and you can no longer see it. \
         Copy number and code for the petitioner now.",
        )
    } else {
        lang.pick(
            "已登记。检举控告事项在您的岗位经负责人确认以前不能查看，由有权的岗位办理。请现在抄录编号和查询码交给信访人。",
            "Registered. Until a leader has confirmed your post you cannot see accusations; those who may handle it. Copy number \
             and code for the petitioner now.",
        )
    };
    let today = app.now().today();
    let content = html! {
        (look::heading(lang.pick("已登记", "Registered"), None, None, Some(&print_button(lang))))
        (look::notice(Tone::Warning, text, None))
        (receipt(lang, &slip(&staff.signed_in.unit, &made.number, &shared::spaced(&made.code), &lang.date(today), &[], "/track")))
    };
    Ok(frame::staff_page(
        app,
        staff,
        lang.pick("已登记", "Registered"),
        "/register",
        "",
        &content,
    )?
    .into_response())
}

fn slip<'a>(
    office: &'a str,
    number: &'a str,
    code: &'a str,
    registered: &'a str,
    next: &'a [&'a str],
    track_url: &'a str,
) -> look::Receipt<'a> {
    look::Receipt {
        office,
        number,
        code,
        registered,
        next,
        track_url,
        qr: qr(track_url),
    }
}

/// The page; with `slip=1` as it goes on paper.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    headers: HeaderMap,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Markup, Problem> {
    let fields = Fields(query);
    let id: MatterId = fields.parsed("matter").ok_or_else(Problem::not_found)?;
    let now = app.now();
    let file = app.office.matter_file(staff.viewer(), id, now)?;
    let by_me = file.history.first().is_some_and(|(entry, _)| {
        entry.author == Author::Post(staff.viewer().post) && now.millis() - entry.at < SHOWN
    });
    if !by_me {
        return Err(Problem::not_found());
    }
    let lang = staff.lang();
    let title = lang.pick("已登记", "Registered");
    let paper = paper(&app, lang, &file, &headers)?;
    if fields.ticked("slip") {
        let back = link_button(
            ButtonKind::Quiet,
            Some(Icon::Back),
            lang.pick("返回", "Back"),
            &href(id),
        );
        let actions = html! { (back) (print_button(lang)) };
        let content = html! { (look::heading(title, None, None, Some(&actions))) (paper) };
        return Ok(frame::public_page(
            &app,
            &staff.reader,
            title,
            Paper::Slip,
            &content,
        ));
    }
    let joined = joined(&app, &staff, &file)?;
    let content = html! {
        (look::heading(title, Some(&file.matter.subject), None, Some(&actions(lang, id))))
        @if let Some((number, href)) = &joined {
            (look::notice(Tone::Info, lang.pick("已并入", "Joined to"), Some(&html! { p { a href=(href) { (number) } } })))
        }
        (paper)
    };
    frame::staff_page(&app, &staff, title, "/register", "", &content)
}

fn href(id: MatterId) -> String {
    format!("/register/done?matter={id}")
}

fn actions(lang: Lang, id: MatterId) -> Markup {
    html! {
        (link_button(ButtonKind::Primary, Some(Icon::Matter), lang.pick("打开事项", "Open the matter"), &format!("/matters/{id}")))
        (link_button(ButtonKind::Quiet, Some(Icon::Print), lang.pick("查询单", "Slip"), &format!("{}&slip=1", href(id))))
        (link_button(ButtonKind::Quiet, Some(Icon::Add), lang.pick("再登记一件", "Register another"), "/register"))
    }
}

/// The matter it was joined to: its number and page.
fn joined(
    app: &App,
    staff: &Staff,
    file: &MatterFile,
) -> Result<Option<(String, String)>, Problem> {
    let Some(host) = file.matter.joined_into else {
        return Ok(None);
    };
    let line = app
        .office
        .lines(staff.viewer(), &[host])?
        .into_iter()
        .next();
    Ok(line.map(|line| {
        (
            format!("{} {}", line.number, line.subject),
            format!("/matters/{host}"),
        )
    }))
}

fn paper(app: &App, lang: Lang, file: &MatterFile, headers: &HeaderMap) -> Result<Markup, Problem> {
    let petition = file
        .matter
        .petitions
        .first()
        .ok_or_else(Problem::not_found)?;
    let track = shared::track_url(app, headers, &petition.number);
    let next = next_steps(app, lang, file, app.now().today());
    let next: Vec<&str> = next.iter().map(String::as_str).collect();
    let office = file.org.unit_name(file.matter.office);
    let code = shared::spaced(&app.office.query_code(petition.id)?);
    Ok(receipt(
        lang,
        &slip(
            &office,
            &petition.number,
            &code,
            &lang.date(petition.received),
            &next,
            &track,
        ),
    ))
}

/// The duties that run, one sentence each.
fn next_steps(app: &App, lang: Lang, file: &MatterFile, today: Date) -> Vec<String> {
    app.office
        .clock_stories(&file.matter, today)
        .into_iter()
        .filter(|story| story.clock.is_running())
        .map(|story| {
            let due = lang.date(story.clock.duty_date());
            let name = lang.pick(&story.name.0, &story.name.1);
            lang.pick(
                format!("{name}：最迟{due}（{}）。", story.article),
                format!("{name}: by {due} ({}).", story.article),
            )
        })
        .collect()
}
