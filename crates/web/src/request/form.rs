//! Form fields and uploaded files, read so that what a person typed is never lost to a wrong field.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

use crate::problem::Problem;

/// The largest form without files.
const LARGEST_FORM: usize = 2 * 1024 * 1024;

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

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Ok(Upload::from_request(request, state).await?.fields)
    }
}

async fn read_fields(request: Request) -> Result<Fields, Problem> {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, LARGEST_FORM)
        .await
        .map_err(|_| Problem::bad_request("表单过大，无法读取", "the form is too large"))?;
    // axum's own reader of forms, so that browsers and we agree on every escape.
    let request = Request::from_parts(parts, axum::body::Body::from(bytes));
    match axum::Form::<Vec<(String, String)>>::from_request(request, &()).await {
        Ok(axum::Form(pairs)) => Ok(Fields(pairs)),
        Err(_) => Err(Problem::bad_request(
            "表单无法读取",
            "the form cannot be read",
        )),
    }
}

fn is_multipart(request: &Request) -> bool {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("multipart/form-data"))
}

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    /// The form field.
    pub field: String,
    /// The name the sender's machine gave it.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A form with files.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The fields that are not files.
    pub fields: Fields,
    /// The files; a file field left empty is not among them.
    pub files: Vec<UploadedFile>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_multipart(&request) {
            return Ok(Self {
                fields: read_fields(request).await?,
                files: Vec::new(),
            });
        }
        let broken = || {
            Problem::bad_request(
                "上传的内容过大或传输中断，请减少附件后重试",
                "the upload is too large or broke off; send fewer files",
            )
        };
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(|_| broken())?;
        let mut upload = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(name) => {
                    let content = part.bytes().await.map_err(|_| broken())?.to_vec();
                    if !(name.is_empty() && content.is_empty()) {
                        upload.files.push(UploadedFile {
                            field,
                            name,
                            content,
                        });
                    }
                }
                None => {
                    let value = part.text().await.map_err(|_| broken())?;
                    upload.fields.0.push((field, value));
                }
            }
        }
        Ok(upload)
    }
}
