//! Slows down guesses of secrets, and what strangers may do in an hour.
//!
//! Wrong tries are counted for the secret *from one place*: whoever guesses waits, its owner elsewhere does not. All wrong
//! tries of a place together have an allowance too, wide enough for a hall where sixty people an hour share an address.
//! A try is booked before it is looked at, so that many at once are no more than many one after another.

mod memory;

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Moment, OfficeError};
use memory::{Aged, Memory};

/// Wrong tries that cost nothing: fingers slip.
const FREE: u32 = 5;
/// The first wait, in seconds; it doubles with each further wrong try.
const FIRST: u64 = 10;
/// The longest wait, in seconds.
const LONGEST: u64 = 900;
/// After this long without a wrong try everything is forgotten, in milliseconds.
const FORGET: i64 = 30 * 60 * 1_000;
const HOUR: i64 = 60 * 60 * 1_000;
/// Wrong tries that all people at one place have together in an hour: sixty people, four slips each.
const WRONG_AN_HOUR: u32 = 240;

/// What somebody may guess at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Secret {
    /// The password of a login.
    Password,
    /// The query code of a petition's number.
    QueryCode,
    /// The check code of a document, which is all there is.
    CheckCode,
}

/// What a stranger may do without proving anything, so that one place does not use up what is there for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effort {
    /// Begins to fill in a petition.
    Draft,
    /// Hands one in.
    Submission,
    /// Sends a file.
    File,
    /// Sends a megabyte of files.
    Megabyte,
}

impl Effort {
    /// How often one place may, in an hour: sixty people, who begin again and choose other files now and then.
    pub fn an_hour(self) -> u32 {
        match self {
            Self::Draft => 300,
            Self::Submission => 150,
            Self::File => 900,
            Self::Megabyte => 3_000,
        }
    }
}

/// Counts wrong tries and efforts. What it keeps is bounded, and of a login, a number or an address only a keyed hash.
#[derive(Default)]
pub struct Guard {
    kept: Mutex<Kept>,
    key: RandomState,
}

#[derive(Default)]
struct Kept {
    pairs: Memory<Tries>,
    places: Memory<Allowance>,
}

/// Wrong tries at one secret from one place.
#[derive(Clone, Copy, Debug)]
struct Tries {
    wrong: u32,
    last: i64,
}

impl Aged for Tries {
    fn age(&self) -> i64 {
        self.last
    }
}

impl Tries {
    /// A clock that was set back forgets too, so that nobody waits for a time long gone.
    fn is_forgotten(self, now: i64) -> bool {
        !(0..=FORGET).contains(&(now - self.last))
    }

    /// Seconds left to wait.
    fn wait(self, now: i64) -> u64 {
        if self.wrong <= FREE || self.is_forgotten(now) {
            return 0;
        }
        let doublings = (self.wrong - FREE - 1).min(10);
        let wait = (FIRST << doublings).min(LONGEST);
        wait.saturating_sub(seconds(now - self.last))
    }

    fn book(&mut self, now: i64) {
        self.wrong = if self.is_forgotten(now) {
            1
        } else {
            self.wrong.saturating_add(1)
        };
        self.last = now;
    }
}

/// So many an hour: each one is used up for a while, and whoever used none up has all of them at once.
#[derive(Clone, Copy, Debug)]
struct Allowance {
    /// When everything that was used is there again, in milliseconds.
    whole: i64,
}

impl Aged for Allowance {
    fn age(&self) -> i64 {
        self.whole
    }
}

impl Allowance {
    /// Uses some up; otherwise the milliseconds until they are there.
    fn spend(&mut self, amount: u32, an_hour: u32, now: i64) -> Result<(), i64> {
        // Nobody uses up more than an hour's: the rest comes of a clock that was set back, and is forgotten.
        if !(now..=now + HOUR).contains(&self.whole) {
            self.whole = now;
        }
        let whole = self.whole + cost(amount, an_hour);
        if whole > now + HOUR {
            return Err(whole - now - HOUR);
        }
        self.whole = whole;
        Ok(())
    }

    fn give_back(&mut self, amount: u32, an_hour: u32) {
        self.whole -= cost(amount, an_hour);
    }
}

fn cost(amount: u32, an_hour: u32) -> i64 {
    i64::from(amount) * HOUR / i64::from(an_hour.max(1))
}

/// Whole seconds, begun ones too.
fn seconds(millis: i64) -> u64 {
    u64::try_from(millis / 1_000).unwrap_or(0)
}

/// A try that was let through. It counts as wrong unless it is told that it was right.
#[must_use = "a try counts as wrong until `right`"]
pub struct Try<'g> {
    guard: &'g Guard,
    pair: u64,
    place: u64,
}

impl Try<'_> {
    /// The secret was right: its wrong tries from this place are forgotten. Those at other secrets are not.
    pub fn right(self) {
        let mut kept = self.guard.kept();
        kept.pairs.forget(self.pair);
        if let Some(allowance) = kept.places.get_mut(self.place) {
            allowance.give_back(1, WRONG_AN_HOUR);
        }
    }
}

impl Guard {
    /// Lets a try at the secret of `of` from a place through, and counts it as wrong until it turns out right.
    ///
    /// # Errors
    /// [`OfficeError::SlowDown`] with the seconds left, and nothing is counted.
    pub fn book(
        &self,
        secret: Secret,
        of: &str,
        place: &str,
        now: Moment,
    ) -> Result<Try<'_>, OfficeError> {
        let now = now.millis();
        let pair = self.key.hash_one((secret, of, place));
        let place = self.key.hash_one((secret, place));
        let mut kept = self.kept();
        let wait = kept.pairs.get_mut(pair).map_or(0, |tries| tries.wait(now));
        if wait > 0 {
            return Err(OfficeError::SlowDown { seconds: wait });
        }
        kept.places
            .get_or(place, Allowance { whole: now })
            .spend(1, WRONG_AN_HOUR, now)
            .map_err(|left| OfficeError::SlowDown {
                seconds: seconds(left) + 1,
            })?;
        let none = Tries {
            wrong: 0,
            last: now,
        };
        kept.pairs.get_or(pair, none).book(now);
        drop(kept);
        Ok(Try {
            guard: self,
            pair,
            place,
        })
    }

    /// Uses up some of what strangers at one place may do.
    ///
    /// # Errors
    /// [`OfficeError::TooMuch`] with the minutes left, and nothing is used up.
    pub fn spend(
        &self,
        effort: Effort,
        place: &str,
        amount: u32,
        now: Moment,
    ) -> Result<(), OfficeError> {
        let now = now.millis();
        let place = self.key.hash_one((effort, place));
        self.kept()
            .places
            .get_or(place, Allowance { whole: now })
            .spend(amount, effort.an_hour(), now)
            .map_err(|left| OfficeError::TooMuch {
                minutes: seconds(left) / 60 + 1,
            })
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
