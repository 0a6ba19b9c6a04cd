//! The browser's hold on its draft: a token in a cookie that no page, address or history shows and that goes with the browser's session.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use cookie::{Cookie, SameSite};
use office::vault::token;

use super::draft::Draft;
use crate::app::App;
use crate::problem::Problem;
use crate::request::cookie::{Life, cookie, header_of};

/// The cookie. Strict, so that no foreign page sends or reads a draft.
const DRAFT: &str = "huiyin_draft";

/// The draft's token that a browser sent, if it sent one.
#[derive(Clone, Debug)]
pub struct Session(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

impl Session {
    fn of(headers: &HeaderMap) -> Self {
        Self(
            cookie(headers, DRAFT)
                .filter(|text| is_token(text))
                .map(str::to_owned),
        )
    }

    /// The token, empty when the browser has none.
    pub fn token(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// The draft, while it is there.
    pub fn draft(&self, app: &App) -> Result<Option<Draft>, Problem> {
        match &self.0 {
            Some(token) => Draft::load(app, token),
            None => Ok(None),
        }
    }

    /// The draft that is not sent yet, or a new one under a new token.
    pub fn unsent(&self, app: &App) -> Result<(String, Draft), Problem> {
        match (self.draft(app)?, &self.0) {
            (Some(draft), Some(token)) if draft.sent.is_none() => Ok((token.clone(), draft)),
            _ => Ok((token(), Draft::default())),
        }
    }

    /// Gives the browser its token, where it does not have that one yet.
    pub fn keep(&self, response: impl IntoResponse, token: &str, app: &App) -> Response {
        let mut response = response.into_response();
        if self.0.as_deref() != Some(token) {
            set(&mut response, token, Life::Session, app.https);
        }
        response
    }

    /// Takes the token away.
    pub fn end(response: impl IntoResponse, app: &App) -> Response {
        let mut response = response.into_response();
        set(&mut response, "", Life::Ended, app.https);
        response
    }
}

fn set(response: &mut Response, token: &str, life: Life, https: bool) {
    let cookie = Cookie::build((DRAFT, token))
        .path("/submit")
        .same_site(SameSite::Strict);
    let header = header_of(cookie, life, https);
    response.headers_mut().append(header::SET_COOKIE, header);
}

fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
