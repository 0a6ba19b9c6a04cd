//! PDF and DOCX. Each download is an entry; names are in it unless the matter is sealed or `names=no` asks for none.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::DocumentId;
use office::documents::printing::Form;
use serde::Deserialize;

use super::super::open;
use crate::app::App;
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::{OnPurpose, numbered};

/// Whether names are wanted.
#[derive(Deserialize)]
pub(super) struct Asked {
    names: Option<String>,
}

/// The PDF.
pub(super) async fn pdf(
    app: State<App>,
    path: Path<(String, String)>,
    asked: Query<Asked>,
    staff: OnPurpose,
) -> Result<Response, Problem> {
    print(app, path, asked, staff, Form::Pdf).await
}

/// The DOCX.
pub(super) async fn docx(
    app: State<App>,
    path: Path<(String, String)>,
    asked: Query<Asked>,
    staff: OnPurpose,
) -> Result<Response, Problem> {
    print(app, path, asked, staff, Form::Docx).await
}

async fn print(
    State(app): State<App>,
    Path((id, document)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    OnPurpose(staff): OnPurpose,
    form: Form,
) -> Result<Response, Problem> {
    let file = open(&app, &staff, &id).await?;
    let document: DocumentId = numbered(&document)?;
    let names = match asked.names.as_deref() {
        Some("no") => false,
        Some(_) => true,
        None => !file.matter.is_sealed(),
    };
    let (viewer, matter, now) = (staff.viewer().clone(), file.matter.id, app.now());
    let (name, content) = app
        .work(move |office| office.print_document(&viewer, (matter, document), form, names, now))
        .await?;
    Ok(shared::save(&name, form.media(), content))
}
