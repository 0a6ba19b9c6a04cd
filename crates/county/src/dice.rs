//! Seeded chance: the same seed, purpose and index always give the same throws.
//!
//! The generator is a named algorithm and the ranges are computed here, so an
//! update of `rand` cannot silently change a plan.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

/// What a stream of throws decides; separate streams never disturb each other.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    Role = 1,
    Core,
    Personal,
    Wording,
    Person,
    Story,
    Event,
    Post,
    Arrival,
}

/// One stream of throws.
pub(crate) struct Dice(Xoshiro256PlusPlus);

impl Dice {
    pub(crate) fn new(seed: u64, stream: Stream, index: u64) -> Self {
        let mixed = seed
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .wrapping_add((stream as u64) << 56)
            ^ index.wrapping_mul(0xD1B5_4A32_D192_ED03);
        Self(Xoshiro256PlusPlus::seed_from_u64(mixed))
    }

    /// A number in `0..n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// A number in `low..=high`.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1).max(1) as usize) as i32
    }

    /// True in `percent` of a hundred throws.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a non-empty slice.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// One of a non-empty slice of texts.
    pub(crate) fn phrase<'a, S: AsRef<str>>(&mut self, texts: &'a [S]) -> &'a str {
        self.pick(texts).as_ref()
    }

    /// `count` different positions below `n`, in random order.
    pub(crate) fn draw(&mut self, n: usize, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..n).collect();
        for place in 0..count.min(n) {
            let other = place + self.below(n - place);
            all.swap(place, other);
        }
        all.truncate(count);
        all
    }
}
