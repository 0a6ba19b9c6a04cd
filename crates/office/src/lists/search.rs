//! Searches: the list found by words.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use jiff::civil::Date;
use kernel::MatterId;
use kernel::access::Viewer;
pub use store::search::CLOSE;
use store::tables::list;
use store::{ledger, search};

use super::{Filter, Line};
use crate::{Office, OfficeError};

/// What a search narrows and orders by, besides its words.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The words.
    pub text: String,
    /// The list's filter; due dates and returns are not part of the index.
    pub filter: Filter,
    /// By date instead of relevance.
    pub newest: bool,
    /// How many hits to skip.
    pub offset: usize,
    /// How many to return.
    pub limit: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many matters match.
    pub total: usize,
    /// This page's lines, best first.
    pub lines: Vec<Line>,
    /// Nothing has all the words as typed; these come close.
    pub loose: bool,
    /// The words to mark; of what only comes close, the parts of long words too.
    pub words: Vec<String>,
    /// What the first petition tells, of matters whose subject lacks one of the words. Never of a sealed matter.
    pub texts: HashMap<MatterId, String>,
}

impl Office {
    /// Searches the matters this viewer may see.
    ///
    /// # Errors
    /// The index's or the storage's.
    pub fn search(&self, viewer: &Viewer, search: &Search) -> Result<Found, OfficeError> {
        if !viewer.reads_matters() {
            return Ok(Found::default());
        }
        let query = search::Query {
            sight: viewer.into(),
            ..index_query(search)
        };
        let hits = self.index().find(&query)?;
        let ids: Vec<MatterId> = hits.hits.iter().map(|hit| MatterId(hit.matter)).collect();
        // The rows are fetched through the viewer's sight again: an index a moment behind shows and counts nothing it
        // should not.
        let reader = self.store.reader()?;
        // One view of all, which is also locked only once.
        let view = reader.view()?;
        let lines = list::lines(&view, viewer, &ids)?;
        let words = self.query_words(&search.text, hits.loose);
        let lacking = lines.iter().filter(|line| {
            let lacks = |word: &String| !line.subject.contains(word.as_str());
            !line.sealed && words.iter().any(lacks)
        });
        let mut texts = HashMap::new();
        for line in lacking {
            texts.extend(ledger::first_told(&view, line.id)?.map(|text| (line.id, text)));
        }
        Ok(Found {
            total: hits.total.saturating_sub(ids.len() - lines.len()),
            lines,
            loose: hits.loose,
            words,
            texts,
        })
    }

    /// The words of a search as the index reads them.
    fn query_words(&self, text: &str, loose: bool) -> Vec<String> {
        self.words.with(|words| {
            let mut found = words.query_words(text);
            if loose {
                let parts = words.search_words(text).into_iter();
                found.extend(parts.filter(|part| part.text.chars().nth(1).is_some()));
            }
            found.into_iter().map(|word| word.text).collect()
        })
    }

    /// Shared so that background work can read while pages do.
    pub(crate) fn index(&self) -> Arc<search::SearchIndex> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn index_query(search: &Search) -> search::Query {
    let filter = &search.filter;
    search::Query {
        text: search.text.clone(),
        stage: filter.stages.first().map(|stage| stage.code().to_owned()),
        channel: filter.channel.map(|channel| channel.code().to_owned()),
        purpose: filter.purpose.map(|purpose| purpose.code().to_owned()),
        category: filter.category.clone(),
        owner_unit: filter.owner.map(|unit| unit.0),
        number: filter.number.clone(),
        from_day: filter.from.map(day_number),
        to_day: filter.to.map(day_number),
        order: if search.newest {
            search::Order::Newest
        } else {
            search::Order::Relevance
        },
        offset: search.offset,
        limit: search.limit,
        ..search::Query::default()
    }
}

/// Days since 1970-01-01, as the index sorts dates.
pub(crate) fn day_number(date: Date) -> i64 {
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}
