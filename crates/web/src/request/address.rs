//! Where a request comes from, as far as slowing down guesses needs it.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

/// The client's network address.
#[derive(Clone, Debug)]
pub struct Address(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // Behind a proxy on the same machine the proxy's word counts; from anywhere else it could be made up.
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        let forwarded = peer
            .filter(std::net::IpAddr::is_loopback)
            .and(parts.headers.get("x-forwarded-for"))
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.rsplit(',').next())
            .map(|last| last.trim().to_owned());
        let address = forwarded
            .or_else(|| peer.map(|ip| ip.to_string()))
            .unwrap_or_else(|| "unknown".to_owned());
        Ok(Self(address))
    }
}
