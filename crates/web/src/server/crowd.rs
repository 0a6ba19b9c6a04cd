//! How many connections are open, in all and from each address.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::request::Address;

/// Counts connections.
#[derive(Clone)]
pub(super) struct Crowd {
    all: Arc<Semaphore>,
    by_address: Arc<Mutex<HashMap<String, usize>>>,
    per_address: usize,
}

/// Room for one more.
pub(super) struct Room {
    crowd: Crowd,
    permit: Option<OwnedSemaphorePermit>,
}

/// A connection's place, until it is dropped.
pub(super) struct Seat {
    crowd: Crowd,
    _permit: Option<OwnedSemaphorePermit>,
    address: Option<String>,
}

impl Crowd {
    /// So many in all, and so many from one address.
    pub(super) fn new(all: usize, per_address: usize) -> Self {
        Self {
            all: Arc::new(Semaphore::new(all)),
            by_address: Arc::default(),
            per_address,
        }
    }

    /// Waits until there is room.
    pub(super) async fn room(&self) -> Room {
        // The semaphore is never closed.
        let permit = Arc::clone(&self.all).acquire_owned().await.ok();
        Room {
            crowd: self.clone(),
            permit,
        }
    }

    fn by_address(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.by_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    /// A seat that counts for no address.
    pub(super) fn unnamed(self) -> Seat {
        Seat {
            crowd: self.crowd,
            _permit: self.permit,
            address: None,
        }
    }

    /// A seat that counts for an address; `None` when that one has all it may.
    pub(super) fn of(self, address: &Address) -> Option<Seat> {
        {
            let mut counts = self.crowd.by_address();
            let count = counts.entry(address.0.clone()).or_default();
            if *count >= self.crowd.per_address {
                return None;
            }
            *count += 1;
        }
        Some(Seat {
            crowd: self.crowd,
            _permit: self.permit,
            address: Some(address.0.clone()),
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some(address) = self.address.take() else {
            return;
        };
        let mut counts = self.crowd.by_address();
        if let Some(count) = counts.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&address);
            }
        }
    }
}
