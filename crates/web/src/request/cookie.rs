//! Cookies: one for the session, one for the language.

use axum::http::{HeaderMap, HeaderValue, header};

/// The session's cookie.
pub const SESSION: &str = "huiyin_session";
/// The language's cookie.
pub const LANG: &str = "huiyin_lang";

/// How long a browser keeps a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Until it is closed.
    Session,
    /// So many seconds.
    Seconds(u32),
    /// No longer.
    Ended,
}

/// Under which name a cookie travels. Over HTTPS browsers take this one from nobody but this very host.
pub fn named(name: &str, https: bool) -> String {
    let prefix = if https { "__Host-" } else { "" };
    format!("{prefix}{name}")
}

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

/// The token of the session a browser holds.
pub fn session(headers: &HeaderMap, https: bool) -> Option<&str> {
    cookie(headers, &named(SESSION, https))
}

/// The header that sets a cookie which no script reads and no other site's form sends. The value is plain ASCII of our
/// own making; of anything else nothing is set.
pub fn set_cookie(name: &str, value: &str, life: Life, https: bool) -> HeaderValue {
    let secure = if https { "; Secure" } else { "" };
    let age = match life {
        Life::Session => String::new(),
        Life::Seconds(seconds) => format!("; Max-Age={seconds}"),
        Life::Ended => "; Max-Age=0".to_owned(),
    };
    let name = named(name, https);
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// The header that sets the session's cookie; an empty token ends it.
pub fn session_header(token: &str, https: bool) -> HeaderValue {
    let life = if token.is_empty() {
        Life::Ended
    } else {
        Life::Session
    };
    set_cookie(SESSION, token, life, https)
}
