//! What all handlers share.

use std::sync::Arc;

use office::{Moment, Office, OfficeError};

use crate::problem::Problem;

/// Tells the time.
type Clock = dyn Fn() -> Moment + Send + Sync;

/// The office behind the pages.
#[derive(Clone)]
pub struct App {
    /// The use cases.
    pub office: Arc<Office>,
    /// Whether cookies are marked for HTTPS only.
    pub https: bool,
    clock: Arc<Clock>,
}

impl App {
    /// The pages of an office, by the clock on the wall and over plain HTTP.
    pub fn new(office: Arc<Office>) -> Self {
        Self {
            office,
            https: false,
            clock: Arc::new(Moment::now),
        }
    }

    /// Marks cookies for HTTPS only, where `https`.
    #[must_use]
    pub fn over_https(self, https: bool) -> Self {
        Self { https, ..self }
    }

    /// The same by another clock: what a page says of days and limits depends on the day it is asked on.
    #[must_use]
    pub fn by(self, clock: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self {
            clock: Arc::new(clock),
            ..self
        }
    }

    /// Now, as the pages count days.
    pub fn now(&self) -> Moment {
        (self.clock)()
    }

    /// Runs a use case that waits for the disk or works for long, off the threads that answer requests. The caller tells its error.
    ///
    /// # Errors
    /// The use case's own; [`OfficeError::BrokeOff`] where it came to no end.
    pub async fn act<T, F>(&self, act: F) -> Result<T, OfficeError>
    where
        T: Send + 'static,
        F: FnOnce(&Office) -> Result<T, OfficeError> + Send + 'static,
    {
        let office = Arc::clone(&self.office);
        match tokio::task::spawn_blocking(move || act(&office)).await {
            Ok(outcome) => outcome,
            Err(error) => {
                tracing::error!(%error, "a use case broke off");
                Err(OfficeError::BrokeOff)
            }
        }
    }

    /// The same, where an error is a page of its own.
    ///
    /// # Errors
    /// The use case's own.
    pub async fn work<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Office) -> Result<T, OfficeError> + Send + 'static,
    {
        Ok(self.act(work).await?)
    }
}
