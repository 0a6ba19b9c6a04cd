//! Hashing a password takes memory and time on purpose, so only a few run at once and only some more wait.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::OfficeError;

/// How many wait for their turn before the next is told to come again.
const WAITING: usize = 128;

/// One gate for the whole process, since the memory is the process's.
static GATE: Gate = Gate::new();

/// Waits for a turn to hash; it ends when the answer is dropped.
///
/// # Errors
/// [`OfficeError::Busy`] when too many wait already.
pub(crate) fn turn() -> Result<Turn<'static>, OfficeError> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    GATE.enter(cores, WAITING).ok_or(OfficeError::Busy)
}

struct Gate {
    inside: Mutex<Inside>,
    left: Condvar,
}

#[derive(Default)]
struct Inside {
    running: usize,
    waiting: usize,
}

/// Leave to hash.
pub(crate) struct Turn<'g>(&'g Gate);

impl Gate {
    const fn new() -> Self {
        Self {
            inside: Mutex::new(Inside {
                running: 0,
                waiting: 0,
            }),
            left: Condvar::new(),
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until fewer than `most` run; `None` when `waiting` wait already.
    fn enter(&self, most: usize, waiting: usize) -> Option<Turn<'_>> {
        let mut inside = self.inside();
        if inside.running >= most && inside.waiting >= waiting {
            return None;
        }
        inside.waiting += 1;
        let mut inside = self
            .left
            .wait_while(inside, |inside| inside.running >= most)
            .unwrap_or_else(PoisonError::into_inner);
        inside.waiting -= 1;
        inside.running += 1;
        Some(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.inside().running -= 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn never_more_run_than_may_and_all_who_wait_get_their_turn() {
        let gate = Gate::new();
        let (running, most, done) = (
            AtomicUsize::new(0),
            AtomicUsize::new(0),
            AtomicUsize::new(0),
        );
        std::thread::scope(|scope| {
            for _ in 0..40 {
                scope.spawn(|| {
                    let turn = gate.enter(3, 40).unwrap();
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    running.fetch_sub(1, Ordering::SeqCst);
                    done.fetch_add(1, Ordering::SeqCst);
                    drop(turn);
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= 3);
        assert_eq!(done.load(Ordering::SeqCst), 40);
    }

    #[test]
    fn whoever_comes_when_too_many_wait_is_sent_away() {
        let gate = Gate::new();
        let inside = gate.enter(1, 1).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| drop(gate.enter(1, 1).unwrap()));
            while gate.inside().waiting == 0 {
                std::thread::yield_now();
            }
            assert!(gate.enter(1, 1).is_none());
            drop(inside);
        });
        assert!(gate.enter(1, 1).is_some());
    }
}
