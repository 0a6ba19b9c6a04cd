//! Downloads of a matter's files. What leaves a sealed matter is an entry in it.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::MatterId;

use crate::app::App;
use crate::pages::shared;
use crate::problem::Problem;
use crate::request::Staff;

/// One file of a matter in sight.
pub(super) async fn download(
    State(app): State<App>,
    staff: Staff,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id: MatterId = id.parse().map_err(|_| Problem::not_found())?;
    let (viewer, now) = (staff.viewer().clone(), app.now());
    let (file, content) = app
        .work(move |office| office.file(&viewer, id, &hash, now))
        .await?;
    Ok(shared::download(&file, content))
}
