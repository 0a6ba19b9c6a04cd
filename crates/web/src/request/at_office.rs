//! Whether a request comes from the office's own network, a hall's terminal included.
//!
//! The administrator says which networks are the office's ([`crate::Server::at_offices`]). A petitioner's rating that was given there is
//! marked, since somebody of the office may have given it; the address itself is kept nowhere.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// Whether it does; no where the administrator named no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtOffice(pub bool);

impl<S: Send + Sync> FromRequestParts<S> for AtOffice {
    type Rejection = Infallible;

    /// What the server found out ([`crate::server`]).
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or(Self(false)))
    }
}
