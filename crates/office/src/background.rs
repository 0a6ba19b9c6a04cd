//! Work beside the requests: a thread of its own that ends when its handle is dropped.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::{Office, OfficeError, daily, hot, indexing};

/// Work that goes on beside the requests of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// The search index follows the ledger.
    Index,
    /// Hot issues are read along.
    Hot,
    /// The passing of days does its work.
    Days,
}

impl Job {
    /// All of it.
    pub const ALL: [Self; 3] = [Self::Index, Self::Hot, Self::Days];

    /// Its name, which its thread has too, and what it does until its [`Stop`] says so.
    fn work(self) -> (&'static str, fn(&Arc<Office>, &Stop)) {
        match self {
            Self::Index => ("index", indexing::follow),
            Self::Hot => ("hot", hot::keep_hot),
            Self::Days => ("days", daily::keep_days),
        }
    }
}

impl Office {
    /// Starts a job, which goes on until the returned handle is dropped.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(self: &Arc<Self>, job: Job) -> Result<Background, OfficeError> {
        let office = Arc::clone(self);
        let (name, work) = job.work();
        Background::start(name, move |stop| work(&office, &stop))
    }
}

/// A thread at work. Dropping it asks the thread to end and waits until it has.
pub struct Background {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    /// Starts `work`, which looks at its [`Stop`] between its steps.
    ///
    /// # Errors
    /// When the thread cannot be started.
    fn start(name: &str, work: impl FnOnce(Stop) + Send + 'static) -> Result<Self, OfficeError> {
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(Stop(stopped)))?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The thread's own side: whether its handle is still there.
pub(crate) struct Stop(Receiver<()>);

impl Stop {
    /// Waits that long, or until the handle is gone. Whether to go on.
    pub fn wait(&self, time: Duration) -> bool {
        matches!(self.0.recv_timeout(time), Err(RecvTimeoutError::Timeout))
    }

    /// Whether to go on, without waiting.
    pub fn goes_on(&self) -> bool {
        !matches!(self.0.try_recv(), Err(TryRecvError::Disconnected))
    }
}
