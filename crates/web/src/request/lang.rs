//! The reader's language: asked for in the address, remembered in a cookie, Chinese otherwise.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::cookie::{LANG, cookie};
use crate::look::Lang;

/// What every page needs to know of its reader: the language, and the path for the language switch.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The language.
    pub lang: Lang,
    /// The path and query of the page.
    pub path: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self {
            lang: lang_of(&parts.headers, parts.uri.query()),
            path: parts
                .uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), ToString::to_string),
        })
    }
}

fn asked(query: Option<&str>) -> Option<Lang> {
    query?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == "lang")
        .map(|(_, value)| Lang::from_code(value))
}

/// The language of a request.
pub fn lang_of(headers: &HeaderMap, query: Option<&str>) -> Lang {
    asked(query)
        .or_else(|| cookie(headers, LANG).map(Lang::from_code))
        .unwrap_or(Lang::Zh)
}

/// Remembers a language that was asked for.
pub async fn keep(request: Request, next: Next) -> Response {
    let asked = asked(request.uri().query());
    let mut response = next.run(request).await;
    if let Some(lang) = asked {
        let text = format!(
            "{LANG}={}; Path=/; SameSite=Lax; Max-Age=31536000",
            lang.code()
        );
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}
