//! Words of a petitioner that could not be taken: the code was wrong, too much was tried from that place, something failed. The same
//! browser finds them again for a day, for the same number: by a cookie of its own, sealed like the drafts of the public form. Files are
//! not kept: nobody leaves any here without number and code.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use cookie::{Cookie, SameSite};
use matter::Action;
use office::OfficeError;
use office::guard::Effort;
use office::vault::token;
use serde::{Deserialize, Serialize};

use super::page::Typed;
use super::{Proof, refused};
use crate::app::App;
use crate::pages::public::view::spend;
use crate::problem::Problem;
use crate::request::cookie::{Life, cookie, header_of};
use crate::request::{Address, Fields, Reader};

/// The cookie. Strict, so that no foreign page sends it.
const WORDS: &str = "huiyin_words";
/// The most bytes kept.
const MOST: usize = 64 * 1024;

/// What was typed into which form for which petition.
#[derive(Serialize, Deserialize)]
struct Kept {
    number: String,
    /// The address of the form.
    form: String,
    fields: Vec<(String, String)>,
}

/// A browser's hold on its words, and the form it sends now.
#[derive(Clone, Debug)]
pub struct Words {
    token: Option<String>,
    form: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Words {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let plain =
            |text: &&str| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let token = cookie(&parts.headers, WORDS).filter(plain);
        Ok(Self {
            token: token.map(str::to_owned),
            form: parts.uri.path().to_owned(),
        })
    }
}

impl Words {
    /// What this browser had typed for this petition and could not send.
    pub fn found(&self, app: &App, proof: &Proof) -> Result<Typed, Problem> {
        let Some(token) = &self.token else {
            return Ok(Typed::default());
        };
        let kept = app.office.draft(token)?;
        let kept: Option<Kept> = kept.and_then(|text| serde_json::from_str(&text).ok());
        let Some(kept) = kept.filter(|kept| kept.number == proof.number) else {
            return Ok(Typed::default());
        };
        let fields = Fields(kept.fields);
        let asked = kept.form.strip_prefix("/track/ask/");
        let asked = asked.and_then(|code| {
            let mut actions = Action::ALL.iter();
            actions.find(|action| action.code() == code).copied()
        });
        Ok(Typed {
            restored: true,
            text: fields.text("text").to_owned(),
            rating: ["office", "unit", "remark"].map(|name| fields.text(name).to_owned()),
            asked,
            fields,
            ..Typed::default()
        })
    }

    /// The answer to a form that could not be taken; its words are kept.
    pub async fn lost(
        &self,
        app: &App,
        reader: &Reader,
        (proof, address): (&Proof, &Address),
        fields: &Fields,
        error: OfficeError,
    ) -> Result<Response, Problem> {
        let kept = self.keep(app, (proof, address), fields).await;
        let answer = refused(app, reader, proof, error);
        let Some(token) = kept else {
            return answer;
        };
        let mut answer = answer.unwrap_or_else(IntoResponse::into_response);
        set(&mut answer, &token, Life::Session, app.https);
        Ok(answer)
    }

    /// Forgets them, once they were sent.
    pub async fn end(&self, app: &App, mut answer: Response) -> Result<Response, Problem> {
        if let Some(token) = self.token.clone() {
            app.work(move |office| office.forget_draft(&token)).await?;
            set(&mut answer, "", Life::Ended, app.https);
        }
        Ok(answer)
    }

    /// Keeps the words; none where there are none, or too many for one place.
    async fn keep(
        &self,
        app: &App,
        (proof, address): (&Proof, &Address),
        fields: &Fields,
    ) -> Option<String> {
        let mut typed = fields.0.clone();
        typed
            .retain(|(name, text)| !matches!(name.as_str(), "number" | "code") && !text.is_empty());
        let kept = Kept {
            number: proof.number.clone(),
            form: self.form.clone(),
            fields: typed,
        };
        let text = serde_json::to_string(&kept).ok()?;
        if kept.fields.is_empty() || text.len() > MOST {
            return None;
        }
        spend(app, address, Effort::Draft, 1).ok()?;
        let (token, now) = (self.token.clone().unwrap_or_else(token), app.now());
        let name = token.clone();
        let kept = app.act(move |office| office.keep_draft(&name, &text, now));
        kept.await.ok().map(|()| token)
    }
}

fn set(response: &mut Response, token: &str, life: Life, https: bool) {
    let cookie = Cookie::build((WORDS, token))
        .path("/track")
        .same_site(SameSite::Strict);
    let header = header_of(cookie, life, https);
    response.headers_mut().append(header::SET_COOKIE, header);
}
