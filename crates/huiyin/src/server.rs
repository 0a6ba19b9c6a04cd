//! Runs the server: the pages, and the index that follows the ledger.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use office::Office;
use office::background::{Background, Job};
use tracing_subscriber::EnvFilter;
use web::server::proxies::{Network, Proxies};

/// How long work off the server's threads may go on after a stop; what it has not written by then, it has told nobody.
const GRACE: Duration = Duration::from_secs(5);

/// What the server shows to the outside.
pub struct Front {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Whether browsers reach it over HTTPS.
    pub https: bool,
    /// Whose word on a client's address is believed.
    pub proxies: Proxies,
    /// The office's own networks.
    pub offices: Vec<Network>,
}

impl Front {
    /// An address without anything in front.
    pub fn of(listen: SocketAddr) -> Self {
        Self {
            listen,
            https: false,
            proxies: Proxies::default(),
            offices: Vec::new(),
        }
    }
}

/// Logs to standard error; `RUST_LOG` chooses how much.
pub fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

/// How many threads answer requests. Reads run on them and are short; a few more threads than cores keep a long one from
/// holding up the rest.
pub fn workers() -> usize {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    (cores * 2).max(4)
}

/// Serves until interrupted.
///
/// # Errors
/// When the address is taken or the runtime cannot start.
pub fn run(office: Arc<Office>, front: Front) -> std::io::Result<()> {
    let Front {
        listen,
        https,
        proxies,
        offices,
    } = front;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers())
        .enable_all()
        .build()?;
    let served = runtime.block_on(async move {
        let listener = tokio::net::TcpListener::bind(listen)
            .await
            .map_err(|error| {
                std::io::Error::new(
                    error.kind(),
                    format!("不能监听 {listen}：{error}。请用 --listen 换一个端口"),
                )
            })?;
        let beside: Vec<Background> = Job::ALL
            .into_iter()
            .map(|job| office.start(job))
            .collect::<Result<_, _>>()
            .map_err(std::io::Error::other)?;
        let app = web::App::new(office).over_https(https);
        let server = web::Server::new(app).behind(proxies).at_offices(offices);
        server.run(listener, stopped()).await?;
        drop(beside);
        Ok(())
    });
    runtime.shutdown_timeout(GRACE);
    served
}

/// Resolves on Ctrl-C or a request to terminate.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}
