//! PDF and DOCX. Each download is an entry; names are in it unless the matter is sealed or `names=no` asks for none.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::DocumentId;
use office::documents::printing::Form;
use serde::Deserialize;

use super::super::open;
use crate::app::App;
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::Staff;

/// Whether names are wanted.
#[derive(Deserialize)]
pub(super) struct Asked {
    names: Option<String>,
}

/// The PDF.
pub(super) async fn pdf(
    app: State<App>,
    staff: Staff,
    path: Path<(String, String)>,
    asked: Query<Asked>,
) -> Result<Response, Problem> {
    print(app, staff, path, asked, Form::Pdf).await
}

/// The DOCX.
pub(super) async fn docx(
    app: State<App>,
    staff: Staff,
    path: Path<(String, String)>,
    asked: Query<Asked>,
) -> Result<Response, Problem> {
    print(app, staff, path, asked, Form::Docx).await
}

async fn print(
    State(app): State<App>,
    staff: Staff,
    Path((id, document)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    form: Form,
) -> Result<Response, Problem> {
    let file = open(&app, &staff, &id)?;
    let document: DocumentId = document.parse().map_err(|_| Problem::not_found())?;
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
