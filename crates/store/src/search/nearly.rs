//! What a word may stand for when nothing has it: a name typed by its letters,
//! a word with one wrong character.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    ConstScoreQuery, InvertedIndexRangeQuery, Occur, PhraseQuery, Query as Condition,
};

use super::Tokenise;
use super::filter::Clauses;
use super::schema::Fields;
use super::text::{Wish, condition, join, placed, word_query};

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

/// `wish`, or what is left of it without any one of its characters, the others in their places; none for what is too short or too
/// long for that.
pub(super) fn one_wrong(
    tokenise: &dyn Tokenise,
    fields: Fields,
    wish: &Wish,
) -> Option<Box<dyn Condition>> {
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
    let mut either: Clauses = vec![(Occur::Should, condition(fields, wish))];
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
    Some(join(either))
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
