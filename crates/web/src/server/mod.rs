//! The server under the pages: connections in, requests on. No stranger holds it up: headers, bodies and answers have their
//! time, connections their number, and a stop comes to its end.

mod crowd;
pub mod proxies;
mod stalled;

use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::app::App;
use crate::request::{Address, AtOffice};
use crowd::{Crowd, Seat};
use proxies::{Network, Proxies};
use stalled::Unstalled;

/// The most bytes of a request's head, and of what is read ahead of a body.
const HEAD: usize = 64 * 1024;
/// What somebody hears from whose address too many connections are open.
const CROWDED: &str = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n\
    来自您所在网络的连接过多，请稍后再试。Too many connections from your network; try again in a moment.\n";

/// How long and how many.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a request's head, and for a connection between two requests.
    pub head: Duration,
    /// The same for a trusted proxy, which keeps its connections for later.
    pub head_of_proxy: Duration,
    /// For a client that takes nothing of its answer.
    pub stalled: Duration,
    /// For the requests under way at a stop.
    pub grace: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one address that is no trusted proxy. A hall or an authority shares one.
    pub per_address: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(20),
            head_of_proxy: Duration::from_secs(120),
            stalled: Duration::from_secs(60),
            grace: Duration::from_secs(10),
            connections: 800,
            per_address: 200,
        }
    }
}

/// A server that is about to start.
pub struct Server {
    app: App,
    proxies: Proxies,
    offices: Vec<Network>,
    limits: Limits,
}

impl Server {
    /// Of these pages, with nobody in front of it.
    pub fn new(app: App) -> Self {
        Self {
            app,
            proxies: Proxies::default(),
            offices: Vec::new(),
            limits: Limits::default(),
        }
    }

    /// Behind proxies whose word on a client's address is believed.
    #[must_use]
    pub fn behind(self, proxies: Proxies) -> Self {
        Self { proxies, ..self }
    }

    /// With networks that are the office's own: what petitioners send from there is told apart.
    #[must_use]
    pub fn at_offices(self, offices: Vec<Network>) -> Self {
        Self { offices, ..self }
    }

    /// With other limits.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Serves until `stop` resolves; requests under way have [`Limits::grace`] to be answered.
    ///
    /// # Errors
    /// The network's.
    pub async fn run(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send,
    ) -> std::io::Result<()> {
        let crowd = Crowd::new(self.limits.connections, self.limits.per_address);
        let (closing, open) = watch::channel(());
        let shared = Arc::new(Shared {
            pages: crate::served(self.app),
            proxies: self.proxies,
            offices: self.offices,
            limits: self.limits,
        });
        let mut stop = pin!(stop);
        loop {
            let (stream, peer, seat) = tokio::select! {
                biased;
                () = &mut stop => break,
                next = next(&listener, &crowd, &shared.proxies) => next,
            };
            let Some(seat) = seat else {
                let _ = stream.try_write(CROWDED.as_bytes());
                continue;
            };
            let connection = connection(Arc::clone(&shared), stream, peer, seat, open.clone());
            tokio::spawn(connection);
        }
        drop((listener, open));
        let _ = closing.send(());
        // Whoever is not done by then was not sending, or not reading.
        let _ = tokio::time::timeout(self.limits.grace, closing.closed()).await;
        Ok(())
    }
}

/// What all connections share.
struct Shared {
    pages: Router,
    proxies: Proxies,
    offices: Vec<Network>,
    limits: Limits,
}

/// The next connection, once there is room for one; without a seat when its address has too many.
async fn next(
    listener: &TcpListener,
    crowd: &Crowd,
    proxies: &Proxies,
) -> (TcpStream, IpAddr, Option<Seat>) {
    let room = crowd.room().await;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                let peer = SocketAddr::ip(&peer).to_canonical();
                let seat = match proxies.trusts(peer) {
                    true => Some(room.unnamed()),
                    false => room.of(&Address::of(peer)),
                };
                return (stream, peer, seat);
            }
            // One that was closed before we looked; or no descriptors are left, until some connection ends.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

async fn connection(
    shared: Arc<Shared>,
    stream: TcpStream,
    peer: IpAddr,
    _seat: Seat,
    mut open: watch::Receiver<()>,
) {
    let limits = shared.limits;
    let head = match shared.proxies.trusts(peer) {
        true => limits.head_of_proxy,
        false => limits.head,
    };
    let answer = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        let client = shared.proxies.client(peer, request.headers());
        let at_office = shared.offices.iter().any(|office| office.contains(client));
        request.extensions_mut().insert(Address::of(client));
        request.extensions_mut().insert(AtOffice(at_office));
        shared.pages.clone().oneshot(request)
    });
    let stream = TokioIo::new(Unstalled::new(stream, limits.stalled));
    let mut served = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head)
            .max_buf_size(HEAD)
            .serve_connection(stream, answer)
    );
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        _ = open.changed() => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}
