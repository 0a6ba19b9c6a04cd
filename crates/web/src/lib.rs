//! The pages: requests in, use cases called, HTML out. Complete without JavaScript.
//!
//! - [`look`]: the design, components without knowledge of any use case;
//! - [`pages`]: one folder per audience, one file per page;
//! - [`request`]: what a request tells (language, address, form, files, who is signed in);
//! - [`problem`]: what a refused or failed request answers;
//! - [`app`]: what all handlers share.

pub mod app;
pub mod look;
pub mod pages;
pub mod problem;
pub mod request;

use std::net::SocketAddr;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;

pub use app::App;

/// The largest request body: nine files of the largest size, and the form.
const LARGEST_BODY: usize = office::attachments::MOST * office::attachments::LARGEST + 1024 * 1024;

/// Everything the server answers.
pub fn router(app: App) -> Router {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    Router::new()
        .merge(pages::routes())
        .fallback(problem::no_such_page)
        .layer(middleware::from_fn_with_state(app.clone(), problem::draw))
        .layer(middleware::from_fn(request::lang::keep))
        .layer(CatchPanicLayer::custom(problem::after_panic))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(header(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'",
        ))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .with_state(app)
}

/// Serves until `stop` resolves; requests under way are answered first.
///
/// # Errors
/// The network's.
pub async fn serve(
    listener: tokio::net::TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stop)
        .await
}
