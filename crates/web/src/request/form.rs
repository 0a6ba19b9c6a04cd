//! Form fields and uploaded files, read so that what a person typed is never lost to a wrong field.

use axum::extract::{FromRequest, Request};
use matter::Attachment;
use office::{Incoming, Office, OfficeError};

use super::receive;
use crate::app::App;
use crate::problem::Problem;

/// The fields of a form in the order sent; a name may come several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value of a field, trimmed; empty when it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// The first value of a field as typed: a password's blanks at its ends count.
    pub fn raw(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// The first value of a field that is not empty.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value of a field, trimmed, empty ones too, so that several columns stay side by side.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.trim())
    }

    /// A field read as something else; `None` when it is missing or unreadable.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }
}

impl FromRequest<App> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        Ok(Upload::from_request(request, app).await?.fields)
    }
}

/// A file as it was sent.
#[derive(Debug)]
pub struct UploadedFile {
    /// The form field.
    pub field: String,
    /// The name the sender's machine gave it.
    pub name: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a file of a form.
#[derive(Debug)]
pub enum Content {
    /// It came with this form: on disk already, not yet kept.
    Sent(Incoming),
    /// It came with an earlier try at the same form, and was kept.
    Kept(Attachment),
}

impl UploadedFile {
    /// Keeps it, and says what it is.
    ///
    /// # Errors
    /// As for [`Office::keep_upload`].
    pub fn keep(&self, office: &Office, from_petitioner: bool) -> Result<Attachment, OfficeError> {
        match &self.content {
            Content::Sent(sent) => office.keep_upload(&self.name, sent, from_petitioner),
            Content::Kept(file) => Ok(Attachment {
                from_petitioner,
                ..file.clone()
            }),
        }
    }

    /// What came with this form; none where it came with an earlier try.
    pub fn sent(&self) -> Option<&Incoming> {
        match &self.content {
            Content::Sent(sent) => Some(sent),
            Content::Kept(_) => None,
        }
    }

    /// Its bytes.
    pub fn size(&self) -> u64 {
        match &self.content {
            Content::Sent(sent) => sent.size(),
            Content::Kept(file) => file.size,
        }
    }

    /// The hash of what is in it.
    pub fn digest(&self) -> Vec<u8> {
        match &self.content {
            Content::Sent(sent) => sent.digest().to_vec(),
            Content::Kept(file) => file.hash.clone().into_bytes(),
        }
    }
}

/// A form with files.
#[derive(Debug, Default)]
pub struct Upload {
    /// The fields that are not files.
    pub fields: Fields,
    /// The files; a file field left empty is not among them.
    pub files: Vec<UploadedFile>,
}

impl FromRequest<App> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        receive::form(request, app).await
    }
}
