//! The words of this office: the language's, and the names of its own units.

use std::sync::{PoisonError, RwLock};

use kernel::org::Org;
use language::{Word, Words};
use store::search::{SearchToken, Tokenise};

/// Cuts texts into words for search, knowing the names of units.
pub struct OfficeWords {
    words: RwLock<Words>,
}

impl OfficeWords {
    /// The language's words and the units' names.
    pub fn new(org: &Org) -> Self {
        let words = Self {
            words: RwLock::new(Words::new()),
        };
        words.learn(org);
        words
    }

    /// Learns the names of units.
    pub fn learn(&self, org: &Org) {
        let mut words = self.words.write().unwrap_or_else(PoisonError::into_inner);
        for unit in org.units() {
            words.add_word(&unit.name);
        }
    }

    /// Reads with the words.
    pub fn with<T>(&self, read: impl FnOnce(&Words) -> T) -> T {
        read(&self.words.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Tokenise for OfficeWords {
    fn tokens(&self, text: &str) -> Vec<SearchToken> {
        self.with(|words| words.search_words(text))
            .into_iter()
            .map(search_token)
            .collect()
    }

    fn query(&self, text: &str) -> Vec<SearchToken> {
        self.with(|words| words.query_words(text))
            .into_iter()
            .map(search_token)
            .collect()
    }

    fn initials(&self, name: &str) -> Vec<String> {
        language::initials(name)
    }
}

fn search_token(word: Word) -> SearchToken {
    SearchToken {
        from: word.from,
        to: word.to,
        text: word.text,
    }
}
