//! A fictional county and its year of petitions, from a seed.
//!
//! Demonstrations and benchmarks need many petitions that read like real ones
//! and tell nothing about anybody. This crate makes a plan of them: no file, no
//! clock, nothing but a seed and an end date. The caller replays the plan
//! through its own use cases and stops at the end date.
//!
//! Phrases stand in `phrases/*.toml`, so that they can be corrected without Rust.

mod case;
mod dice;
mod grammar;
mod people;
mod phrases;
mod places;
mod plan;
mod story;
mod text;
mod year;

pub use places::{COUNTY, OFFICE, STATION};
pub use plan::*;
pub use year::Year;

use jiff::civil::Date;

/// Petitions in an ordinary year.
const PER_YEAR: usize = 3_000;

/// A county: its units, its posts, and any number of its petitions.
pub struct County {
    seed: u64,
    units: Vec<Unit>,
    posts: Vec<Post>,
}

impl County {
    /// The county of this seed. Units and their keys are the same for all
    /// seeds; persons, telephones and petitions differ.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            units: places::units(seed),
            posts: places::posts(seed),
        }
    }

    /// Units, each after its parent.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Posts with their holders.
    pub fn posts(&self) -> &[Post] {
        &self.posts
    }

    /// 3,000 petitions received in the 365 days that end with `end`.
    pub fn year(&self, end: Date) -> Year {
        self.stream(PER_YEAR, end)
    }

    /// `count` petitions over the same 365 days, made one by one.
    pub fn stream(&self, count: usize, end: Date) -> Year {
        Year::new(self.seed, count, end)
    }
}
