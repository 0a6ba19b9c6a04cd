//! What is asked of a request before any page sees it: one host, and that a form comes from a page of ours.

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// What browsers say of the page that a request comes from.
const FETCH_SITE: &str = "sec-fetch-site";

/// A request of HTTP/1.1 names the host it is for, once: whoever stands between us could read two in two ways.
pub async fn one_host(request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let readable = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host
            .to_str()
            .is_ok_and(|host| host.parse::<Authority>().is_ok()),
        (None, _) => request.version() < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    };
    if !readable {
        return Problem::no_host().into_response();
    }
    next.run(request).await
}

/// A form that another site's page sends is refused, whatever it carries: it could sign somebody in as another, or act
/// with a token that leaked. Programs without a browser say nothing of a page and are let through to the token's check.
pub fn from_elsewhere(request: &Request) -> bool {
    !request.method().is_safe() && is_foreign(request.headers())
}

fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    // Browsers say so themselves on encrypted lines, also where a proxy writes another host into the request.
    if let Some(site) = text(FETCH_SITE) {
        return !matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (None, _) => false,
        (Some(origin), Some(host)) => !is_of(origin, host),
        (Some(_), None) => true,
    }
}

/// Whether an origin, such as `https://petition.example`, is that of a host. A default port may be written or not.
fn is_of(origin: &str, host: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else {
        return false;
    };
    let port = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return false,
    };
    let bare = |authority: &str| {
        let authority = authority.to_ascii_lowercase();
        authority
            .strip_suffix(port)
            .map_or(authority.clone(), str::to_owned)
    };
    bare(authority) == bare(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_ours_when_host_and_port_are() {
        for (origin, host) in [
            ("http://petition.example", "petition.example"),
            ("https://petition.example", "Petition.example:443"),
            ("https://petition.example:443", "petition.example"),
            ("http://127.0.0.1:8080", "127.0.0.1:8080"),
            ("http://[::1]:8080", "[::1]:8080"),
        ] {
            assert!(is_of(origin, host), "{origin} {host}");
        }
        for (origin, host) in [
            ("null", "petition.example"),
            ("http://evil.example", "petition.example"),
            ("http://petition.example.evil.example", "petition.example"),
            ("http://petition.example:8080", "petition.example"),
            ("https://petition.example:80", "petition.example"),
            ("file://petition.example", "petition.example"),
            ("", "petition.example"),
        ] {
            assert!(!is_of(origin, host), "{origin} {host}");
        }
    }
}
