//! Pages.

use axum::Router;

use crate::app::App;

/// The addresses of these pages.
pub fn routes() -> Router<App> {
    Router::new()
}
