//! Reads a form as it comes in. However it is encoded, the same limits hold; text stays in memory, files go to disk.
//!
//! What is too large is read on for a while and thrown away: a browser looks for an answer only once it has sent everything.

use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use http_body_util::BodyExt as _;
use office::Incoming;
use office::attachments::{LARGEST, MOST};

use super::form::{Content, Fields, Upload, UploadedFile};
use super::pace::Pace;
use super::pieces::{Pieces, Progress};
use crate::app::App;
use crate::problem::Problem;

const KB: usize = 1024;
const MB: usize = 1024 * KB;
/// The most fields of a form, however short they are.
const MOST_FIELDS: usize = 1_000;
/// The most files that are written to disk at all. Pages take [`MOST`] and say which ones they left.
const MOST_FILES: usize = 5 * MOST;
/// How much of what is too large is read on.
const READ_ON: usize = 32 * MB;
/// A file is written in blocks of this size.
const BLOCK: usize = 64 * KB;

/// What the form of a page may hold. It stands beside the page's address, as a layer: `post(keep).layer(Extension(Takes::Text))`.
/// Without one a form is little.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Takes {
    /// A few short fields.
    #[default]
    Little,
    /// Long texts.
    Text,
    /// Long texts, and files on top.
    Files,
}

impl Takes {
    /// The most bytes of text, names of fields and files included.
    pub fn text(self) -> usize {
        match self {
            Self::Little => 64 * KB,
            Self::Text | Self::Files => 2 * MB,
        }
    }

    /// The most bytes of files, all together.
    pub fn files(self) -> usize {
        match self {
            Self::Little | Self::Text => 0,
            Self::Files => MOST * LARGEST + MB,
        }
    }
}

/// Reads a form.
///
/// # Errors
/// When it is too large, too slow, cut off, or no form.
pub async fn form(request: Request, app: &App) -> Result<Upload, Problem> {
    match as_far_as_it_came(request, app, |_| true).await {
        (upload, None) => Ok(upload),
        (_, Some(problem)) => Err(problem),
    }
}

/// Reads a form, and tells what came of it before it broke off. Files are taken only where the fields before them are `welcome`:
/// nobody else leaves any here.
pub async fn as_far_as_it_came(
    request: Request,
    app: &App,
    welcome: impl Fn(&Fields) -> bool + Send + Sync,
) -> (Upload, Option<Problem>) {
    let takes = request.extensions().get::<Takes>().copied();
    let takes = takes.unwrap_or_default();
    let (mut upload, problem) = if is_multipart(&request) {
        multipart(request, app, takes, &welcome).await
    } else {
        match urlencoded(request, takes).await {
            Ok(upload) => (upload, None),
            Err(problem) => (Upload::default(), Some(problem)),
        }
    };
    // What no reader sees would garble a list or make two names look alike.
    for (_, value) in &mut upload.fields.0 {
        *value = kernel::text::visible(value);
    }
    (upload, problem)
}

fn is_multipart(request: &Request) -> bool {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
}

fn unreadable() -> Problem {
    Problem::bad_request("表单无法读取", "the form cannot be read")
}

fn broke_off() -> Problem {
    Problem::bad_request(
        "上传的内容不完整，传输可能中断了",
        "the upload is incomplete; it may have broken off",
    )
}

async fn urlencoded(request: Request, takes: Takes) -> Result<Upload, Problem> {
    let (parts, body) = request.into_parts();
    let bytes = whole(body, takes.text()).await?;
    if bytes.iter().filter(|byte| **byte == b'&').count() >= MOST_FIELDS {
        return Err(Problem::too_large());
    }
    // axum's own reader of forms, so that browsers and we agree on every escape.
    let request = Request::from_parts(parts, Body::from(bytes));
    match axum::Form::<Vec<(String, String)>>::from_request(request, &()).await {
        Ok(axum::Form(pairs)) => Ok(Upload {
            fields: Fields(pairs),
            files: Vec::new(),
        }),
        Err(_) => Err(unreadable()),
    }
}

/// All of a body that is no longer than `most`.
async fn whole(mut body: Body, most: usize) -> Result<Bytes, Problem> {
    let mut pace = Pace::begin();
    let (mut kept, mut size) = (Vec::new(), 0);
    while size <= most + READ_ON
        && let Some(frame) = pace.wait(body.frame()).await?
    {
        let data = frame.map_err(|_| broke_off())?.into_data();
        let data = data.unwrap_or_default();
        pace.received(data.len());
        size += data.len();
        if size <= most {
            kept.extend_from_slice(&data);
        } else {
            kept = Vec::new();
        }
    }
    if size > most {
        return Err(Problem::too_large());
    }
    Ok(kept.into())
}

async fn multipart(
    request: Request,
    app: &App,
    takes: Takes,
    welcome: &(dyn Fn(&Fields) -> bool + Send + Sync),
) -> (Upload, Option<Problem>) {
    let (head, body) = request.into_parts();
    let (body, progress) = Pieces::new(body, takes.text() + takes.files() + READ_ON);
    let request = Request::from_parts(head, Body::new(body));
    let Ok(parts) = Multipart::from_request(request, app).await else {
        return (Upload::default(), Some(unreadable()));
    };
    let mut form = Receiving {
        app,
        takes,
        welcome,
        pace: Pace::begin(),
        progress,
        fields: 0,
        text: 0,
        in_files: 0,
        upload: Upload::default(),
    };
    let broke = form.all(parts).await.err();
    if form.is_too_large() {
        return (Upload::default(), Some(Problem::too_large()));
    }
    (form.upload, broke)
}

/// A multipart form, of which part after part comes in.
struct Receiving<'a> {
    app: &'a App,
    takes: Takes,
    welcome: &'a (dyn Fn(&Fields) -> bool + Send + Sync),
    pace: Pace,
    progress: Progress,
    fields: usize,
    text: usize,
    in_files: usize,
    upload: Upload,
}

impl Receiving<'_> {
    async fn all(&mut self, mut parts: Multipart) -> Result<(), Problem> {
        loop {
            let next = self.pace.wait(parts.next_field()).await?;
            match next.map_err(|_| broke_off())? {
                Some(part) => self.part(part).await?,
                None => return Ok(()),
            }
        }
    }

    async fn part(&mut self, part: Field<'_>) -> Result<(), Problem> {
        self.progress.made();
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.file_name().map(str::to_owned);
        self.fields += 1;
        self.text += field.len() + name.as_deref().map_or(0, str::len);
        if self.is_too_large() {
            return self.pass_over(part).await;
        }
        match name {
            Some(name) if self.takes == Takes::Files => self.file(field, name, part).await,
            // A page that asks for no files has no use for one.
            Some(_) => self.pass_over(part).await,
            None => self.words(field, part).await,
        }
    }

    /// The next bytes of a part.
    async fn next(&mut self, part: &mut Field<'_>) -> Result<Option<Bytes>, Problem> {
        let next = self.pace.wait(part.chunk()).await?;
        let next = next.map_err(|_| broke_off())?;
        self.progress.made();
        self.pace.received(next.as_ref().map_or(0, Bytes::len));
        Ok(next)
    }

    async fn words(&mut self, field: String, mut part: Field<'_>) -> Result<(), Problem> {
        let mut value = Vec::new();
        while let Some(next) = self.next(&mut part).await? {
            self.text += next.len();
            if self.is_too_large() {
                value = Vec::new();
            } else {
                value.extend_from_slice(&next);
            }
        }
        let value = String::from_utf8(value).map_err(|_| unreadable())?;
        self.upload.fields.0.push((field, value));
        Ok(())
    }

    async fn file(
        &mut self,
        field: String,
        name: String,
        mut part: Field<'_>,
    ) -> Result<(), Problem> {
        if !(self.welcome)(&self.upload.fields) {
            return Err(Problem::stale_form());
        }
        let mut content: Option<Incoming> = None;
        let mut block = Vec::with_capacity(BLOCK);
        while let Some(next) = self.next(&mut part).await? {
            self.in_files += next.len();
            if self.is_too_large() {
                return self.pass_over(part).await;
            }
            block.extend_from_slice(&next);
            if block.len() >= BLOCK {
                (content, block) = self.write(content, block).await?;
            }
        }
        if name.is_empty() && content.is_none() && block.is_empty() {
            return Ok(());
        }
        if let (Some(content), _) = self.write(content, block).await? {
            self.upload.files.push(UploadedFile {
                field,
                name,
                content: Content::Sent(content),
            });
        }
        Ok(())
    }

    /// Writes a block where waiting for the disk holds up nobody.
    async fn write(
        &self,
        file: Option<Incoming>,
        mut block: Vec<u8>,
    ) -> Result<(Option<Incoming>, Vec<u8>), Problem> {
        let written = self.app.work(move |office| {
            let mut file = match file {
                Some(file) => file,
                None => office.receive_file()?,
            };
            file.write(&block)?;
            block.clear();
            Ok((Some(file), block))
        });
        written.await
    }

    async fn pass_over(&mut self, mut part: Field<'_>) -> Result<(), Problem> {
        while self.next(&mut part).await?.is_some() {}
        Ok(())
    }

    fn is_too_large(&self) -> bool {
        self.fields > MOST_FIELDS
            || self.text > self.takes.text()
            || self.in_files > self.takes.files()
            || self.upload.files.len() > MOST_FILES
    }
}
