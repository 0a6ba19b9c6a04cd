//! Opening and reading the index.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use tantivy::collector::{Count, TopDocs};
use tantivy::indexer::IndexWriterOptions;
use tantivy::query::{AllQuery, BooleanQuery, Occur, Query as Condition, TermQuery};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Index, IndexReader, Order as Direction, ReloadPolicy, Searcher, Term};

use super::analyzer::Analyzer;
use super::filter::{self, Clauses};
use super::schema::{ARRIVAL, Fields, MATTER, VERSION, WORDS, schema};
use super::text::{Wishes, word_query};
use super::{Hit, Hits, Indexer, Order, Query, SearchError, Sight, Tokenise};

/// The file beside the index that says how it was built.
const STAMP: &str = "huiyin-search";

/// Memory of the writer before it writes a segment, in bytes.
const WRITER_MEMORY: usize = 64_000_000;

/// Words of a text that are looked up for [`SearchIndex::candidates`].
const CANDIDATE_TERMS: usize = 24;

/// Hits of these words that are read together, so that a long text among a million matters costs no more than one among few; the
/// rarest [`CANDIDATE_LEAST`] words are looked up however common they are.
const CANDIDATE_HITS: u64 = 60_000;
const CANDIDATE_LEAST: usize = 4;

/// Words of a long text that are considered for them.
const CONSIDERED: usize = 400;

/// An open index. Cheap to share between threads.
#[derive(Clone)]
pub struct SearchIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    tokenise: Arc<dyn Tokenise>,
}

impl SearchIndex {
    /// Opens the index in `dir`, creating it where there is none. An index
    /// that is damaged or was built by another version is wiped and starts at
    /// position 0.
    ///
    /// # Errors
    /// [`SearchError::NotAnIndex`] when `dir` holds other files;
    /// [`SearchError::Folder`] or [`SearchError::Index`] when it cannot be
    /// written.
    pub fn open(dir: &Path, tokenise: Arc<dyn Tokenise>) -> Result<Self, SearchError> {
        let stamp = format!("{VERSION} {}", tokenise.edition());
        let known = fs::read(dir.join(STAMP)).ok();
        if known.as_deref() == Some(stamp.as_bytes())
            && let Ok(index) = Index::open_in_dir(dir)
            && let Ok(open) = Self::with(index, tokenise.clone())
        {
            return Ok(open);
        }
        wipe(dir, known.is_some())?;
        fs::write(dir.join(STAMP), stamp)?;
        Self::with(Index::create_in_dir(dir, schema().0)?, tokenise)
    }

    fn with(index: Index, tokenise: Arc<dyn Tokenise>) -> Result<Self, SearchError> {
        index
            .tokenizers()
            .register(WORDS, TextAnalyzer::from(Analyzer(tokenise.clone())));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            index,
            reader,
            fields: schema().1,
            tokenise,
        })
    }

    /// The writer. There is one at a time, over all processes.
    ///
    /// # Errors
    /// [`SearchError::Index`] while another writer is open.
    pub fn writer(&self) -> Result<Indexer, SearchError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(WRITER_MEMORY)
            .build();
        let writer = self.index.writer_with_options(options)?;
        Ok(Indexer {
            writer,
            reader: self.reader.clone(),
            fields: self.fields,
            tokenise: self.tokenise.clone(),
        })
    }

    /// The ledger position the index holds everything up to; 0 when new.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the index cannot be read.
    pub fn position(&self) -> Result<i64, SearchError> {
        let payload = self.index.load_metas()?.payload;
        Ok(payload
            .and_then(|position| position.parse().ok())
            .unwrap_or(0))
    }

    /// Finds matters in sight that have all the words of the query; when there
    /// is none, letters may stand for names; when there still is none, each
    /// word may have one wrong character; and at last most words are enough.
    /// What only comes close is looked for among the newest
    /// [`filter::NEWEST`] matters.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the index cannot be read.
    pub fn find(&self, query: &Query) -> Result<Hits, SearchError> {
        let searcher = self.reader.searcher();
        let mut conditions = filter::sight(&searcher, self.fields, &query.sight)?;
        conditions.extend(filter::labels(self.fields, query));
        if query.text.trim().is_empty() {
            conditions.push((Occur::Must, Box::new(AllQuery)));
            return self.run(&searcher, conditions, query);
        }
        let wishes = Wishes::read(self.tokenise.as_ref(), &query.text);
        if wishes.is_empty() {
            return Ok(Hits::default());
        }
        let hits = self.with_all(&searcher, &conditions, wishes.all(self.fields), query)?;
        if hits.total > 0 {
            return Ok(hits);
        }
        if let Some(named) = wishes.named(self.fields) {
            let hits = self.with_all(&searcher, &conditions, named, query)?;
            if hits.total > 0 {
                return Ok(hits);
            }
        }
        let absent = self.absent(&searcher, &conditions, &wishes, query)?;
        if let Some(newest) = filter::newest(&searcher, self.fields)? {
            conditions.push(newest);
        }
        let near = wishes.near(self.tokenise.as_ref(), self.fields, &absent);
        let most = wishes
            .most(self.fields)
            .map(|most| vec![(Occur::Must, Box::new(most) as _)]);
        for wanted in [near, most].into_iter().flatten() {
            let hits = self.with_all(&searcher, &conditions, wanted, query)?;
            if hits.total > 0 {
                return Ok(Hits {
                    loose: true,
                    ..hits
                });
            }
        }
        Ok(Hits::default())
    }

    /// For each word, whether nothing that meets the conditions has it. Together the words have been looked for in vain.
    fn absent(
        &self,
        searcher: &Searcher,
        conditions: &Clauses,
        wishes: &Wishes,
        query: &Query,
    ) -> Result<Vec<bool>, SearchError> {
        let each = wishes.each(self.fields);
        if each.len() == 1 {
            return Ok(vec![true]);
        }
        let counted = Query {
            limit: 0,
            ..query.clone()
        };
        each.into_iter()
            .map(|wish| {
                let found = self.with_all(searcher, conditions, vec![wish], &counted)?;
                Ok(found.total == 0)
            })
            .collect()
    }

    /// What meets the conditions and has all that is wanted.
    fn with_all(
        &self,
        searcher: &Searcher,
        conditions: &Clauses,
        wanted: Clauses,
        query: &Query,
    ) -> Result<Hits, SearchError> {
        let mut all = copy(conditions);
        all.extend(wanted);
        self.run(searcher, all, query)
    }

    /// Matters in sight that share the rarest words of `text`, best first:
    /// what a duplicate check compares more closely.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the index cannot be read.
    pub fn candidates(
        &self,
        text: &str,
        sight: &Sight,
        limit: usize,
    ) -> Result<Vec<Hit>, SearchError> {
        let searcher = self.reader.searcher();
        let mut seen = HashSet::new();
        let mut terms: Vec<(u64, String)> = Vec::new();
        let words = self
            .tokenise
            .query(text)
            .into_iter()
            .map(|token| token.text);
        let telling =
            words.filter(|word| word.chars().nth(1).is_some() && seen.insert(word.clone()));
        for word in telling.take(CONSIDERED) {
            let known = searcher.doc_freq(&Term::from_field_text(self.fields.text, &word))?;
            if known > 0 {
                terms.push((known, word));
            }
        }
        if terms.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        terms.sort();
        terms.truncate(CANDIDATE_TERMS);
        let mut read = 0;
        let afford = terms.iter().take_while(|(known, _)| {
            read += known;
            read <= CANDIDATE_HITS
        });
        let afford = afford.count();
        terms.truncate(afford.max(CANDIDATE_LEAST));
        let any: Clauses = terms
            .into_iter()
            .map(|(_, word)| (Occur::Should, Box::new(word_query(self.fields, &word)) as _))
            .collect();
        let mut conditions = filter::sight(&searcher, self.fields, sight)?;
        conditions.push((Occur::Must, Box::new(BooleanQuery::new(any))));
        let found = searcher.search(
            &BooleanQuery::new(conditions),
            &TopDocs::with_limit(limit).order_by_score(),
        )?;
        matters(&searcher, found)
    }

    fn run(
        &self,
        searcher: &Searcher,
        conditions: Clauses,
        query: &Query,
    ) -> Result<Hits, SearchError> {
        if bare(&conditions) && query.limit > 0 && query.order == Order::Relevance {
            return ranked(searcher, conditions, query);
        }
        let conditions = BooleanQuery::new(conditions);
        if query.limit == 0 {
            let total = searcher.search(&conditions, &Count)?;
            return Ok(Hits {
                total,
                ..Hits::default()
            });
        }
        let page = TopDocs::with_limit(query.limit).and_offset(query.offset);
        let direction = match query.order {
            Order::Relevance => {
                let (found, total) =
                    searcher.search(&conditions, &(page.order_by_score(), Count))?;
                return Ok(Hits {
                    total,
                    hits: matters(searcher, found)?,
                    loose: false,
                });
            }
            Order::Newest => Direction::Desc,
            Order::Oldest => Direction::Asc,
        };
        let page = page.order_by_fast_field::<i64>(ARRIVAL, direction);
        let (found, total) = searcher.search(&conditions, &(page, Count))?;
        let found = found
            .into_iter()
            .map(|(_, address)| (0.0, address))
            .collect();
        Ok(Hits {
            total,
            hits: matters(searcher, found)?,
            loose: false,
        })
    }
}

/// Whether nothing but words is asked for.
fn bare(conditions: &Clauses) -> bool {
    let word = |(occur, condition): &(Occur, Box<dyn Condition>)| {
        *occur == Occur::Must && condition.is::<TermQuery>()
    };
    conditions.iter().all(word)
}

/// The best matters with these words, and how many there are, apart: the best are found without scoring what cannot be among
/// them, and the count needs no score at all.
fn ranked(
    searcher: &Searcher,
    mut conditions: Clauses,
    query: &Query,
) -> Result<Hits, SearchError> {
    let wanted: Box<dyn Condition> = match conditions.len() {
        1 => conditions.swap_remove(0).1,
        _ => Box::new(BooleanQuery::new(conditions)),
    };
    let page = TopDocs::with_limit(query.limit).and_offset(query.offset);
    let found = searcher.search(&wanted, &page.order_by_score())?;
    // A page that is not full holds the last of them.
    let total = if found.len() < query.limit && (query.offset == 0 || !found.is_empty()) {
        query.offset + found.len()
    } else {
        searcher.search(&wanted, &Count)?
    };
    Ok(Hits {
        total,
        hits: matters(searcher, found)?,
        loose: false,
    })
}

/// Which matters the documents are.
fn matters(searcher: &Searcher, found: Vec<(f32, DocAddress)>) -> Result<Vec<Hit>, SearchError> {
    let mut columns = vec![None; searcher.segment_readers().len()];
    let mut hits = Vec::with_capacity(found.len());
    for (score, address) in found {
        let segment = address.segment_ord as usize;
        let column = match &mut columns[segment] {
            Some(column) => column,
            empty => empty.insert(
                searcher.segment_readers()[segment]
                    .fast_fields()
                    .i64(MATTER)?,
            ),
        };
        hits.extend(
            column
                .first(address.doc_id)
                .map(|matter| Hit { matter, score }),
        );
    }
    Ok(hits)
}

fn copy(clauses: &Clauses) -> Clauses {
    clauses
        .iter()
        .map(|(occur, condition)| (*occur, condition.box_clone()))
        .collect()
}

/// Empties `dir`, but only when it is new, empty or an index of ours.
fn wipe(dir: &Path, ours: bool) -> Result<(), SearchError> {
    fs::create_dir_all(dir)?;
    if !ours && fs::read_dir(dir)?.next().is_some() {
        return Err(SearchError::NotAnIndex(dir.to_owned()));
    }
    fs::remove_dir_all(dir)?;
    fs::create_dir_all(dir)?;
    Ok(())
}
