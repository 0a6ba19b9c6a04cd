//! Hands the words of [`Tokenise`] to tantivy.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::{SearchToken, Tokenise};

/// [`Tokenise`] as a tantivy tokenizer.
#[derive(Clone)]
pub(super) struct Analyzer(pub Arc<dyn Tokenise>);

impl Tokenizer for Analyzer {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream {
            tokens: self.0.tokens(text).into_iter(),
            places: Places::default(),
            token: Token::default(),
        }
    }
}

/// The words of one text with their positions.
pub(super) struct Stream {
    tokens: std::vec::IntoIter<SearchToken>,
    places: Places,
    token: Token,
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(next) = self.tokens.next() else {
            return false;
        };
        self.token.position = self.places.place(&next);
        self.token.offset_from = next.from;
        self.token.offset_to = next.to;
        self.token.text = next.text;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Counts positions by the smallest units of a text. A longer word takes the
/// position of its first unit, so that any mix of long and short words of one
/// text can be matched as a phrase.
#[derive(Debug, Default)]
pub(super) struct Places {
    units: usize,
    end: usize,
}

impl Places {
    /// The position of the next token in order.
    pub fn place(&mut self, token: &SearchToken) -> usize {
        if self.units == 0 || token.from >= self.end {
            self.units += 1;
            self.end = token.to;
        }
        self.units - 1
    }
}
