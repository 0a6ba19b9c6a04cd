//! Work beside the requests: a thread of its own that ends when its handle is dropped.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::OfficeError;

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
    pub(crate) fn start(
        name: &str,
        work: impl FnOnce(Stop) + Send + 'static,
    ) -> Result<Self, OfficeError> {
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
