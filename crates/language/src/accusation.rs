//! Whether a text reads like an accusation against a unit or an official (检举控告), by words kept as data.
//!
//! It errs towards yes: what it wrongly takes for an accusation waits for one clerk more, what it misses may be read by the accused.

use std::collections::HashMap;

use crate::normalise::{fold, is_invisible};

/// How many characters before a unit or an official a word such as 向 may stand to make it the one spoken to.
const BEFORE: usize = 8;
/// How many characters behind a unit a salutation may end.
const SALUTATION: usize = 8;
/// The most signs told: enough for a clerk to see why.
const MOST_SIGNS: usize = 6;

/// The words, group by group; the file they come from says what each group means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccusationWords {
    /// Say it by themselves.
    pub plain: Vec<String>,
    /// Say it in one sentence with an official or a unit.
    pub beside: Vec<String>,
    /// Say it when an official or a unit follows close behind …
    pub against: Vec<String>,
    /// … within so many characters …
    pub reach: usize,
    /// … unless one of these stands right behind.
    pub unless: Vec<String>,
    /// Say it in one sentence with the name of an office-holder.
    pub named: Vec<String>,
    /// Officials and units.
    pub subjects: Vec<String>,
    /// Before a unit or an official: the one spoken to.
    pub spoken_to: Vec<String>,
    /// Words that contain one of those and mean something else.
    pub not_spoken_to: Vec<String>,
    /// What stands between a unit and the colon of a salutation.
    pub salutation: Vec<String>,
}

/// Reads texts by the words.
#[derive(Clone, Debug)]
pub struct AccusationReader {
    words: AccusationWords,
    plain: Lookup,
    beside: Lookup,
    against: Lookup,
    named: Lookup,
    subjects: Lookup,
}

/// Words by their first character, so that a text is gone through once.
#[derive(Clone, Debug, Default)]
struct Lookup(HashMap<char, Vec<String>>);

impl Lookup {
    fn of(words: &[String]) -> Self {
        let mut by_first: HashMap<char, Vec<String>> = HashMap::new();
        for word in words.iter().map(|word| squeezed(word)) {
            if let Some(first) = word.chars().next() {
                by_first.entry(first).or_default().push(word);
            }
        }
        Self(by_first)
    }

    /// Every word found, with the byte it begins at.
    fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        text.char_indices().flat_map(move |(at, first)| {
            let words = self.0.get(&first).into_iter().flatten();
            words
                .filter(move |word| text[at..].starts_with(word.as_str()))
                .map(move |word| (at, word.as_str()))
        })
    }
}

impl AccusationReader {
    /// A reader of these words.
    #[must_use]
    pub fn new(words: AccusationWords) -> Self {
        Self {
            plain: Lookup::of(&words.plain),
            beside: Lookup::of(&words.beside),
            against: Lookup::of(&words.against),
            named: Lookup::of(&words.named),
            subjects: Lookup::of(&words.subjects),
            words,
        }
    }

    /// The words that speak for an accusation, each once; none when the text does not read like one. `names` are those of the people
    /// who hold a post where the text is sent to, and of its units.
    #[must_use]
    pub fn signs(&self, text: &str, names: &[String]) -> Vec<String> {
        let names = Lookup::of(names);
        let mut signs: Vec<String> = Vec::new();
        for sentence in sentences(text) {
            self.read(&sentence, &names, &mut signs);
        }
        signs.truncate(MOST_SIGNS);
        signs
    }

    /// Whether the text names this unit or person as somebody spoken of, not only as the one it is addressed to.
    #[must_use]
    pub fn speaks_of(&self, text: &str, name: &str) -> bool {
        let names = Lookup::of(&[name.to_owned()]);
        sentences(text).iter().any(|sentence| {
            names
                .find(sentence)
                .any(|(at, found)| !self.is_spoken_to(sentence, at, found))
        })
    }

    fn read(&self, sentence: &str, names: &Lookup, signs: &mut Vec<String>) {
        let mut sign = |word: &str| {
            if !signs.iter().any(|known| known == word) {
                signs.push(word.to_owned());
            }
        };
        self.plain.find(sentence).for_each(|(_, word)| sign(word));
        let named = names
            .find(sentence)
            .any(|(at, name)| !self.is_spoken_to(sentence, at, name));
        let official = named || self.subject(sentence).is_some();
        for (_, word) in self.beside.find(sentence).filter(|_| official) {
            sign(word);
        }
        for (at, word) in self.against.find(sentence) {
            let behind = &sentence[at + word.len()..];
            let reach: String = behind.chars().take(self.words.reach).collect();
            let ordinary = self
                .words
                .unless
                .iter()
                .any(|next| behind.starts_with(next.as_str()));
            if !ordinary && (self.subject(&reach).is_some() || names.find(&reach).next().is_some())
            {
                sign(word);
            }
        }
        if named {
            self.named.find(sentence).for_each(|(_, word)| sign(word));
        }
    }

    /// An official or a unit that the sentence speaks of.
    fn subject<'t>(&'t self, sentence: &'t str) -> Option<&'t str> {
        self.subjects
            .find(sentence)
            .find(|(at, word)| !self.is_spoken_to(sentence, *at, word))
            .map(|(_, word)| word)
    }

    fn is_spoken_to(&self, sentence: &str, at: usize, name: &str) -> bool {
        self.follows_address(&sentence[..at]) || self.is_saluted(&sentence[at + name.len()..])
    }

    /// Whether a word such as 向 stands close before, in the same clause.
    fn follows_address(&self, before: &str) -> bool {
        let clause = before.rsplit([',', '、', ':']).next().unwrap_or_default();
        let mut near: String = {
            let mut last: Vec<char> = clause.chars().rev().take(BEFORE).collect();
            last.reverse();
            last.into_iter().collect()
        };
        for other in &self.words.not_spoken_to {
            near = near.replace(other.as_str(), "");
        }
        self.words
            .spoken_to
            .iter()
            .any(|word| near.contains(word.as_str()))
    }

    /// Whether nothing but words of a salutation stands before a colon: “信访局领导：”.
    fn is_saluted(&self, behind: &str) -> bool {
        let Some((words, _)) = behind.split_once(':') else {
            return false;
        };
        if words.chars().count() > SALUTATION {
            return false;
        }
        let mut rest = words.to_owned();
        for word in &self.words.salutation {
            rest = rest.replace(word.as_str(), "");
        }
        rest.is_empty()
    }
}

/// The sentences of a text in one spelling, without spaces, invisible characters and the marks that people put between the characters of
/// a word to keep it from being found.
fn sentences(text: &str) -> Vec<String> {
    squeezed(text)
        .split(['。', '!', '?', ';'])
        .filter(|sentence| !sentence.is_empty())
        .map(str::to_owned)
        .collect()
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|letter| !is_invisible(*letter))
        .map(fold)
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .filter(|letter| {
            !matches!(
                letter,
                '*' | '·' | '•' | '_' | '~' | '|' | '/' | '\\' | '-' | '.' | '\'' | '"'
            )
        })
        .collect()
}
