//! Slows down guesses. After a few wrong tries from one place the next ones must wait, longer each time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::{Moment, OfficeError};

/// Wrong tries that cost nothing: fingers slip.
const FREE: u32 = 5;
/// The longest wait, in seconds.
const LONGEST: u64 = 900;
/// After this long without a wrong try everything is forgotten, in milliseconds.
const FORGET: i64 = 30 * 60 * 1_000;

#[derive(Clone, Copy)]
struct Tries {
    wrong: u32,
    last: i64,
}

/// Counts wrong tries per key: an address, a login, a petition number.
#[derive(Default)]
pub struct Guard {
    tries: Mutex<HashMap<String, Tries>>,
}

impl Guard {
    /// Refuses while a key must wait.
    ///
    /// # Errors
    /// [`OfficeError::SlowDown`] with the seconds left.
    pub fn check(&self, keys: &[&str], now: Moment) -> Result<(), OfficeError> {
        let tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = keys
            .iter()
            .filter_map(|key| tries.get(*key))
            .map(|tries| left(*tries, now.millis()))
            .max()
            .unwrap_or(0);
        if wait > 0 {
            return Err(OfficeError::SlowDown { seconds: wait });
        }
        Ok(())
    }

    /// Remembers a wrong try.
    pub fn wrong(&self, keys: &[&str], now: Moment) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() > 10_000 {
            tries.retain(|_, tries| now.millis() - tries.last < FORGET);
        }
        for key in keys {
            let entry = tries
                .entry((*key).to_owned())
                .or_insert(Tries { wrong: 0, last: 0 });
            if now.millis() - entry.last > FORGET {
                entry.wrong = 0;
            }
            entry.wrong += 1;
            entry.last = now.millis();
        }
    }

    /// Forgets the wrong tries of keys that turned out right.
    pub fn right(&self, keys: &[&str]) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            tries.remove(*key);
        }
    }
}

/// Seconds left to wait: 10 after the sixth wrong try, doubling from there.
fn left(tries: Tries, now: i64) -> u64 {
    if tries.wrong <= FREE || now - tries.last > FORGET {
        return 0;
    }
    let doublings = (tries.wrong - FREE - 1).min(10);
    let wait = (10_u64 << doublings).min(LONGEST);
    let passed = u64::try_from((now - tries.last) / 1_000).unwrap_or(0);
    wait.saturating_sub(passed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn second(n: i64) -> Moment {
        Moment::from_millis(n * 1_000)
    }

    #[test]
    fn five_slips_are_free_and_the_sixth_waits() {
        let guard = Guard::default();
        for _ in 0..5 {
            guard.wrong(&["a"], second(100));
        }
        guard.check(&["a"], second(100)).unwrap();
        guard.wrong(&["a"], second(100));
        assert!(matches!(
            guard.check(&["a"], second(100)),
            Err(OfficeError::SlowDown { seconds: 10 })
        ));
        guard.check(&["a"], second(110)).unwrap();
        guard.check(&["b"], second(100)).unwrap();
    }

    #[test]
    fn the_wait_doubles_and_a_right_try_ends_it() {
        let guard = Guard::default();
        for _ in 0..8 {
            guard.wrong(&["a"], second(100));
        }
        assert!(matches!(
            guard.check(&["a"], second(100)),
            Err(OfficeError::SlowDown { seconds: 40 })
        ));
        guard.right(&["a"]);
        guard.check(&["a"], second(100)).unwrap();
    }
}
