//! Who is signed in, and forms that prove they come from our own pages.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::access::Viewer;
use office::sign_in::SignedIn;
use office::{Acting, Basis, Once};

use super::came::Came;
use super::cookie::session;
use super::form::{Fields, Upload};
use super::kept::{self, Keeps, Waits};
use super::lang::Reader;
use super::who::Who;
use super::{percent, receive};
use crate::app::App;
use crate::look::Lang;
use crate::problem::Problem;

/// A signed-in request.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Who.
    pub signed_in: SignedIn,
    /// The cookie's token.
    pub cookie: String,
    /// Language and path.
    pub reader: Reader,
    /// Where the request came from; a form that proves its origin is always made on purpose.
    pub came: Came,
}

impl Staff {
    /// What every query takes.
    pub fn viewer(&self) -> &Viewer {
        &self.signed_in.viewer
    }

    /// The page's language.
    pub fn lang(&self) -> Lang {
        self.reader.lang
    }
}

/// Where a request goes that is not answered to whoever made it.
#[derive(Debug)]
pub enum NotSignedIn {
    /// To the sign-in page, and back afterwards, with where the request came from.
    SignIn(Uri, Came),
    /// To the own account: the password was set by somebody else and must be changed first.
    OwnPassword,
    /// The session could not be read, or its post is none of those that may ask.
    Problem(Problem),
}

/// Where a request without a session came from. A form is never sent from elsewhere: [`crate::entrance`] has asked for its page.
fn before_sign_in(parts: &Parts) -> Came {
    if parts.method == Method::GET {
        Came::of(parts)
    } else {
        Came::OnPurpose
    }
}

/// What stays open to whoever must change the password first.
const BEFORE_OWN_PASSWORD: [&str; 3] = ["/account", "/account/password", "/sign-out"];

impl IntoResponse for NotSignedIn {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn(uri, came) => {
                let address = uri.path_and_query().map(|path| path.as_str());
                let back = percent::path(address.unwrap_or("/work"));
                Redirect::to(&came.keep_in(&format!("/sign-in?back={back}"))).into_response()
            }
            Self::OwnPassword => Redirect::to("/account").into_response(),
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

impl FromRequestParts<App> for Staff {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotSignedIn> {
        let sign_in = || NotSignedIn::SignIn(parts.uri.clone(), before_sign_in(parts));
        let token = session(&parts.headers, app.https)
            .ok_or_else(sign_in)?
            .to_owned();
        let signed_in = app
            .office
            .signed_in(&token, app.now())
            .map_err(|error| NotSignedIn::Problem(error.into()))?
            .ok_or_else(sign_in)?;
        if signed_in.must_change && !BEFORE_OWN_PASSWORD.contains(&parts.uri.path()) {
            return Err(NotSignedIn::OwnPassword);
        }
        let who = parts.extensions.get::<Who>();
        if who.is_some_and(|who| !who.admits(&signed_in.viewer)) {
            return Err(NotSignedIn::Problem(Problem::forbidden()));
        }
        let Ok(reader) = Reader::from_request_parts(parts, app).await;
        Ok(Self {
            signed_in,
            cookie: token,
            reader,
            came: Came::of(parts),
        })
    }
}

/// A form of a signed-in page, with the session's token in it.
#[derive(Debug)]
pub struct StaffForm {
    /// Who.
    pub staff: Staff,
    /// The fields.
    pub fields: Fields,
    /// The form itself, where its page gave it a token.
    pub once: Option<Once>,
}

impl StaffForm {
    /// Who acts, by this form.
    pub fn acting(&self) -> Acting {
        let viewer = self.staff.viewer().clone();
        let once = self.once.clone();
        Acting { viewer, once }
    }

    /// Whether it was acted on already: a second click, which is led to where the first one was.
    ///
    /// # Errors
    /// The storage's.
    pub fn was_done(&self, app: &App) -> Result<bool, Problem> {
        match &self.once {
            Some(once) => Ok(app.office.was_done(once, app.now())?),
            None => Ok(false),
        }
    }
}

/// A form with files of a signed-in page.
#[derive(Debug)]
pub struct StaffUpload {
    /// Who.
    pub staff: Staff,
    /// Fields and files.
    pub upload: Upload,
    /// Where the form would wait for its writer.
    pub waits: Waits,
}

impl StaffUpload {
    /// Who acts, by this form.
    pub fn acting(&self) -> Acting {
        let viewer = self.staff.viewer().clone();
        let once = self.once();
        Acting { viewer, once }
    }

    /// The form itself, where its page gave it a token.
    fn once(&self) -> Option<Once> {
        self.upload.fields.filled("once")?;
        self.basis().once
    }

    /// What an act rests on: the version that the form showed, and the form itself. The page gives each form a token, so that the same
    /// words typed into two forms are two acts, and one form sent twice is one. What has neither token nor version came from no page of
    /// ours: whoever sends it twice means it twice.
    pub fn basis(&self) -> Basis {
        let sent = &self.upload.fields;
        let version = sent.parsed("based_on");
        let fields = sent.0.iter().filter(|(name, _)| name != "csrf");
        let mut parts: Vec<Vec<u8>> = vec![self.staff.reader.path.clone().into_bytes()];
        for (name, value) in fields {
            parts.extend([name.clone().into_bytes(), value.clone().into_bytes()]);
        }
        for file in &self.upload.files {
            parts.extend([file.name.clone().into_bytes(), file.digest()]);
        }
        let from_a_page = sent.filled("once").is_some() || version.is_some();
        Basis {
            version: version.unwrap_or(0),
            once: from_a_page.then(|| Once::of(self.staff.viewer(), parts)),
        }
    }
}

impl FromRequest<App> for StaffUpload {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let keeps = parts.extensions.get::<Keeps>().is_some();
        let page = parts.uri.path().to_owned();
        let staff = Staff::from_request_parts(&mut parts, app).await;
        let request = Request::from_parts(parts, body);
        let mut staff = match staff {
            Ok(staff) => staff,
            Err(nobody) => {
                if keeps && matches!(nobody, NotSignedIn::SignIn(..) | NotSignedIn::OwnPassword) {
                    kept::without_session(app, &page, request).await;
                }
                return Err(nobody.into_response());
            }
        };
        let (mut upload, broke) = receive::as_far_as_it_came(request, app, |_| true).await;
        let own = upload.fields.text("csrf") == staff.signed_in.csrf;
        if (broke.is_some() || !own) && keeps {
            let writer = kept::for_writer(app, &page, upload).await;
            let same = writer == Some(staff.viewer().person);
            return Err(match broke {
                Some(problem) if same => problem.kept().into_response(),
                Some(problem) => problem.into_response(),
                // It was typed before the same person signed in anew: it is shown again, to be sent by another click.
                None if same => Redirect::to(&page).into_response(),
                None => Problem::stale_form().into_response(),
            });
        }
        if let Some(problem) = broke {
            return Err(problem.into_response());
        }
        if !own {
            return Err(Problem::stale_form().into_response());
        }
        let waits = Waits::of(app, staff.viewer().person, page, &mut upload)
            .map_err(|error| Problem::from(error).into_response())?;
        staff.came = Came::OnPurpose;
        Ok(Self {
            staff,
            upload,
            waits,
        })
    }
}

impl FromRequest<App> for StaffForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let sent = StaffUpload::from_request(request, app).await?;
        Ok(Self {
            once: sent.once(),
            staff: sent.staff,
            fields: sent.upload.fields,
        })
    }
}
