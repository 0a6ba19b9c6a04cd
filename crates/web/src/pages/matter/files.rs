//! Downloads of a matter's files. What leaves a sealed matter is an entry in it.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::MatterId;

use crate::app::App;
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::{OnPurpose, numbered};

/// One file of a matter in sight.
pub(super) async fn download(
    State(app): State<App>,
    Path((id, hash)): Path<(String, String)>,
    OnPurpose(staff): OnPurpose,
) -> Result<Response, Problem> {
    let id: MatterId = numbered(&id)?;
    let (viewer, now) = (staff.viewer().clone(), app.now());
    let (file, content) = app
        .work(move |office| office.file(&viewer, id, &hash, now))
        .await?;
    Ok(shared::download(&file, content))
}
