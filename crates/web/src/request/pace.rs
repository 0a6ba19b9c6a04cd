//! How slowly a body may come in: a slow line is waited for, a sender who only holds the connection is not.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::problem::Problem;

/// Time that every body has.
const PATIENCE: Duration = Duration::from_secs(30);
/// After that, bytes a second that even a poor line sends.
const SLOWEST: u64 = 4 * 1024;

/// The clock of one body: each byte that came lengthens its time a little.
#[derive(Debug)]
pub struct Pace {
    began: Instant,
    received: u64,
}

impl Pace {
    /// Begins now.
    pub fn begin() -> Self {
        Self {
            began: Instant::now(),
            received: 0,
        }
    }

    /// Counts what came.
    pub fn received(&mut self, bytes: usize) {
        self.received += bytes as u64;
    }

    /// Waits for the next piece, as long as the body still has time.
    ///
    /// # Errors
    /// When its time is over.
    pub async fn wait<T>(&self, next: impl Future<Output = T>) -> Result<T, Problem> {
        let earned = Duration::from_secs(self.received / SLOWEST);
        timeout_at(self.began + PATIENCE + earned, next)
            .await
            .map_err(|_| Problem::too_slow())
    }
}
