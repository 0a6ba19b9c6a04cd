//! The pages, by audience. A page of staff is a [`screen`]; other modules have `routes()`. Either way its address stands beside its handler.

pub mod admin;
pub mod frame;
pub mod id_number;
pub mod lawful;
pub mod matter;
pub mod procedure;
pub mod public;
pub mod remedy;
pub mod screen;
mod screens;
pub mod shared;
pub mod slip;
pub mod staff;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::look::assets;
use crate::problem::Problem;

/// Every address.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(public::routes())
        .merge(screens::routes())
        .merge(staff::routes())
        .merge(matter::routes())
        .route("/assets/{*path}", get(asset))
        .route("/healthz", get(|| async { "ok" }))
}

/// A style sheet, script or picture; its address changes with its content, so it may be kept for good.
async fn asset(Path(path): Path<String>) -> Response {
    match assets(&path) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.mime.to_string()),
                (
                    header::CACHE_CONTROL,
                    "public, max-age=31536000, immutable".to_owned(),
                ),
            ],
            asset.bytes,
        )
            .into_response(),
        None => Problem::no_such_page().into_response(),
    }
}
