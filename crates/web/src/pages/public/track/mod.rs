//! Tracking by number and query code: where it is, who has it, by when, what was answered. The code travels in forms only,
//! never in an address, so it stays out of histories and logs.

mod answers;
mod ask;
mod page;
mod progress;
mod story;
mod words;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use kernel::DocumentId;
use matter::{Attachment, RatedFrom, Score};
use maud::{Markup, html};
use office::OfficeError;
use office::attachments::MOST;
use office::documents::printing::Form;
use office::intake::Receipt;
use office::petitioner::Proven;
use office::tracking::Added;

use self::page::{Shown, Typed};
use self::words::Words;
use crate::app::App;
use crate::from_disk::from_disk;
use crate::look::{
    ButtonKind, Field, Icon, Lang, Paper, Tone, action_button, error_summary, form_end, heading,
    notice,
};
use crate::pages::frame::{public_page, unprocessable};
use crate::pages::public::view::{Errors, Query, half_width, spend_on_files};
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::cookie::session;
use crate::request::{Address, AtOffice, Fields, Reader, Takes, Upload, UploadedFile};

/// The longest supplement, in characters.
const SUPPLEMENT: usize = 5_000;

/// The addresses of tracking.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/track", get(start).post(show))
        .route("/track/file", post(file))
        .route("/track/document", post(document))
        .route(
            "/track/supplement",
            post(supplement).layer(Extension(Takes::Files)),
        )
        .route("/track/rate", post(rate))
        .route(
            "/track/ask/{what}",
            post(ask::ask).layer(Extension(Takes::Text)),
        )
}

/// Who asks: the proof, and where from.
struct Proof {
    number: String,
    code: String,
    place: String,
}

impl Proof {
    fn of(fields: &Fields, address: Address) -> Self {
        Self {
            number: half_width(fields.text("number")),
            code: half_width(fields.text("code")),
            place: address.0,
        }
    }

    /// Checks it, once for the request.
    fn check(&self, app: &App) -> Result<Proven, OfficeError> {
        let Self {
            number,
            code,
            place,
        } = self;
        let petitioner = app.office.petitioner(number, code, place, app.now())?;
        Ok(petitioner.proven())
    }
}

async fn start(State(app): State<App>, reader: Reader, query: Query) -> Markup {
    let number = query.get("number").map_or("", String::as_str);
    form(&app, &reader, number, &Errors::default(), None)
}

fn form(app: &App, reader: &Reader, number: &str, errors: &Errors, wait: Option<&str>) -> Markup {
    let lang = reader.lang;
    let content = html! {
        (heading(lang.pick("查询办理进度", "Track a petition"),
            Some(lang.pick("用登记回执上的编号和查询码查询，不用注册。", "With the number and the query code of your receipt.")), None, None))
        @if let Some(wait) = wait { (notice(Tone::Warning, wait, None)) }
        (error_summary(lang, &errors.0))
        form class="form" method="post" action="/track" {
            (Field::new(lang, "number", lang.pick("登记编号", "Number")).hint(lang.pick("如 20260310-00012", "Such as 20260310-00012"))
                .required().error(errors.of("number")).text(number))
            (Field::new(lang, "code", lang.pick("查询码", "Query code"))
                .hint(lang.pick("8位字母和数字，不分大小写", "8 letters and digits, in either case"))
                .required().error(errors.of("code")).text(""))
            (form_end(&action_button(ButtonKind::Primary, Some(Icon::Search), lang.pick("查询", "Track"), None)))
        }
        p class="small soft" { (lang.pick(
            "查询码丢失的，请带身份证件到登记单位重新打印。",
            "If you lost the code, bring your identity card to the office that registered it.")) }
    };
    public_page(
        app,
        reader,
        lang.pick("查询办理进度", "Track a petition"),
        Paper::Sheet,
        &content,
    )
}

/// The form again. An unknown number and a wrong code are told alike, or numbers could be tried out.
fn refused(
    app: &App,
    reader: &Reader,
    proof: &Proof,
    error: OfficeError,
) -> Result<Response, Problem> {
    let lang = reader.lang;
    match error {
        OfficeError::NotFound => {
            let mut errors = Errors::default();
            errors.add(
                "code",
                lang.pick(
                    "编号或查询码不对，请对照回执核对后再试",
                    "Number or code is wrong: compare them with your receipt",
                ),
            );
            Ok(unprocessable(form(
                app,
                reader,
                &proof.number,
                &errors,
                None,
            )))
        }
        OfficeError::SlowDown { seconds } => {
            let wait = lang.pick(
                format!("尝试次数过多，请在{seconds}秒后再试。您填写的编号还在。"),
                format!("Too many wrong tries; wait {seconds} seconds and try again."),
            );
            let page = form(app, reader, &proof.number, &Errors::default(), Some(&wait));
            Ok((StatusCode::TOO_MANY_REQUESTS, Html(page.into_string())).into_response())
        }
        other => Err(other.into()),
    }
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    words: Words,
    fields: Fields,
) -> Result<Response, Problem> {
    let proof = Proof::of(&fields, address);
    let typed = words.found(&app, &proof)?;
    match proof.check(&app) {
        Ok(proven) => answer(&app, &reader, (&proof, proven), typed),
        Err(error) => refused(&app, &reader, &proof, error),
    }
}

/// The tracking page, with what was just done or what is wrong with it.
fn answer(
    app: &App,
    reader: &Reader,
    (proof, proven): (&Proof, Proven),
    typed: Typed,
) -> Result<Response, Problem> {
    let track = app.office.still_petitioner(proven, app.now()).track()?;
    let wrong = typed.is_wrong();
    let content = Shown::new(app, reader.lang, &track, &proof.code, typed).draw();
    let title = reader.lang.pick("办理进度", "Progress");
    let page = public_page(app, reader, title, Paper::Sheet, &content);
    Ok(if wrong {
        unprocessable(page)
    } else {
        page.into_response()
    })
}

/// A file of one's own, saved and never opened inside our pages.
async fn file(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    fields: Fields,
) -> Result<Response, Problem> {
    let proof = Proof::of(&fields, address);
    let proven = match proof.check(&app) {
        Ok(proven) => proven,
        Err(error) => return refused(&app, &reader, &proof, error),
    };
    let (hash, now) = (fields.text("hash").to_owned(), app.now());
    let (file, content) = app
        .work(move |office| office.still_petitioner(proven, now).file(&hash))
        .await?;
    Ok(shared::download(&file, from_disk(content, file.size)))
}

/// A document that was served, as it was issued.
async fn document(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    fields: Fields,
) -> Result<Response, Problem> {
    let proof = Proof::of(&fields, address);
    let proven = match proof.check(&app) {
        Ok(proven) => proven,
        Err(error) => return refused(&app, &reader, &proof, error),
    };
    let wanted: DocumentId = fields.parsed("document").ok_or_else(Problem::not_found)?;
    let now = app.now();
    let (name, content) = app
        .work(move |office| office.still_petitioner(proven, now).document(wanted))
        .await?;
    Ok(shared::save(&name, Form::Pdf.media(), content))
}

async fn supplement(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    words: Words,
    upload: Upload,
) -> Result<Response, Problem> {
    let lang = reader.lang;
    let proof = Proof::of(&upload.fields, address.clone());
    let fields = upload.fields.clone();
    // Nobody without the code may leave a file here.
    let proven = match proof.check(&app) {
        Ok(proven) => proven,
        Err(error) => {
            return words
                .lost(&app, &reader, (&proof, &address), &fields, error)
                .await;
        }
    };
    let mut typed = Typed {
        text: upload.fields.text("text").to_owned(),
        ..Typed::default()
    };
    let over = typed.text.chars().count().saturating_sub(SUPPLEMENT);
    if over > 0 {
        typed.errors.add(
            "text",
            lang.pick(
                format!("请删减{over}字"),
                format!("Take out {over} characters"),
            ),
        );
    } else if typed.text.is_empty() && upload.files.is_empty() {
        typed.errors.add(
            "text",
            lang.pick(
                "请写明要补充什么，或者选择文件",
                "Write what you add, or choose files",
            ),
        );
    }
    if !typed.errors.is_empty() {
        return answer(&app, &reader, (&proof, proven), typed);
    }
    spend_on_files(&app, &address, &upload.files)?;
    if upload.files.len() > MOST {
        let text = lang.pick(
            format!("一次最多上传{MOST}个文件"),
            format!("At most {MOST} files at a time"),
        );
        typed.errors.add("files", text);
        return answer(&app, &reader, (&proof, proven), typed);
    }
    let kept = match keep(&app, upload.files).await {
        Ok(kept) => kept,
        Err(OfficeError::Refused(refusal)) => {
            let text = lang.pick(
                format!("{}。请重新选择文件，文字已保留", refusal.zh),
                format!("{}. Choose the files again; the text is kept", refusal.en),
            );
            typed.errors.add("files", text);
            return answer(&app, &reader, (&proof, proven), typed);
        }
        Err(other) => {
            return words
                .lost(&app, &reader, (&proof, &address), &fields, other)
                .await;
        }
    };
    match add(&app, proven, typed.text.clone(), kept).await {
        Ok(Added::Here) => {
            typed = Typed::done(lang.pick(
                "已补充，办理单位可以看到。",
                "Added; the unit in charge can see it.",
            ));
        }
        Ok(Added::Apart(receipt)) => typed = Typed::done(&apart(lang, &receipt)),
        Err(OfficeError::Refused(refusal)) => {
            typed.errors.add("text", lang.pick(refusal.zh, refusal.en));
            return answer(&app, &reader, (&proof, proven), typed);
        }
        Err(other) => {
            return words
                .lost(&app, &reader, (&proof, &address), &fields, other)
                .await;
        }
    }
    let done = answer(&app, &reader, (&proof, proven), typed)?;
    words.end(&app, done).await
}

/// Where to find again what became a petition of its own.
fn apart(lang: Lang, receipt: &Receipt) -> String {
    let (number, code) = (&receipt.number, shared::spaced(&receipt.code));
    lang.pick(
        format!("您写的内容可能涉及检举控告，已单独登记，原办理单位看不到。请记下：编号 {number}，查询码 {code}。"),
        format!("What you wrote may be an accusation, so it is registered by itself and the unit in charge does not see it. Write down: number {number}, code {code}."),
    )
}

/// Keeps the files, all of them or none.
async fn keep(app: &App, files: Vec<UploadedFile>) -> Result<Vec<Attachment>, OfficeError> {
    app.act(move |office| files.iter().map(|file| file.keep(office, true)).collect())
        .await
}

/// Adds to the petition; files alone say so.
async fn add(
    app: &App,
    proven: Proven,
    text: String,
    files: Vec<Attachment>,
) -> Result<Added, OfficeError> {
    let now = app.now();
    let text = if text.is_empty() {
        format!("补充附件{}份", files.len())
    } else {
        text
    };
    app.act(move |office| office.still_petitioner(proven, now).supplement(text, files))
        .await
}

/// Whether the browser that rates is signed in as staff or stands in the office's own network. Nothing else of it is looked at, and
/// nothing of it is kept.
fn rated_from(app: &App, headers: &HeaderMap, at_office: AtOffice) -> RatedFrom {
    let token = session(headers, app.https);
    let signed_in = token.and_then(|token| app.office.signed_in(token, app.now()).ok().flatten());
    match signed_in {
        Some(_) => RatedFrom::StaffBrowser,
        None if at_office.0 => RatedFrom::OfficeNetwork,
        None => RatedFrom::Elsewhere,
    }
}

async fn rate(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    at_office: AtOffice,
    words: Words,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let proof = Proof::of(&fields, address.clone());
    let from = rated_from(&app, &headers, at_office);
    let typed = Typed {
        rating: ["office", "unit", "remark"].map(|name| fields.text(name).to_owned()),
        ..Typed::default()
    };
    let proven = match proof.check(&app) {
        Ok(proven) => proven,
        Err(error) => {
            return words
                .lost(&app, &reader, (&proof, &address), &fields, error)
                .await;
        }
    };
    let [office, unit, comment] = typed.rating.clone();
    let now = app.now();
    let outcome = app
        .act(move |desk| {
            let scores = (score(&office), score(&unit));
            let told = (comment, from);
            desk.still_petitioner(proven, now)
                .rate(scores.0, scores.1, told)
        })
        .await;
    match outcome {
        Ok(()) => {
            let thanks = reader
                .lang
                .pick("感谢您的评价。", "Thank you for your rating.");
            let done = answer(&app, &reader, (&proof, proven), Typed::done(thanks))?;
            words.end(&app, done).await
        }
        Err(OfficeError::Refused(refusal)) => {
            let mut typed = typed;
            typed
                .errors
                .add("office", reader.lang.pick(refusal.zh, refusal.en));
            answer(&app, &reader, (&proof, proven), typed)
        }
        Err(error) => {
            words
                .lost(&app, &reader, (&proof, &address), &fields, error)
                .await
        }
    }
}

/// What was chosen; silence is "not rated".
fn score(word: &str) -> Option<Score> {
    match word {
        "satisfied" => Some(Score::Satisfied),
        "basically" => Some(Score::Basically),
        "dissatisfied" => Some(Score::NotSatisfied),
        _ => None,
    }
}
