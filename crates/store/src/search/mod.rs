//! Full-text search over matters: a tantivy index that follows the ledger.
//!
//! The index is derived data. It knows the ledger position it was built up to
//! ([`SearchIndex::position`]), holds no text, and may be deleted at any time:
//! the next start finds position 0 and fills it again. Who may see a matter is
//! part of every query, so a matter out of sight is neither found nor counted.
//!
//! Words come from outside through [`Tokenise`]; this module knows no Chinese.

mod analyzer;
mod columns;
mod filter;
mod index;
mod indexer;
mod nearly;
mod schema;
mod text;

#[cfg(test)]
mod tests;

pub use index::SearchIndex;
pub use indexer::{Doc, Indexer};

/// A word to index or look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchToken {
    /// First byte in the text.
    pub from: usize,
    /// One past the last byte in the text.
    pub to: usize,
    /// The word as it is compared (normalised).
    pub text: String,
}

/// Cuts text into words.
pub trait Tokenise: Send + Sync {
    /// Every word to index `text` under, in order of `from`, then `to`: the
    /// smallest units end to end (characters, codes), and all longer words
    /// that stand over them.
    fn tokens(&self, text: &str) -> Vec<SearchToken>;

    /// The words of a query, each of which [`Tokenise::tokens`] also gives
    /// for every text that contains the query.
    fn query(&self, text: &str) -> Vec<SearchToken> {
        self.tokens(text)
    }

    /// Keys under which a name of a place or unit is found by letters; the
    /// beginning of a key is enough.
    fn initials(&self, _name: &str) -> Vec<String> {
        Vec::new()
    }

    /// Names the dictionary. An index built with another edition is wiped.
    fn edition(&self) -> &str {
        "1"
    }
}

/// Who is searching. A matter is in sight when one of `units` may see it and
/// `person` is not barred from it; a sealed one only where `sealed` says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sight {
    /// Units through which the person sees; none sees nothing.
    pub units: Vec<i64>,
    /// The person who looks.
    pub person: i64,
    /// Whether sealed matters are in sight.
    pub sealed: bool,
}

/// Order of the hits. Equal days are ordered by matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Best match first.
    #[default]
    Relevance,
    /// Latest arrival first.
    Newest,
    /// Earliest arrival first.
    Oldest,
}

/// What to look for. All conditions must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words, “phrases in quotes”, numbers. Empty: every matter in sight.
    pub text: String,
    /// Who is searching.
    pub sight: Sight,
    /// Stage of the procedure.
    pub stage: Option<String>,
    /// Channel of one of its petitions.
    pub channel: Option<String>,
    /// Purpose of one of its demands.
    pub purpose: Option<String>,
    /// Class of content.
    pub category: Option<String>,
    /// The unit that answers for it.
    pub owner_unit: Option<i64>,
    /// What the number of one of its petitions begins with.
    pub number: Option<String>,
    /// Arrived on this day or later (days since 1970-01-01).
    pub from_day: Option<i64>,
    /// Arrived on this day or earlier (days since 1970-01-01).
    pub to_day: Option<i64>,
    /// Order of the hits.
    pub order: Order,
    /// Hits to leave out at the beginning.
    pub offset: usize,
    /// Most hits to return; beyond [`MOST_HITS`] it is as many.
    pub limit: usize,
}

/// A matter found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The matter.
    pub matter: i64,
    /// Higher is better; 0 where the order is by date.
    pub score: f32,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// Matters in sight that match, beyond `limit` too; of what only comes close, the best [`CLOSE`] at most.
    pub total: usize,
    /// One page of them.
    pub hits: Vec<Hit>,
    /// No matter has all the words; these have them but for one character in
    /// each, or have most of them.
    pub loose: bool,
}

/// The most hits of one page: finding the best of more takes memory for all of them.
pub const MOST_HITS: usize = 10_000;

/// The most matters found that only come close: nobody reads further, and counting them all takes longer than finding the best.
pub const CLOSE: usize = 1_000;

/// Why the index cannot be opened, written or read.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index itself failed.
    #[error("检索索引出错：{0}")]
    Index(#[from] tantivy::TantivyError),
    /// The folder cannot be read or written.
    #[error("检索索引目录无法读写：{0}")]
    Folder(#[from] std::io::Error),
    /// The folder holds something else and will not be wiped.
    #[error("目录 {0} 不是检索索引，不予清空")]
    NotAnIndex(std::path::PathBuf),
}
