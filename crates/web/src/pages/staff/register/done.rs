//! After registration: number and query code, what happens next, and the slip for the petitioner.

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kernel::MatterId;
use maud::{Markup, html};
use office::intake::Receipt;
use office::matter_file::{Author, MatterFile};

use super::to_done;
use crate::app::App;
use crate::look::{self, ButtonKind, Icon, Lang, Tone, link_button};
use crate::pages::{frame, slip};
use crate::problem::Problem;
use crate::request::{Fields, Staff, StaffForm};

/// How long the page of a registration is shown to whoever made it, in milliseconds.
const SHOWN: i64 = 60 * 60 * 1_000;

/// To the page of what was registered. An accusation against the clerk's own unit has left its sight with registration: the sealed
/// slip is asked for on the answer itself, by the token of the form that registered it.
pub fn after(app: &App, staff: &Staff, made: &Receipt, once: &str) -> Result<Response, Problem> {
    let seen = !app.office.lines(staff.viewer(), &[made.matter])?.is_empty();
    if seen {
        return Ok(to_done(made));
    }
    Ok(out_of_sight(app, staff, Some(&made.number), once, None)?.into_response())
}

/// The number, and the way to the sealed slip of a matter that its clerk no longer sees.
fn out_of_sight(
    app: &App,
    staff: &Staff,
    number: Option<&str>,
    once: &str,
    wrong: Option<&str>,
) -> Result<Markup, Problem> {
    let lang = staff.lang();
    let text = if staff.viewer().reads_sealed() {
        lang.pick(
        "已登记。因被检举控告的是本单位或您本人，本事项已转由其他单位负责，您不再能够查看。请现在打印密封查询单交给信访人，离开本页后不能再打印。",
        "Registered. It accuses your unit or yourself, so another unit answers for it and you can no longer see it. \
         Print the sealed slip for the petitioner now: it cannot be printed later.",
        )
    } else {
        lang.pick(
            "已登记。检举控告事项在您的岗位经负责人确认以前不能查看，由有权的岗位办理。请现在打印密封查询单交给信访人，离开本页后不能再打印。",
            "Registered. Until a leader has confirmed your post you cannot see accusations; those who may handle it. Print the \
             sealed slip for the petitioner now.",
        )
    };
    let title = lang.pick("已登记", "Registered");
    let content = html! {
        (look::heading(title, None, None, None))
        (look::notice(Tone::Warning, text, None))
        @if let Some(words) = wrong { div role="alert" { (look::notice(Tone::Error, words, None)) } }
        @if let Some(number) = number {
            dl class="receipt-codes" { div { dt { (lang.pick("登记编号", "Number")) } dd { (number) } } }
        }
        (slip::asking(staff, "/register/slip", ("once", once), slip::FIRST))
    };
    super::SCREEN.titled(app, staff, title, &content)
}

/// Prints that slip, and enters it.
pub async fn print(
    State(app): State<App>,
    headers: HeaderMap,
    StaffForm { staff, fields, .. }: StaffForm,
) -> Result<Response, Problem> {
    let lang = staff.lang();
    let once = fields.text("once").to_owned();
    let Some(reason) = slip::reason(&fields) else {
        let wrong = Some(slip::no_reason(lang));
        let page = out_of_sight(&app, &staff, None, &once, wrong)?;
        return Ok(frame::unprocessable(page));
    };
    let (viewer, reason, now) = (staff.viewer().clone(), reason.to_owned(), app.now());
    let printed = app
        .work(move |office| office.print_first_slip(&viewer, &once, &reason, now))
        .await?;
    let again = lang.pick("再登记一件", "Register another");
    let back = link_button(ButtonKind::Quiet, Some(Icon::Add), again, "/register");
    slip::printed(
        &app,
        &staff,
        &headers,
        (&printed.number, &back),
        (&printed, &staff.signed_in.unit, None),
    )
}

/// The page: the number, what comes next, and the way to the sealed slip. The query code is the petitioner's; it stands on no
/// screen here.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
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
    let number = file
        .matter
        .petitions
        .first()
        .ok_or_else(Problem::not_found)?
        .number
        .clone();
    let next = next_steps(&app, lang, &file, now.today());
    let joined = joined(&app, &staff, &file)?;
    let content = html! {
        (look::heading(title, Some(&file.matter.subject), None, Some(&actions(&staff, id))))
        @if let Some((number, href)) = &joined {
            (look::notice(Tone::Info, lang.pick("已并入", "Joined to"), Some(&html! { p { a href=(href) { (number) } } })))
        }
        dl class="receipt-codes" { div { dt { (lang.pick("登记编号", "Number")) } dd { (number) } } }
        div class="prose" { @for sentence in &next { p { (sentence) } } }
    };
    super::SCREEN.titled(&app, &staff, title, &content)
}

fn actions(staff: &Staff, id: MatterId) -> Markup {
    let lang = staff.lang();
    html! {
        form method="post" action={ "/matters/" (id) "/slip" } {
            (look::hidden("csrf", &staff.signed_in.csrf))
            (look::hidden("reason", slip::FIRST))
            (look::action_button(ButtonKind::Primary, Some(Icon::Print), lang.pick("打印密封查询单", "Print the sealed slip"), None))
        }
        (link_button(ButtonKind::Quiet, Some(Icon::Matter), lang.pick("打开事项", "Open the matter"), &format!("/matters/{id}")))
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
