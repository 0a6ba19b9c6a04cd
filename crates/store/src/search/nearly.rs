//! What a word may stand for when nothing has it: a name typed by its letters,
//! a long word's parts standing apart, a word with one wrong character.

use std::cmp::Reverse;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    ConstScoreQuery, InvertedIndexRangeQuery, Occur, PhraseQuery, Query as Condition,
};

use super::filter::Clauses;
use super::schema::Fields;
use super::text::{Wish, join, must, placed, word_query};
use super::{SearchToken, Tokenise};

/// Longest word that is forgiven a character: longer ones are sentences, of
/// which [`super::text::Wishes::most`] is enough.
const LONGEST: usize = 8;

/// Whether `word` may be the letters of a name.
pub(super) fn is_letters(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The word itself, or a place or unit typed by these letters.
pub(super) fn letters(fields: Fields, word: &str) -> Box<dyn Condition> {
    let term = |key: &str| Term::from_field_text(fields.initials, key);
    let range = InvertedIndexRangeQuery::new(
        Bound::Included(term(word)),
        Bound::Excluded(term(&format!("{word}{{"))),
    );
    join(vec![
        (Occur::Should, Box::new(word_query(fields, word))),
        (
            Occur::Should,
            Box::new(ConstScoreQuery::new(Box::new(range), 1.0)),
        ),
    ])
}

/// What may stand for `wish`, which nothing has: its parts, or it with one wrong character; none where neither says enough.
pub(super) fn instead(
    tokenise: &dyn Tokenise,
    fields: Fields,
    wish: &Wish,
) -> Option<Box<dyn Condition>> {
    match parts(tokenise, wish) {
        Some(parts) => Some(join(must(fields, &parts))),
        None => one_wrong(tokenise, fields, wish),
    }
}

/// The shorter words that a known word is made of, which may stand apart: who writes of 垃圾 and 清运 writes of 垃圾清运. None
/// where they do not make up all of it.
pub(super) fn parts(tokenise: &dyn Tokenise, wish: &Wish) -> Option<Vec<Wish>> {
    let Wish::Word(word) = wish else { return None };
    let within: Vec<_> = tokenise
        .tokens(word)
        .into_iter()
        .filter(|part| part.text != *word && part.text.chars().nth(1).is_some())
        .collect();
    end_to_end(&within, 0, word.len())
}

/// Words that follow one another from one place in a text to another, the longest that do so first.
fn end_to_end(within: &[SearchToken], from: usize, to: usize) -> Option<Vec<Wish>> {
    if from == to {
        return Some(Vec::new());
    }
    let mut here: Vec<_> = within.iter().filter(|part| part.from == from).collect();
    here.sort_by_key(|part| Reverse(part.to));
    here.into_iter().find_map(|part| {
        let mut parts = end_to_end(within, part.to, to)?;
        parts.insert(0, Wish::Word(part.text.clone()));
        Some(parts)
    })
}

/// What is left of `wish` without any one of its characters, the others in their places; none for what is too short or too long
/// for that.
fn one_wrong(tokenise: &dyn Tokenise, fields: Fields, wish: &Wish) -> Option<Box<dyn Condition>> {
    let chars: Vec<char> = match wish {
        // Half of a known word of two characters says nothing.
        Wish::Word(word) if !word.is_ascii() && word.chars().nth(2).is_some() => {
            word.chars().collect()
        }
        Wish::Run(words) => words.iter().flat_map(|(_, word)| word.chars()).collect(),
        _ => return None,
    };
    if !(2..=LONGEST).contains(&chars.len()) {
        return None;
    }
    let mut either: Clauses = Vec::new();
    for wrong in 0..chars.len() {
        let mut rest = standing(tokenise, &chars[..wrong], 0);
        rest.extend(standing(tokenise, &chars[wrong + 1..], wrong + 1));
        // Lone characters of a known word are everywhere: they say nothing of it, and cost most.
        let lone = rest.iter().all(|(_, word)| word.chars().nth(1).is_none());
        if lone && matches!(wish, Wish::Word(_)) {
            continue;
        }
        either.push((Occur::Should, at_these_places(fields, &rest)));
    }
    (!either.is_empty()).then(|| join(either))
}

/// The words of these characters with their places. Whole words rather than characters: a text that has the characters has the
/// word too, and a word stands in far fewer texts than any of its characters.
fn standing(tokenise: &dyn Tokenise, chars: &[char], from: usize) -> Vec<(usize, String)> {
    let text: String = chars.iter().collect();
    let words = placed(tokenise, &text).into_iter();
    words
        .map(|(place, token)| (from + place, token.text))
        .collect()
}

/// Words at these distances.
fn at_these_places(fields: Fields, words: &[(usize, String)]) -> Box<dyn Condition> {
    match words {
        [(_, one)] => Box::new(word_query(fields, one)),
        [(first, _), ..] => {
            let terms = words
                .iter()
                .map(|(at, word)| (at - first, Term::from_field_text(fields.text, word)))
                .collect();
            Box::new(PhraseQuery::new_with_offset(terms))
        }
        [] => join(Vec::new()),
    }
}
