//! A form that could not be sent waits for its writer: see [`office::kept`].
//!
//! The page of such a form has [`Keeps`] beside its address. What came without a session, with the token of an earlier one, or only in
//! part is kept for whoever typed it, whoever is signed in at that machine now: nobody else is told. What was refused or overtaken stays on
//! the page that says so, its files with the form that waits ([`Waits::hold`]).

use axum::extract::Request;
use kernel::{PersonId, Refusal};
use matter::Attachment;
use office::kept::{Kept, Typed};
use office::{Office, OfficeError};

use super::form::{Content, Fields, Upload, UploadedFile};
use super::receive;
use crate::app::App;
use crate::look::Lang;
use crate::problem::Problem;

/// Beside a page's address, as a layer: its form is kept where it cannot be sent.
#[derive(Clone, Copy, Debug)]
pub struct Keeps;

/// The field that says which form that waited is gone on from.
pub const KEPT: &str = "kept";
/// The field of each of its files that is still wanted.
pub const KEPT_FILE: &str = "kept_file";
/// Fields that belong to the page and not to what was typed.
const OF_THE_PAGE: [&str; 3] = ["csrf", KEPT, KEPT_FILE];

/// Where a form waits for its writer.
#[derive(Clone, Debug)]
pub struct Waits {
    person: PersonId,
    page: String,
    before: Option<Kept>,
}

impl Waits {
    /// Where the form of a page waits. What it goes on from is looked up, and its files that are still wanted stand among those sent.
    pub(super) fn of(
        app: &App,
        person: PersonId,
        page: String,
        upload: &mut Upload,
    ) -> Result<Self, OfficeError> {
        let before = earlier(app, person, upload)?;
        Ok(Self {
            person,
            page,
            before,
        })
    }

    /// Keeps a form whose page is shown once more, so that its files need not be chosen again. The words are on the page; without files
    /// nothing is kept.
    ///
    /// # Errors
    /// The storage's.
    pub async fn hold(
        &self,
        app: &App,
        fields: &Fields,
        stored: &Stored,
    ) -> Result<Option<Kept>, OfficeError> {
        if stored.files.is_empty() {
            return Ok(None);
        }
        let token = self.keep(app, fields, stored).await?;
        let (person, now) = (self.person, app.now());
        app.act(move |office| office.kept_form(person, &token, now))
            .await
    }

    /// Keeps a form that could not be dealt with at all: the problem's page then says so.
    pub async fn lay_by(
        &self,
        app: &App,
        fields: &Fields,
        stored: &Stored,
        problem: Problem,
    ) -> Problem {
        let may_pass = problem.status.is_server_error()
            || problem.status == axum::http::StatusCode::TOO_MANY_REQUESTS;
        if may_pass && self.keep(app, fields, stored).await.is_ok() {
            problem.kept()
        } else {
            problem
        }
    }

    /// Forgets it, once it was sent.
    ///
    /// # Errors
    /// The storage's.
    pub async fn end(&self, app: &App) -> Result<(), OfficeError> {
        let Some(before) = &self.before else {
            return Ok(());
        };
        let (person, token) = (self.person, before.token.clone());
        app.act(move |office| office.forget_form(person, &token))
            .await
    }

    async fn keep(
        &self,
        app: &App,
        fields: &Fields,
        stored: &Stored,
    ) -> Result<String, OfficeError> {
        let typed = Typed {
            page: self.page.clone(),
            fields: typed(fields),
            files: stored.files.clone(),
            left: Vec::new(),
        };
        let before = self.before.as_ref().map(|kept| kept.token.clone());
        let (person, now) = (self.person, app.now());
        app.act(move |office| office.keep_form(person, before.as_deref(), &typed, now))
            .await
    }
}

/// Files of a form, stored, each with its field.
#[derive(Debug, Default)]
pub struct Stored {
    /// Those taken.
    pub files: Vec<(String, Attachment)>,
    /// Why others were not, each with its field.
    pub refused: Vec<(String, Refusal)>,
}

impl Stored {
    /// Stores the files of a form before anybody asks what becomes of it, so that they are there for another try.
    ///
    /// # Errors
    /// The disk's.
    pub async fn of(
        app: &App,
        files: Vec<UploadedFile>,
        from_petitioner: bool,
    ) -> Result<Self, OfficeError> {
        app.act(move |office| Self::keep(office, &files, from_petitioner))
            .await
    }

    fn keep(
        office: &Office,
        files: &[UploadedFile],
        from_petitioner: bool,
    ) -> Result<Self, OfficeError> {
        let mut stored = Self::default();
        for file in files {
            let field = file.field.clone();
            match file.keep(office, from_petitioner) {
                // The same file chosen again is one file.
                Ok(kept)
                    if stored
                        .files
                        .iter()
                        .any(|(_, known)| known.hash == kept.hash) => {}
                Ok(kept) => stored.files.push((field, kept)),
                Err(OfficeError::Refused(refusal)) => stored.refused.push((field, refusal)),
                Err(error) => return Err(error),
            }
        }
        Ok(stored)
    }

    /// Why files were not taken, for the fields they were chosen in.
    pub fn faults(&self, lang: Lang) -> Vec<(String, String)> {
        let words = |why: &Refusal| lang.pick(&why.zh, &why.en).to_string();
        let refused = self.refused.iter();
        refused
            .map(|(field, why)| (field.clone(), words(why)))
            .collect()
    }

    /// The files alone.
    pub fn attachments(&self) -> Vec<Attachment> {
        self.files.iter().map(|(_, file)| file.clone()).collect()
    }
}

/// What a person could not send from a page.
///
/// # Errors
/// The storage's.
pub fn waiting(app: &App, person: PersonId, page: &str) -> Result<Option<Kept>, OfficeError> {
    app.office.kept_of(person, page, app.now())
}

/// Keeps what came without a session, if a page of ours sent it. The answer is the same either way.
pub(super) async fn without_session(app: &App, page: &str, request: Request) {
    let welcome = |fields: &Fields| {
        let token = fields.text("csrf");
        app.office.writer_of(token, app.now()).is_some()
    };
    let (upload, _) = receive::as_far_as_it_came(request, app, welcome).await;
    for_writer(app, page, upload).await;
}

/// Keeps what came for whoever typed it; returns who that is, once it is kept. What cannot be kept is lost and stands in no answer's
/// way.
pub(super) async fn for_writer(app: &App, page: &str, mut upload: Upload) -> Option<PersonId> {
    let now = app.now();
    let writer = app.office.writer_of(upload.fields.text("csrf"), now)?;
    let before = earlier(app, writer, &mut upload).ok().flatten();
    let (page, fields, files) = (page.to_owned(), typed(&upload.fields), upload.files);
    let kept = app
        .act(move |office| {
            let stored = Stored::keep(office, &files, true)?;
            let left = stored.refused.into_iter();
            let left = left
                .map(|(_, refusal)| (refusal.zh.into_owned(), refusal.en.into_owned()))
                .collect();
            let before = before.map(|kept| kept.token);
            let typed = Typed {
                page,
                fields,
                files: stored.files,
                left,
            };
            office.keep_form(writer, before.as_deref(), &typed, now)
        })
        .await;
    match kept {
        Ok(_) => Some(writer),
        Err(error) => {
            tracing::warn!(%error, "a form that could not be sent is not kept");
            None
        }
    }
}

/// The form that this one goes on from; its files that are still wanted come to those sent.
fn earlier(app: &App, person: PersonId, upload: &mut Upload) -> Result<Option<Kept>, OfficeError> {
    let Some(token) = upload.fields.filled(KEPT) else {
        return Ok(None);
    };
    let before = app.office.kept_form(person, token, app.now())?;
    let wanted: Vec<&str> = upload.fields.all(KEPT_FILE).collect();
    for (field, file) in before.iter().flat_map(|kept| &kept.typed.files) {
        if wanted.contains(&file.hash.as_str()) {
            upload.files.push(UploadedFile {
                field: field.clone(),
                name: file.name.clone(),
                content: Content::Kept(file.clone()),
            });
        }
    }
    Ok(before)
}

fn typed(fields: &Fields) -> Vec<(String, String)> {
    let mut typed = fields.0.clone();
    typed.retain(|(name, _)| !OF_THE_PAGE.contains(&name.as_str()));
    typed
}
