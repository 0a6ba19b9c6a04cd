//! Form fields and uploaded files, read so that what a person typed is never lost to a wrong field.

use axum::extract::{FromRequest, Request};
use office::Incoming;

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
    /// What was sent: on disk already, not yet kept ([`office::Office::keep_upload`]).
    pub content: Incoming,
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
