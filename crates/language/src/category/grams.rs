//! A text as features: runs of characters and words, each a 64-bit key with the place where it stands.

use crate::normalise::{fold, is_invisible};
use crate::words::guessed;

/// The bags a petition is split into. Each is brought to the same length, so that a long body does not drown the subject.
pub(crate) const BAGS: usize = 3;
/// Runs of characters of the subject.
const SUBJECT: usize = 0;
/// Runs of characters of subject and body.
const TEXT: usize = 1;
/// Words of subject and body.
const WORDS: usize = 2;
/// The longest run of characters.
const RUN: usize = 3;
/// Characters of a part that are read. The longest message on record has five thousand; a pasted book tells nothing more.
const MOST: usize = 20_000;

/// One feature at one place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gram {
    pub key: u64,
    pub bag: usize,
    /// First character, counted over subject and body together.
    pub from: usize,
    /// One past the last character.
    pub to: usize,
}

/// A petition ready to be read as features.
pub(crate) struct Glyphs {
    /// Subject, then body: folded, without white space.
    pub chars: Vec<char>,
    /// Where the body begins.
    body: usize,
    /// Words of both, as ranges of `chars`.
    pub words: Vec<(usize, usize)>,
}

impl Glyphs {
    /// Reads subject and body.
    pub fn of(subject: &str, body: &str) -> Self {
        let mut glyphs = Self {
            chars: Vec::with_capacity((subject.len() + body.len()) / 3),
            body: 0,
            words: Vec::new(),
        };
        glyphs.push(subject);
        glyphs.body = glyphs.chars.len();
        glyphs.push(body);
        glyphs
    }

    fn push(&mut self, part: &str) {
        let folded = part.chars().filter(|&c| !is_invisible(c)).map(fold);
        let text: String = folded.filter(|c| !c.is_whitespace()).take(MOST).collect();
        let base = self.chars.len();
        self.chars.extend(text.chars());
        self.words
            .extend(guessed(&text).map(|(from, to)| (base + from, base + to)));
    }

    /// Every feature of the text, once for each place where it stands.
    pub fn grams(&self, mut take: impl FnMut(Gram)) {
        let (subject, body) = (0..self.body, self.body..self.chars.len());
        for (bag, part) in [(SUBJECT, subject.clone()), (TEXT, subject), (TEXT, body)] {
            for from in part.clone() {
                let mut key = start(bag);
                for to in from + 1..=(from + RUN).min(part.end) {
                    key = mix(key, self.chars[to - 1] as u64);
                    take(Gram { key, bag, from, to });
                }
            }
        }
        for &(from, to) in &self.words {
            let letters = self.chars[from..to].iter();
            let key = letters.fold(start(WORDS), |key, &c| mix(key, c as u64));
            take(Gram {
                key,
                bag: WORDS,
                from,
                to,
            });
        }
    }

    /// The characters `from..to` as text.
    pub fn text(&self, from: usize, to: usize) -> String {
        self.chars[from..to].iter().collect()
    }
}

fn start(bag: usize) -> u64 {
    mix(bag as u64 + 1, 0x77)
}

/// One step of a 64-bit hash. Fixed for good: models on disk hold its results.
fn mix(key: u64, letter: u64) -> u64 {
    let mut mixed = (key ^ letter).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^= mixed >> 29;
    mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9) ^ (mixed >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(subject: &str, body: &str) -> Vec<u64> {
        let mut keys = Vec::new();
        Glyphs::of(subject, body).grams(|gram| keys.push(gram.key));
        keys.sort_unstable();
        keys
    }

    #[test]
    fn width_case_and_white_space_make_no_difference() {
        assert_eq!(keys("Ａ区 噪音", "夜里　施工"), keys("a区噪音", "夜里施工"));
    }

    #[test]
    fn the_subject_counts_for_itself() {
        assert_ne!(keys("噪音", "施工"), keys("施工", "噪音"));
        assert!(keys("", "").is_empty());
    }
}
