//! How rare a word is here and so far.

use std::collections::HashMap;

use crate::words::{RAREST, rarity};

/// Words by number, with the petitions each has stood in.
#[derive(Debug, Default)]
pub(super) struct Rarities {
    numbers: HashMap<String, u32>,
    words: Vec<Met>,
    petitions: u32,
}

#[derive(Debug)]
struct Met {
    word: Box<str>,
    /// Share of texts of ordinary length that have it, in the language at large.
    at_large: f32,
    petitions: u32,
}

/// The language at large counts as this many petitions.
const AT_LARGE: f32 = 500.0;
/// Words of a text of ordinary length.
const TEXT: f32 = 100.0;

impl Rarities {
    /// Counts a word of a petition; returns its number and rarity (−ln of the share of petitions that have it).
    pub fn meet(&mut self, word: &str, own: bool) -> (u32, f32) {
        let number = match self.numbers.get(word) {
            Some(&number) => number,
            None => {
                let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                self.numbers.insert(word.to_owned(), number);
                let rarity = if own { RAREST } else { rarity(word) };
                self.words.push(Met {
                    word: word.into(),
                    at_large: 1.0 - (-TEXT * (-rarity).exp()).exp(),
                    petitions: 0,
                });
                number
            }
        };
        let rarity = self.of(number);
        self.words[number as usize].petitions += 1;
        (number, rarity)
    }

    /// The rarity of a word by number.
    #[allow(clippy::cast_precision_loss)]
    pub fn of(&self, number: u32) -> f32 {
        let met = &self.words[number as usize];
        let with = met.petitions as f32 + 1.0 + AT_LARGE * met.at_large;
        ((self.petitions as f32 + 1.0 + AT_LARGE) / with).ln()
    }

    /// The word with a number.
    pub fn word(&self, number: u32) -> &str {
        &self.words[number as usize].word
    }

    /// A petition's words are counted.
    pub fn end_of_petition(&mut self) {
        self.petitions += 1;
    }
}
