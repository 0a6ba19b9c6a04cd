//! The pages of staff, except that of a single matter.
//!
//! - [`sign_in`], [`post`], [`account`], [`sessions`]: who acts, in which post, with which password, and where else;
//! - [`confirm`]: a second person confirms posts, and one is told what others did to one's own;
//! - [`stand_in`]: who acts for whom during an absence;
//! - [`work`]: the workbench by verb;
//! - [`day`]: a day's documents in one file;
//! - [`hot`], [`forecast`]: events that several matters tell of, and what is to be expected;
//! - [`kept`]: throwing away what could not be sent;
//! - [`matters`]: the list, search and export;
//! - [`register`]: registering an arrival.

pub mod account;
pub mod confirm;
pub mod day;
pub mod forecast;
pub mod hot;
pub mod kept;
pub mod matters;
pub mod post;
pub mod register;
pub mod sessions;
pub mod sign_in;
pub mod stand_in;
pub mod work;

use axum::Router;
use axum::routing::{get, post as to};

use crate::app::App;

/// The addresses that belong to no page of a menu.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-out", get(sign_in::left).post(sign_in::leave))
        .route("/kept/forget", to(kept::forget))
        .route("/search", get(matters::search))
}
