//! Submitting a petition in three steps: what happened, who you are, check and send. Every step works without a script and
//! keeps what was typed in a draft; only the token of the draft travels.

mod check;
mod draft;
mod receipt;
mod steps;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use office::OfficeError;
use office::attachments::MOST;

use self::draft::{Draft, MOST_NAMED};
use crate::app::App;
use crate::look::Paper;
use crate::pages::frame::{public_page, unprocessable};
use crate::pages::public::view::{Errors, Query};
use crate::problem::Problem;
use crate::request::{Fields, Reader, Takes, Upload, UploadedFile};

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
        .route("/submit/receipt", get(receipt::page))
}

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
    token: String,
    draft: Draft,
    errors: Errors,
    gone: bool,
}

impl<'a> Page<'a> {
    fn new(app: &'a App, reader: Reader, token: String, draft: Draft) -> Self {
        Self {
            app,
            reader,
            token,
            draft,
            errors: Errors::default(),
            gone: false,
        }
    }

    fn draw(mut self, step: Step) -> Response {
        // A step that was refused answers at the address it was sent to; the language switch leads to the step itself.
        if !self.token.is_empty() {
            self.reader.path = at(step, &self.token);
        }
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

fn at(step: Step, token: &str) -> String {
    format!("{}?draft={token}", step.path())
}

fn go(step: Step, token: &str) -> Response {
    Redirect::to(&at(step, token)).into_response()
}

fn to_receipt(token: &str) -> Response {
    Redirect::to(&format!("/submit/receipt?draft={token}")).into_response()
}

/// Where a form without its draft begins again.
fn begin_again() -> Response {
    Redirect::to("/submit?gone=1").into_response()
}

fn token_of(query: &Query) -> String {
    query.get("draft").cloned().unwrap_or_default()
}

async fn show_what(
    State(app): State<App>,
    reader: Reader,
    query: Query,
) -> Result<Response, Problem> {
    let token = token_of(&query);
    let Some(draft) = Draft::load(&app, &token)? else {
        let mut page = Page::new(&app, reader, String::new(), Draft::default());
        page.gone = !token.is_empty() || query.contains_key("gone");
        return Ok(page.draw(Step::What));
    };
    if draft.sent.is_some() {
        return Ok(to_receipt(&token));
    }
    Ok(Page::new(&app, reader, token, draft).draw(Step::What))
}

async fn keep_what(
    State(app): State<App>,
    reader: Reader,
    fields: Fields,
) -> Result<Response, Problem> {
    let (token, mut draft) = Draft::of_form(&app, &fields)?;
    if draft.sent.is_some() {
        return Ok(to_receipt(&token));
    }
    draft.read_what(&fields);
    draft.keep(&app, &token).await?;
    let errors = check::what(&draft, &app.office.org(), reader.lang);
    if errors.is_empty() {
        return Ok(go(Step::Who, &token));
    }
    Ok(Page::new(&app, reader, token, draft).refused(Step::What, errors))
}

async fn show_who(
    State(app): State<App>,
    reader: Reader,
    query: Query,
) -> Result<Response, Problem> {
    show(&app, reader, token_of(&query), Step::Who)
}

async fn show_check(
    State(app): State<App>,
    reader: Reader,
    query: Query,
) -> Result<Response, Problem> {
    show(&app, reader, token_of(&query), Step::Check)
}

fn show(app: &App, reader: Reader, token: String, step: Step) -> Result<Response, Problem> {
    let Some(draft) = Draft::load(app, &token)? else {
        return Ok(begin_again());
    };
    if draft.sent.is_some() {
        return Ok(to_receipt(&token));
    }
    if let Some(earlier) = unfinished(app, &reader, &draft).filter(|_| step == Step::Check) {
        return Ok(go(earlier, &token));
    }
    Ok(Page::new(app, reader, token, draft).draw(step))
}

/// The first step that still has something wrong.
fn unfinished(app: &App, reader: &Reader, draft: &Draft) -> Option<Step> {
    if !check::what(draft, &app.office.org(), reader.lang).is_empty() {
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
    upload: Upload,
) -> Result<Response, Problem> {
    let Upload { fields, files } = upload;
    let (token, mut draft) = Draft::of_form(&app, &fields)?;
    if draft.sent.is_some() {
        return Ok(to_receipt(&token));
    }
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
    if errors.is_empty() {
        return Ok(go(next, &token));
    }
    Ok(Page::new(&app, reader, token, draft).refused(Step::Who, errors))
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
        let kept = {
            let office = std::sync::Arc::clone(&app.office);
            tokio::task::spawn_blocking(move || office.keep_upload(&file.name, &file.content, true))
                .await
        };
        match kept.map_err(|_| Problem::broken())? {
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
async fn send(State(app): State<App>, reader: Reader, fields: Fields) -> Result<Response, Problem> {
    let token = fields.text("once").to_owned();
    let Some(draft) = Draft::load(&app, &token)? else {
        return Ok(begin_again());
    };
    if draft.sent.is_some() {
        return Ok(to_receipt(&token));
    }
    if let Some(step) = unfinished(&app, &reader, &draft) {
        return Ok(go(step, &token));
    }
    let Some(office) = check::office(&draft, &app.office.org()) else {
        return Ok(go(Step::What, &token));
    };
    let now = app.now();
    let submission = draft.submission(&token, office, now);
    let sent = {
        let office = std::sync::Arc::clone(&app.office);
        tokio::task::spawn_blocking(move || office.submit(submission, now)).await
    };
    let mut errors = Errors::default();
    match sent.map_err(|_| Problem::broken())? {
        Ok(receipt) => {
            Draft::after(&receipt, now).keep(&app, &token).await?;
            return Ok(to_receipt(&token));
        }
        Err(OfficeError::Refused(refusal)) => {
            errors.add("send", reader.lang.pick(refusal.zh, refusal.en));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Page::new(&app, reader, token, draft).refused(Step::Check, errors))
}
