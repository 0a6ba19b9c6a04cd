//! What a person types, as a query.

use std::collections::HashMap;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, InvertedIndexRangeQuery, Occur, PhraseQuery, Query as Condition,
    TermQuery,
};
use tantivy::schema::IndexRecordOption;

use super::analyzer::Places;
use super::filter::Clauses;
use super::nearly;
use super::schema::Fields;
use super::{SearchToken, Tokenise};

/// Score of a petition number: above any words.
const NUMBER: f32 = 100.0;

/// From this many characters on, the beginning of a number is enough. A
/// shorter one, a year say, must be the whole number.
const PREFIX: usize = 6;

/// A petition number without separators, in half-width and lower case:
/// ＸＦ－2026－15, xf 2026 15 and XF202615 are one.
pub(super) fn number_key(number: &str) -> String {
    let half = number.chars().map(|c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    });
    half.filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// One thing that a matter must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wish {
    /// This word.
    Word(String),
    /// These quoted words at these distances.
    Phrase(Vec<(usize, String)>),
    /// These characters side by side, which form no known word.
    Run(Vec<(usize, String)>),
    /// This petition number, or else all of these.
    Number(String, Vec<Wish>),
}

/// A text as a list of wishes.
pub(super) struct Wishes(Vec<Wish>);

impl Wishes {
    /// Reads `text`: words apart, “quoted” words together, numbers as numbers.
    pub fn read(tokenise: &dyn Tokenise, text: &str) -> Self {
        let mut out = Vec::new();
        for (i, part) in text.split(['“', '”', '"', '＂']).enumerate() {
            if i % 2 == 1 {
                let words = placed(tokenise, part);
                let first = words.first().map_or(0, |(place, _)| *place);
                let words = words
                    .into_iter()
                    .map(|(place, token)| (place - first, token.text));
                let words: Vec<_> = words.collect();
                // One quoted word stays a phrase: as written or not at all.
                out.extend((!words.is_empty()).then_some(Wish::Phrase(words)));
                continue;
            }
            for chunk in part.split_whitespace() {
                let words = loose_words(tokenise, chunk);
                let key = number_key(chunk);
                if key.len() >= 3 && key.contains(|c: char| c.is_ascii_digit()) {
                    out.push(Wish::Number(key, words));
                } else {
                    out.extend(words);
                }
            }
        }
        Self(out)
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Matters that have everything.
    pub fn all(&self, fields: Fields) -> Clauses {
        must(fields, &self.0)
    }

    /// Matters that have everything, letters standing for names of places and
    /// units too; none where nothing is written in letters.
    pub fn named(&self, fields: Fields) -> Option<Clauses> {
        let lettered = |wish: &&Wish| matches!(wish, Wish::Word(word) if nearly::is_letters(word));
        self.0.iter().find(lettered)?;
        let clauses = self.0.iter().map(|wish| match wish {
            Wish::Word(word) if nearly::is_letters(word) => {
                (Occur::Must, nearly::letters(fields, word))
            }
            wish => (Occur::Must, condition(fields, wish)),
        });
        Some(clauses.collect())
    }

    /// What may stand for each wish that nothing has: its parts, or all but one of its characters; none for what is too short
    /// for either.
    pub fn instead(
        &self,
        tokenise: &dyn Tokenise,
        fields: Fields,
    ) -> Vec<Option<Box<dyn Condition>>> {
        let wishes = self.0.iter();
        wishes
            .map(|wish| nearly::instead(tokenise, fields, wish))
            .collect()
    }

    /// Matters that have everything, or what may stand for it; none where nothing may.
    pub fn near(
        &self,
        fields: Fields,
        instead: Vec<Option<Box<dyn Condition>>>,
    ) -> Option<Clauses> {
        instead.iter().find(|instead| instead.is_some())?;
        let clauses = self.0.iter().zip(instead).map(|(wish, instead)| {
            let near = instead.unwrap_or_else(|| condition(fields, wish));
            (Occur::Must, near)
        });
        Some(clauses.collect())
    }

    /// Matters that have at least half of the words, the parts of a word that something may stand for being words too; nothing
    /// to relax, and so none, when there is only one.
    pub fn most(
        &self,
        tokenise: &dyn Tokenise,
        fields: Fields,
        instead: &[Option<Box<dyn Condition>>],
    ) -> Option<Clauses> {
        let flat: Vec<Wish> = self
            .0
            .iter()
            .zip(instead)
            .flat_map(|(wish, instead)| match wish {
                Wish::Number(_, words) => words.clone(),
                wish => instead
                    .as_ref()
                    .and_then(|_| nearly::parts(tokenise, wish))
                    .unwrap_or_else(|| vec![wish.clone()]),
            })
            .collect();
        (flat.len() > 1).then(|| {
            let half = flat.len() / 2;
            let clauses = flat
                .iter()
                .map(|wish| (Occur::Should, condition(fields, wish)))
                .collect();
            let most = BooleanQuery::with_minimum_required_clauses(clauses, half.max(1));
            vec![(Occur::Must, Box::new(most) as _)]
        })
    }
}

/// Every wish as a condition.
pub(super) fn must(fields: Fields, wishes: &[Wish]) -> Clauses {
    wishes
        .iter()
        .map(|wish| (Occur::Must, condition(fields, wish)))
        .collect()
}

/// The condition that `wish` is.
fn condition(fields: Fields, wish: &Wish) -> Box<dyn Condition> {
    match wish {
        Wish::Word(word) => Box::new(word_query(fields, word)),
        Wish::Phrase(words) | Wish::Run(words) => {
            if let [(_, word)] = words.as_slice() {
                return Box::new(word_query(fields, word));
            }
            let terms = words
                .iter()
                .map(|(at, word)| (*at, Term::from_field_text(fields.text, word)))
                .collect();
            Box::new(PhraseQuery::new_with_offset(terms))
        }
        Wish::Number(key, words) => {
            let mut either: Clauses = vec![(Occur::Should, number(fields, key))];
            if !words.is_empty() {
                either.push((Occur::Should, join(must(fields, words))));
            }
            join(either)
        }
    }
}

/// A word anywhere in the text.
pub(super) fn word_query(fields: Fields, word: &str) -> TermQuery {
    TermQuery::new(
        Term::from_field_text(fields.text, word),
        IndexRecordOption::WithFreqs,
    )
}

fn number(fields: Fields, key: &str) -> Box<dyn Condition> {
    let range: Box<dyn Condition> = if key.chars().count() >= PREFIX {
        Box::new(number_begins(fields, key))
    } else {
        let whole = || Bound::Included(Term::from_field_text(fields.number, key));
        Box::new(InvertedIndexRangeQuery::new(whole(), whole()))
    };
    Box::new(ConstScoreQuery::new(range, NUMBER))
}

/// Numbers that begin with `key`.
pub(super) fn number_begins(fields: Fields, key: &str) -> InvertedIndexRangeQuery {
    let term = |text: &str| Bound::Included(Term::from_field_text(fields.number, text));
    InvertedIndexRangeQuery::new(term(key), term(&format!("{key}{}", char::MAX)))
}

pub(super) fn join(clauses: Clauses) -> Box<dyn Condition> {
    Box::new(BooleanQuery::new(clauses))
}

/// The words of a query with their positions in it.
pub(super) fn placed(tokenise: &dyn Tokenise, text: &str) -> Vec<(usize, SearchToken)> {
    let mut places = Places::default();
    let positions: HashMap<usize, usize> = tokenise
        .tokens(text)
        .iter()
        .map(|token| (token.from, places.place(token)))
        .collect();
    let words = tokenise.query(text).into_iter();
    words
        .filter_map(|token| Some((*positions.get(&token.from)?, token)))
        .collect()
}

/// The words of a chunk, each anywhere. Characters side by side that form no
/// known word, mostly names, must stand side by side in the text too.
fn loose_words(tokenise: &dyn Tokenise, chunk: &str) -> Vec<Wish> {
    let mut out = Vec::new();
    let mut run: Vec<(usize, String)> = Vec::new();
    let mut end = 0;
    for token in tokenise.query(chunk) {
        let single = token.text.chars().nth(1).is_none() && !token.text.is_ascii();
        if !single || token.from != end {
            out.extend(together(std::mem::take(&mut run)));
        }
        end = token.to;
        if single {
            run.push((run.len(), token.text));
        } else {
            out.push(Wish::Word(token.text));
        }
    }
    out.extend(together(run));
    out
}

fn together(mut words: Vec<(usize, String)>) -> Option<Wish> {
    match words.len() {
        0 => None,
        1 => words.pop().map(|(_, word)| Wish::Word(word)),
        _ => Some(Wish::Run(words)),
    }
}
