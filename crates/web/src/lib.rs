//! The pages: requests in, use cases called, HTML out. Complete without JavaScript.
//!
//! - [`look`]: the design, components without knowledge of any use case;
//! - [`form`]: fields described once, drawn and read;
//! - [`list`]: lists described once: columns, filters, counts, the way on;
//! - [`pages`]: one folder per audience, one file per page;
//! - [`request`]: what a request tells (language, address, form, files, who is signed in);
//! - [`entrance`]: what is asked of every request first;
//! - [`problem`]: what a refused or failed request answers;
//! - [`server`]: the connections, with their limits;
//! - [`app`]: what all handlers share.

pub mod app;
mod beyond;
mod dress;
pub mod entrance;
pub mod form;
mod from_disk;
pub mod list;
pub mod look;
pub mod pages;
pub mod problem;
pub mod request;
pub mod server;
mod undone;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

pub use app::App;
pub use server::Server;

/// Everything the pages answer.
pub fn router(app: App) -> Router {
    dressed(app, pages::routes().fallback(problem::no_such_page))
}

/// The same behind a [`Server`], where requests come from anywhere.
fn served(app: App) -> Router {
    let pages = pages::routes()
        .fallback(problem::no_such_page)
        .layer(middleware::from_fn(entrance::one_host));
    dressed(app, pages)
}

/// The pages with what every answer has; see [`dress`]. A page that panics is a problem like any other.
fn dressed(app: App, pages: Router<App>) -> Router {
    let layers = ServiceBuilder::new()
        .layer(middleware::from_fn_with_state(app.clone(), dress::dress))
        // `request::receive` has limits of its own, for each page and for whatever encoding.
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(problem::after_panic));
    pages.layer(layers).with_state(app)
}

/// Serves with nobody in front until `stop` resolves.
///
/// # Errors
/// The network's.
pub async fn serve(
    listener: tokio::net::TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send,
) -> std::io::Result<()> {
    Server::new(app).run(listener, stop).await
}
