//! Submitting a petition in three steps: what happened, who you are, check and send. Every step works without a script and
//! keeps what was typed in a draft; only the browser's cookie leads to it, never an address.

mod accused;
mod check;
mod draft;
mod receipt;
mod session;
mod steps;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use kernel::UnitId;
use maud::html;
use office::OfficeError;
use office::attachments::MOST;
use office::guard::Effort;

use self::draft::{Draft, MOST_NAMED};
use self::session::Session;
use crate::app::App;
use crate::look::{ButtonKind, Icon, Paper, heading, link_button};
use crate::pages::frame::{public_page, unprocessable};
use crate::pages::public::view::{Errors, Query, spend, spend_on_files};
use crate::problem::Problem;
use crate::request::{Address, Fields, Reader, Takes, Upload, UploadedFile};

/// The addresses of the form.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/submit",
            get(show_what).post(keep_what).layer(Extension(Takes::Text)),
        )
        .route(
            "/submit/who",
            get(show_who).post(keep_who).layer(Extension(Takes::Files)),
        )
        .route("/submit/check", get(show_check))
        .route("/submit/send", post(send))
        .route("/submit/end", post(end))
        .route("/submit/receipt", get(receipt::page))
}

/// The most that all files of one draft may hold, in bytes.
const MOST_BYTES: u64 = 60 * 1024 * 1024;

/// One of the three steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    What,
    Who,
    Check,
}

impl Step {
    fn path(self) -> &'static str {
        match self {
            Self::What => "/submit",
            Self::Who => "/submit/who",
            Self::Check => "/submit/check",
        }
    }
}

/// What every step is drawn from.
struct Page<'a> {
    app: &'a App,
    reader: Reader,
    draft: Draft,
    errors: Errors,
    gone: bool,
    /// Whether a draft is kept that could be wiped.
    kept: bool,
}

impl<'a> Page<'a> {
    fn new(app: &'a App, reader: Reader, draft: Option<Draft>) -> Self {
        Self {
            app,
            reader,
            kept: draft.is_some(),
            draft: draft.unwrap_or_default(),
            errors: Errors::default(),
            gone: false,
        }
    }

    fn draw(mut self, step: Step) -> Response {
        // A step that was refused answers at the address it was sent to; the language switch leads to the step itself.
        self.reader.path = step.path().to_owned();
        let content = steps::draw(&self, step);
        let title = self.reader.lang.pick("提交信访事项", "Submit a petition");
        let page = public_page(self.app, &self.reader, title, Paper::Sheet, &content);
        if self.errors.is_empty() {
            page.into_response()
        } else {
            unprocessable(page)
        }
    }

    fn refused(self, step: Step, errors: Errors) -> Response {
        Self { errors, ..self }.draw(step)
    }
}

fn go(step: Step) -> Response {
    Redirect::to(step.path()).into_response()
}

fn to_receipt() -> Response {
    Redirect::to("/submit/receipt").into_response()
}

/// Where a form without its draft begins again.
fn begin_again() -> Response {
    Redirect::to("/submit?gone=1").into_response()
}

async fn show_what(
    State(app): State<App>,
    reader: Reader,
    session: Session,
    query: Query,
) -> Result<Response, Problem> {
    let unsent = session.draft(&app)?.filter(|draft| draft.sent.is_none());
    let mut page = Page::new(&app, reader, unsent);
    page.gone = query.contains_key("gone") && !page.kept;
    Ok(page.draw(Step::What))
}

async fn keep_what(
    State(app): State<App>,
    reader: Reader,
    session: Session,
    address: Address,
    fields: Fields,
) -> Result<Response, Problem> {
    let (token, mut draft) = begun(&app, &session, &address)?;
    draft.read_what(&fields);
    draft.keep(&app, &token).await?;
    let errors = check_what(&app, &draft, reader.lang);
    let response = if errors.is_empty() {
        go(Step::Who)
    } else {
        Page::new(&app, reader, Some(draft)).refused(Step::What, errors)
    };
    Ok(session.keep(response, &token, &app))
}

/// The draft that is not sent yet, or a new one, of which one place begins only so many in an hour.
fn begun(app: &App, session: &Session, address: &Address) -> Result<(String, Draft), Problem> {
    let (token, draft) = session.unsent(app)?;
    if session.token() != token {
        spend(app, address, Effort::Draft, 1)?;
    }
    Ok((token, draft))
}

/// The first step's checks, and whether somebody may receive it at all.
fn check_what(app: &App, draft: &Draft, lang: crate::look::Lang) -> Errors {
    let mut errors = check::what(draft, &app.office.org(), lang);
    if errors.is_empty() && receiver(app, draft).is_none() {
        errors.add(
            "accused_unit",
            lang.pick(
                "这里没有可以接收这件检举控告的单位：所有单位都属于您写明的单位。请向上一级纪检监察机关或者信访部门提出",
                "Every unit here stands below the one you accuse; please go to the discipline organ or petition department of the level above",
            ),
        );
    }
    errors
}

/// The unit that will receive it: the one chosen, or, of an accusation, one that is not accused.
fn receiver(app: &App, draft: &Draft) -> Option<UnitId> {
    let org = app.office.org();
    let chosen = check::office(draft, &org);
    if !draft.accused.is_yes() {
        return chosen;
    }
    let chosen = chosen.or_else(|| app.office.front_office())?;
    let declared = draft.accused.declaration(&org);
    app.office.receiver_of_accusation(chosen, &declared.accused)
}

async fn show_who(
    State(app): State<App>,
    reader: Reader,
    session: Session,
) -> Result<Response, Problem> {
    show(&app, reader, &session, Step::Who)
}

async fn show_check(
    State(app): State<App>,
    reader: Reader,
    session: Session,
) -> Result<Response, Problem> {
    show(&app, reader, &session, Step::Check)
}

fn show(app: &App, reader: Reader, session: &Session, step: Step) -> Result<Response, Problem> {
    let Some(draft) = session.draft(app)? else {
        return Ok(begin_again());
    };
    if draft.sent.is_some() {
        return Ok(to_receipt());
    }
    if let Some(earlier) = unfinished(app, &reader, &draft).filter(|_| step == Step::Check) {
        return Ok(go(earlier));
    }
    Ok(Page::new(app, reader, Some(draft)).draw(step))
}

/// The first step that still has something wrong.
fn unfinished(app: &App, reader: &Reader, draft: &Draft) -> Option<Step> {
    if !check_what(app, draft, reader.lang).is_empty() {
        Some(Step::What)
    } else if !check::who(draft, reader.lang).is_empty() {
        Some(Step::Who)
    } else {
        None
    }
}

async fn keep_who(
    State(app): State<App>,
    reader: Reader,
    session: Session,
    address: Address,
    upload: Upload,
) -> Result<Response, Problem> {
    let Upload { fields, files } = upload;
    let known = session.draft(&app)?;
    if known.as_ref().is_some_and(|draft| draft.sent.is_some()) {
        return Ok(to_receipt());
    }
    // A lost draft begins anew with what this form carries, but without a draft nobody leaves files here.
    let files = if known.is_some() { files } else { Vec::new() };
    let (token, mut draft) = begun(&app, &session, &address)?;
    spend_on_files(&app, &address, &files)?;
    draft.read_who(&fields);
    let mut errors = keep_files(&app, &reader, &mut draft, files).await?;
    let asked = fields.text("go");
    rearrange(&mut draft, asked);
    draft.keep(&app, &token).await?;
    let next = match asked {
        "back" => Step::What,
        "" | "next" => {
            errors.0.extend(check::who(&draft, reader.lang).0);
            Step::Check
        }
        _ => Step::Who,
    };
    let response = if errors.is_empty() {
        go(next)
    } else {
        Page::new(&app, reader, Some(draft)).refused(Step::Who, errors)
    };
    Ok(session.keep(response, &token, &app))
}

/// The form's smaller buttons: one person more or fewer, one file fewer.
fn rearrange(draft: &mut Draft, asked: &str) {
    if asked == "add" && draft.people.len() < MOST_NAMED {
        draft
            .people
            .resize_with(draft.people.len().max(1) + 1, Default::default);
    }
    if let Some(place) = asked
        .strip_prefix("drop-")
        .and_then(|place| place.parse::<usize>().ok())
        && (1..draft.people.len()).contains(&place)
    {
        draft.people.remove(place);
    }
    if let Some(hash) = asked.strip_prefix("unfile-") {
        draft.files.retain(|file| file.hash != hash);
    }
}

/// Keeps the files that can be taken and says what is wrong with the others.
async fn keep_files(
    app: &App,
    reader: &Reader,
    draft: &mut Draft,
    files: Vec<UploadedFile>,
) -> Result<Errors, Problem> {
    let mut errors = Errors::default();
    for file in files {
        let held: u64 = draft.files.iter().map(|file| file.size).sum();
        if held + file.size() > MOST_BYTES {
            let most = MOST_BYTES / 1024 / 1024;
            errors.add(
                "files",
                reader.lang.pick(
                    format!("附件合计不超过{most}MB，“{}”没有收下；请压缩，或者提交后在查询页面补充", file.name),
                    format!("All files together at most {most} MB; {} was not taken: compress it, or add it later on the tracking page", file.name),
                ),
            );
            continue;
        }
        if draft.files.len() >= MOST {
            errors.add(
                "files",
                reader.lang.pick(
                    format!(
                        "最多上传{MOST}个文件，“{}”没有收下；可先移除不需要的",
                        file.name
                    ),
                    format!("At most {MOST} files; {} was not taken", file.name),
                ),
            );
            continue;
        }
        let kept = app.act(move |office| file.keep(office, true)).await;
        match kept {
            Ok(file) if draft.files.iter().any(|known| known.hash == file.hash) => {}
            Ok(file) => draft.files.push(file),
            Err(OfficeError::Refused(refusal)) => {
                errors.add("files", reader.lang.pick(refusal.zh, refusal.en));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(errors)
}

/// Sends. A second click finds the token used and is led to the same receipt.
async fn send(
    State(app): State<App>,
    reader: Reader,
    session: Session,
    address: Address,
    _: Fields,
) -> Result<Response, Problem> {
    let token = session.token().to_owned();
    let Some(draft) = session.draft(&app)? else {
        return Ok(begin_again());
    };
    if draft.sent.is_some() {
        return Ok(to_receipt());
    }
    if let Some(step) = unfinished(&app, &reader, &draft) {
        return Ok(go(step));
    }
    let org = app.office.org();
    let Some(office) = check::office(&draft, &org).or_else(|| app.office.front_office()) else {
        return Ok(go(Step::What));
    };
    let declared = draft
        .accused
        .is_yes()
        .then(|| draft.accused.declaration(&org));
    spend(&app, &address, Effort::Submission, 1)?;
    let now = app.now();
    let submission = draft.submission(&token, office, now);
    let sent = app
        .act(move |office| match declared {
            Some(declared) => office.accuse(submission, declared, now),
            None => office.submit(submission, now),
        })
        .await;
    let mut errors = Errors::default();
    match sent {
        Ok(receipt) => {
            Draft::after(&receipt, now).keep(&app, &token).await?;
            return Ok(to_receipt());
        }
        Err(OfficeError::Refused(refusal)) => {
            errors.add("send", reader.lang.pick(refusal.zh, refusal.en));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Page::new(&app, reader, Some(draft)).refused(Step::Check, errors))
}

/// Wipes the draft or the receipt: on a shared computer nobody finds it again.
async fn end(
    State(app): State<App>,
    reader: Reader,
    session: Session,
    _: Fields,
) -> Result<Response, Problem> {
    let token = session.token().to_owned();
    app.work(move |office| office.forget_draft(&token)).await?;
    let lang = reader.lang;
    let title = lang.pick("已结束", "Ended");
    let content = html! {
        (heading(title, Some(lang.pick(
            "这台电脑上不再保留您填写的内容和回执。已经提交的，凭编号和查询码查询。",
            "Nothing of what you filled in is left on this computer. What you sent is found by number and code.")), None, None))
        (link_button(ButtonKind::Quiet, Some(Icon::Previous), lang.pick("回首页", "To the front page"), "/"))
    };
    let page = public_page(&app, &reader, title, Paper::Sheet, &content);
    let mut response = Session::end(page, &app);
    response.headers_mut().insert(
        "clear-site-data",
        axum::http::HeaderValue::from_static("\"cache\""),
    );
    Ok(response)
}
