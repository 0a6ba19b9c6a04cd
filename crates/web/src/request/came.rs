//! Where a request came from, for the few addresses where reading is itself an entry: a link on somebody else's page must leave
//! nothing on record in the name of whoever follows it.

use std::convert::Infallible;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, Uri, header};
use axum::response::{IntoResponse, Response};

use super::staff::{Staff, StaffForm};
use crate::app::App;
use crate::problem::Problem;

/// What an address bears once its reader was sent away to sign in and it was not a page of ours that had led there: signing in makes
/// nobody's link one of ours.
const MARK: &str = "came=elsewhere";

/// Where a request came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// A page of ours led here, or the address was typed.
    OnPurpose,
    /// Some other page led here, or nothing tells.
    FromElsewhere,
}

impl Came {
    /// Reads it from a request without a body.
    pub fn of(parts: &Parts) -> Self {
        let text = |name: HeaderName| parts.headers.get(name)?.to_str().ok();
        // Browsers ask ahead for what may be opened next; that opens nothing yet.
        let ahead = text(HeaderName::from_static("sec-purpose"))
            .or_else(|| text(HeaderName::from_static("purpose")))
            .is_some_and(|purpose| purpose.contains("prefetch"));
        let marked = parts
            .uri
            .query()
            .is_some_and(|query| query.split('&').any(|pair| pair == MARK));
        if ahead || marked || parts.method != Method::GET {
            return Self::FromElsewhere;
        }
        let ours = match text(HeaderName::from_static("sec-fetch-site")) {
            Some(site) => matches!(site, "same-origin" | "none"),
            // Older browsers, and any browser without HTTPS: our pages send the address they stand at, and only to us.
            None => match text(header::REFERER) {
                Some(referer) => is_own(referer, &parts.headers, &parts.uri),
                None => !is_browser(&parts.headers),
            },
        };
        if ours {
            Self::OnPurpose
        } else {
            Self::FromElsewhere
        }
    }

    /// The address with this fact kept in it. A fragment stays in the browser, so nothing behind it would be kept.
    pub fn keep_in(self, address: &str) -> String {
        let address = address.split('#').next().unwrap_or_default();
        match self {
            Self::OnPurpose => address.to_owned(),
            Self::FromElsewhere => {
                let mark = if address.contains('?') { '&' } else { '?' };
                format!("{address}{mark}{MARK}")
            }
        }
    }
}

impl FromRequestParts<App> for Came {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

/// Whether an address is one of this server.
fn is_own(address: &str, headers: &HeaderMap, uri: &Uri) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(|authority| authority.as_str()));
    let from = address.parse::<Uri>().ok();
    let from = from
        .as_ref()
        .and_then(Uri::authority)
        .map(|authority| authority.as_str());
    host.is_some() && from == host
}

/// Whether a browser asks. Links are followed by browsers, and all of them say what they are; a program that holds the session's
/// cookie asks on purpose.
fn is_browser(headers: &HeaderMap) -> bool {
    headers
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .is_some_and(|agent| agent.contains("Mozilla") || agent.contains("Opera"))
}

/// A signed-in request made on purpose, to an address where reading is an entry: followed from a page of ours, or confirmed by a form
/// that the answer to any other request shows. Such an address takes `GET` and `POST` alike.
#[derive(Clone, Debug)]
pub struct OnPurpose(pub Staff);

impl FromRequest<App> for OnPurpose {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        if request.method() == Method::POST {
            let form = StaffForm::from_request(request, app).await?;
            return Ok(Self(form.staff));
        }
        let (mut parts, _) = request.into_parts();
        let staff = Staff::from_request_parts(&mut parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        match staff.came {
            Came::OnPurpose => Ok(Self(staff)),
            Came::FromElsewhere => {
                let here = staff.reader.path.clone();
                Err(Problem::confirm(&staff, here, None).into_response())
            }
        }
    }
}
