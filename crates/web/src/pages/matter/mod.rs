//! The page of one matter and everything done from it.
//!
//! - [`page`]: the page, put together from the sections below;
//! - [`buttons`], [`contents`], [`history`], [`aside`], [`people`], [`same`]: its sections;
//! - [`extension`]: asked for, granted, refused;
//! - [`desk`]: where a draft reply stands; [`desk_check`]: whether it answers what was asked;
//! - [`oversight`]: what watches over the matter, drawn only where there is something;
//! - [`way`]: co-handling and decisions; [`words`], [`way_words`]: an event as a sentence;
//! - [`clock`]: one due date, day by day;
//! - [`act`]: the forms of every action, and what they do;
//! - [`documents`]: documents made, printed and served;
//! - [`files`], [`identity`], [`slip`]: downloads, names shown with a reason, the query slip printed again.

mod act;
mod aside;
mod buttons;
pub(super) mod category;
mod clock;
mod contents;
mod desk;
mod desk_check;
mod documents;
mod extension;
mod files;
mod history;
mod identity;
mod later;
mod oversight;
mod page;
mod people;
mod same;
mod slip;
mod way;
mod way_words;
mod words;

use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::routing::{get, post};
use axum::{Extension, Router};
use kernel::MatterId;
use office::matter_file::MatterFile;

use crate::app::App;
use crate::problem::Problem;
use crate::request::{Came, Keeps, Staff, StaffForm, Takes, numbered};

/// The addresses of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/matters/{id}", get(page::show))
        .route(
            "/matters/{id}/act/{action}",
            get(act::ask)
                .post(act::perform)
                .layer((Extension(Takes::Files), Extension(Keeps))),
        )
        .route("/matters/{id}/clocks/{clock}", get(clock::show))
        .route("/matters/{id}/open", post(open_on_purpose))
        .route(
            "/matters/{id}/files/{hash}",
            get(files::download).post(files::download),
        )
        .route("/matters/{id}/draft", get(act::draft))
        .route("/matters/{id}/same", get(same::show))
        .route("/matters/{id}/slip", get(slip::ask).post(slip::print))
        .merge(documents::routes())
}

/// Opens the file of the matter in an address. A look into a sealed one is entered first, unless a link from elsewhere led here.
async fn open(app: &App, staff: &Staff, id: &str) -> Result<MatterFile, Problem> {
    let id: MatterId = numbered(id)?;
    let now = app.now();
    let file = app.office.matter_file(staff.viewer(), id, now)?;
    if !file.is_look_due(staff.viewer(), now) {
        return Ok(file);
    }
    if staff.came == Came::FromElsewhere {
        let to = Some(staff.reader.path.clone());
        return Err(Problem::confirm(staff, format!("{}/open", href(id)), to));
    }
    let viewer = staff.viewer().clone();
    app.work(move |office| {
        office.note_look(&viewer, id, now)?;
        office.matter_file(&viewer, id, now)
    })
    .await
}

/// Opens the file of a sealed matter for somebody who was led here from elsewhere and meant it.
async fn open_on_purpose(
    State(app): State<App>,
    Path(id): Path<String>,
    StaffForm { staff, fields, .. }: StaffForm,
) -> Result<Redirect, Problem> {
    let file = open(&app, &staff, &id).await?;
    let home = href(file.matter.id);
    let inside = |to: &&str| {
        to.strip_prefix(home.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    };
    let to = Some(fields.text("to")).filter(inside).unwrap_or(&home);
    Ok(Redirect::to(to))
}

/// The address of a matter.
fn href(id: MatterId) -> String {
    format!("/matters/{id}")
}

/// The address of an action's form.
fn act_href(id: MatterId, action: matter::Action) -> String {
    format!("/matters/{id}/act/{}", action.code())
}

/// A day the ledger's tables keep as text; a text that is no day is shown as it stands.
fn day_of(lang: crate::look::Lang, text: &str) -> String {
    text.parse()
        .map_or_else(|_| text.to_owned(), |day| lang.date(day))
}
