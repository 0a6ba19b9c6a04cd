//! The public pages: how to petition, submit, track, the rules in force and how it all works. Nothing to sign in to.

mod front;
mod how;
mod routes;
mod rules;
mod submit;
mod track;
mod verify;
mod view;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// The addresses of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(front::page))
        .route("/rules", get(rules::page))
        .route("/verify", get(verify::ask))
        .route("/verify/{code}", get(verify::show))
        .route("/how-it-works", get(how::page))
        .merge(submit::routes())
        .merge(track::routes())
}
