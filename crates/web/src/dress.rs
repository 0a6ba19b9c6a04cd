//! What every answer has beside its page: words where something went wrong, the language that was asked for, and headers that tell
//! browsers what they may not do. One step for all of it, since each request goes through every layer.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::problem::{self, Problem};
use crate::request::cookie::session;
use crate::request::lang;
use crate::{beyond, entrance};

/// How long browsers ask for nothing but HTTPS, once they were answered over it: a year.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// What browsers are told unless a page says otherwise.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'",
        ),
    ),
];

/// Answers a request, and dresses the answer.
pub async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let asked = problem::Asked::of(&request);
    let remembered = lang::remembered(&app, request.uri().query());
    let session = session(request.headers(), app.https).map(str::to_owned);
    let response = if entrance::from_elsewhere(&request) {
        Problem::foreign_page().into_response()
    } else {
        next.run(request).await
    };
    if let Some(session) = session.filter(|_| beyond::refuses(&response)) {
        beyond::count(&app, session).await;
    }
    let mut response = problem::draw(&app, &asked, response);
    let headers = response.headers_mut();
    if let Some(cookie) = remembered {
        headers.append(header::SET_COOKIE, cookie);
    }
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    if app.https {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HTTPS_ONLY);
    }
    response
}
