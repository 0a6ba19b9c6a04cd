//! Cookies: one for the session, one for the language, one for a draft of the public form.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::time::Duration;
use cookie::{Cookie, CookieBuilder, SameSite};

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
        .flat_map(Cookie::split_parse)
        .flatten()
        .find(|cookie| cookie.name() == name)
        .and_then(|cookie| cookie.value_raw())
}

/// The token of the session a browser holds.
pub fn session(headers: &HeaderMap, https: bool) -> Option<&str> {
    cookie(headers, &named(SESSION, https))
}

/// The header that sets a cookie for all pages, which no other site's form sends.
pub fn set_cookie(name: &str, value: &str, life: Life, https: bool) -> HeaderValue {
    let cookie = Cookie::build((named(name, https), value))
        .path("/")
        .same_site(SameSite::Lax);
    header_of(cookie, life, https)
}

/// The header that sets a cookie which no script reads. The value is plain ASCII of our own making; of anything else nothing
/// is set.
pub fn header_of(cookie: CookieBuilder<'_>, life: Life, https: bool) -> HeaderValue {
    let cookie = cookie.http_only(true).secure(https);
    let cookie = match life {
        Life::Session => cookie,
        Life::Seconds(seconds) => cookie.max_age(Duration::seconds(seconds.into())),
        Life::Ended => cookie.max_age(Duration::ZERO),
    };
    HeaderValue::from_str(&cookie.build().to_string())
        .unwrap_or_else(|_| HeaderValue::from_static(""))
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_session_is_read_by_no_script_and_sent_by_no_other_site() {
        let header = session_header("0a1b", true);
        let parts: Vec<&str> = header.to_str().unwrap().split("; ").collect();
        assert_eq!(parts[0], "__Host-huiyin_session=0a1b");
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(parts.contains(&part), "{part} of {parts:?}");
        }
        let ended = session_header("", false);
        let ended = ended.to_str().unwrap();
        assert!(ended.contains("Max-Age=0") && !ended.contains("Secure"));
    }

    #[test]
    fn a_cookie_is_found_among_others_and_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        let sent = "huiyin_session2=x; broken;huiyin_session=0a1b ; huiyin_lang=en";
        headers.append(header::COOKIE, HeaderValue::from_static(sent));
        assert_eq!(session(&headers, false), Some("0a1b"));
        assert_eq!(cookie(&headers, LANG), Some("en"));
        assert_eq!(session(&headers, true), None);
    }
}
