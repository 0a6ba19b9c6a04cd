//! A memory of bounded size: when it is full, the oldest make room.

use std::collections::HashMap;

/// How many entries it holds. A few megabytes, and more than honest use of an hour fills.
const MOST: usize = 65_536;

/// What can be older than another.
pub(super) trait Aged {
    /// The smaller, the sooner it may be forgotten.
    fn age(&self) -> i64;
}

/// Entries by a hash.
pub(super) struct Memory<V> {
    entries: HashMap<u64, V>,
    most: usize,
}

impl<V> Default for Memory<V> {
    fn default() -> Self {
        Self {
            entries: HashMap::new(),
            most: MOST,
        }
    }
}

impl<V: Aged> Memory<V> {
    pub(super) fn get_mut(&mut self, key: u64) -> Option<&mut V> {
        self.entries.get_mut(&key)
    }

    /// The entry, or a new one.
    pub(super) fn get_or(&mut self, key: u64, new: V) -> &mut V {
        if self.entries.len() >= self.most && !self.entries.contains_key(&key) {
            self.make_room();
        }
        self.entries.entry(key).or_insert(new)
    }

    pub(super) fn forget(&mut self, key: u64) {
        self.entries.remove(&key);
    }

    /// Forgets the oldest quarter at once, so that room is made rarely.
    fn make_room(&mut self) {
        let mut ages: Vec<i64> = self.entries.values().map(Aged::age).collect();
        let quarter = ages.len() / 4;
        let (_, limit, _) = ages.select_nth_unstable(quarter);
        let limit = *limit;
        let mut left = quarter + 1;
        self.entries.retain(|_, entry| {
            let goes = left > 0 && entry.age() <= limit;
            left -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Aged for i64 {
        fn age(&self) -> i64 {
            *self
        }
    }

    #[test]
    fn it_never_grows_beyond_its_size_and_forgets_the_oldest_first() {
        let mut memory = Memory {
            most: 100,
            ..Memory::default()
        };
        for n in 0..1_000 {
            memory.get_or(n, i64::try_from(n).unwrap_or(0));
            assert!(memory.entries.len() <= 100);
        }
        assert!(memory.get_mut(0).is_none());
        assert!((950..1_000).all(|n| memory.get_mut(n).is_some()));
        // All of one age make room as well.
        for n in 2_000..3_000 {
            memory.get_or(n, 5_000);
            assert!(memory.entries.len() <= 100);
        }
    }
}
