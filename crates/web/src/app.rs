//! What all handlers share.

use std::sync::Arc;

use office::{Moment, Office, OfficeError};

use crate::problem::Problem;

/// The office behind the pages.
#[derive(Clone)]
pub struct App {
    /// The use cases.
    pub office: Arc<Office>,
    /// Whether cookies are marked for HTTPS only.
    pub https: bool,
}

impl App {
    /// Now, as the pages count days.
    pub fn now(&self) -> Moment {
        Moment::now()
    }

    /// Runs a use case that waits for the disk or works for long, off the threads that answer requests.
    ///
    /// # Errors
    /// The use case's own.
    pub async fn work<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Office) -> Result<T, OfficeError> + Send + 'static,
    {
        let office = Arc::clone(&self.office);
        match tokio::task::spawn_blocking(move || work(&office)).await {
            Ok(outcome) => Ok(outcome?),
            Err(error) => {
                tracing::error!(%error, "a use case broke off");
                Err(Problem::broken())
            }
        }
    }
}
