//! The pages: requests in, use cases called, HTML out. Complete without JavaScript.
//!
//! - [`look`]: the design, components without knowledge of any use case;
//! - [`form`]: fields described once, drawn and read;
//! - [`pages`]: one folder per audience, one file per page;
//! - [`request`]: what a request tells (language, address, form, files, who is signed in);
//! - [`entrance`]: what is asked of every request first;
//! - [`problem`]: what a refused or failed request answers;
//! - [`server`]: the connections, with their limits;
//! - [`app`]: what all handlers share.

pub mod app;
mod beyond;
pub mod entrance;
pub mod form;
mod from_disk;
pub mod look;
pub mod pages;
pub mod problem;
pub mod request;
pub mod server;
mod undone;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;

pub use app::App;
pub use server::Server;

/// How long browsers ask for nothing but HTTPS, once they were answered over it: a year.
const HTTPS_ONLY: &str = "max-age=31536000";

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

/// What every answer has: words, language, and headers that tell browsers what they may not do.
fn dressed(app: App, pages: Router<App>) -> Router {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let https = app
        .https
        .then(|| header(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY));
    // One layer of several, the outermost first: each layer of its own would be a box in a box, copied with every request.
    let dress = ServiceBuilder::new()
        .layer(tower::util::option_layer(https))
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'",
        ))
        // `request::receive` has limits of its own, for each page and for whatever encoding.
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(problem::after_panic))
        .layer(middleware::from_fn_with_state(app.clone(), request::lang::keep))
        .layer(middleware::from_fn_with_state(app.clone(), problem::draw))
        .layer(middleware::from_fn_with_state(app.clone(), beyond::count))
        .layer(middleware::from_fn(entrance::own_pages));
    pages.layer(dress).with_state(app)
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
