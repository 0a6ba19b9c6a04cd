//! Which features are known, and how much each tells.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::grams::{BAGS, Glyphs};

/// Keys are hashes already.
#[derive(Default, Clone, Copy)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 << 8) ^ u64::from(byte);
        }
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map by hashed key.
pub(crate) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<AsItIs>>;

/// How often each feature stands in a text, by bag.
pub(crate) type Bags = [Vec<(u64, u16)>; BAGS];

/// Counts the features of a text.
pub(crate) fn bags(glyphs: &Glyphs) -> Bags {
    let mut keys: [Vec<u64>; BAGS] = Default::default();
    glyphs.grams(|gram| keys[gram.bag].push(gram.key));
    keys.map(|mut keys| {
        keys.sort_unstable();
        let runs = keys.chunk_by(|a, b| a == b);
        runs.map(|run| (run[0], u16::try_from(run.len()).unwrap_or(u16::MAX)))
            .collect()
    })
}

/// Texts a feature must stand in to be known.
const TEXTS: u32 = 3;

/// The known features.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    index: KeyMap<u32>,
    /// In order of the key.
    pub keys: Vec<u64>,
    /// Rarity of each feature: 1 + ln of texts per text that has it.
    pub rarity: Vec<f32>,
}

impl Vocabulary {
    /// The features that stand in at least three of `texts`.
    #[allow(clippy::cast_precision_loss)]
    pub fn of<'a>(texts: impl Iterator<Item = &'a Bags>) -> Self {
        let mut count: KeyMap<u32> = KeyMap::default();
        let mut all = 0u32;
        for text in texts {
            all += 1;
            for (key, _) in text.iter().flatten() {
                *count.entry(*key).or_default() += 1;
            }
        }
        let mut known: Vec<(u64, u32)> = count.into_iter().filter(|&(_, n)| n >= TEXTS).collect();
        known.sort_unstable();
        let rarity = |n: u32| ((all + 1) as f32 / (n + 1) as f32).ln() + 1.0;
        Self::new(
            known.iter().map(|&(key, _)| key).collect(),
            known.iter().map(|&(_, n)| rarity(n)).collect(),
        )
    }

    /// From stored keys and rarities, as many of each.
    pub fn new(keys: Vec<u64>, rarity: Vec<f32>) -> Self {
        let index = (0u32..).zip(&keys).map(|(i, &key)| (key, i)).collect();
        Self {
            index,
            keys,
            rarity,
        }
    }

    /// How many features are known.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The number of a feature.
    pub fn find(&self, key: u64) -> Option<u32> {
        self.index.get(&key).copied()
    }

    /// The text as a vector: known features weighted by count and rarity, each bag of length one.
    pub fn vector(&self, text: &Bags) -> Vec<(u32, f32)> {
        let mut out = Vec::with_capacity(text.iter().map(Vec::len).sum());
        for bag in text {
            let from = out.len();
            out.extend(bag.iter().filter_map(|&(key, times)| {
                let feature = self.find(key)?;
                let weight = (1.0 + f32::from(times).ln()) * self.rarity[feature as usize];
                Some((feature, weight))
            }));
            let length = out[from..].iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
            for (_, weight) in &mut out[from..] {
                *weight /= length.max(f32::MIN_POSITIVE);
            }
        }
        out
    }
}
