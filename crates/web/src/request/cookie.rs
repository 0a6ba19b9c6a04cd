//! Cookies: one for the session, one for the language.

use axum::http::{HeaderMap, HeaderValue, header};

/// The session's cookie.
pub const SESSION: &str = "huiyin_session";
/// The language's cookie.
pub const LANG: &str = "huiyin_lang";

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The header that sets the session's cookie; an empty token ends it.
pub fn session_header(token: &str, https: bool) -> HeaderValue {
    let secure = if https { "; Secure" } else { "" };
    let age = if token.is_empty() { "; Max-Age=0" } else { "" };
    // Tokens are hexadecimal, so the text is always a valid header.
    HeaderValue::from_str(&format!(
        "{SESSION}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{age}"
    ))
    .unwrap_or_else(|_| HeaderValue::from_static(""))
}
