//! The administrator's pages: units, posts and the people who hold them.

mod logins;
mod posts;
mod unit_file;
mod units;

use axum::routing::get;
use axum::{Extension, Router};
use kernel::org::Role;

use crate::app::App;
use crate::problem::Problem;
use crate::request::{Staff, Takes};

/// The addresses of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/admin/units",
            get(units::list)
                .post(unit_file::upload)
                .layer(Extension(Takes::Files)),
        )
        .route("/admin/units/new", get(units::blank).post(units::create))
        .route("/admin/units/{id}", get(units::edit).post(units::save))
        .route("/admin/sign-ins", get(logins::sign_ins))
        .route("/admin/posts", get(posts::list))
        .route("/admin/posts/new", get(posts::blank).post(posts::create))
        .route("/admin/posts/{id}", get(posts::edit).post(posts::save))
}

/// Only administrators keep the organisation; the office checks it again at every change.
fn administrator(staff: &Staff) -> Result<(), Problem> {
    if staff.viewer().role == Role::Administrator {
        Ok(())
    } else {
        Err(Problem::forbidden())
    }
}
