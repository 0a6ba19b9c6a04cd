//! The reader's language: asked for in the address, remembered in a cookie, Chinese otherwise.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};

use super::cookie::{LANG, Life, cookie, named, set_cookie};
use crate::app::App;
use crate::look::Lang;

/// How long a language is remembered, in seconds.
const YEAR: u32 = 365 * 24 * 60 * 60;

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
        .or_else(|| {
            [true, false]
                .iter()
                .find_map(|https| cookie(headers, &named(LANG, *https)))
                .map(Lang::from_code)
        })
        .unwrap_or(Lang::Zh)
}

/// The cookie that remembers a language that was asked for.
pub fn remembered(app: &App, query: Option<&str>) -> Option<HeaderValue> {
    let lang = asked(query)?;
    Some(set_cookie(
        LANG,
        lang.code(),
        Life::Seconds(YEAR),
        app.https,
    ))
}
