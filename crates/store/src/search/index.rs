//! Opening and reading the index.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::collector::{Count, TopDocs};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::query::{AllQuery, BooleanQuery, EnableScoring, Occur, Query as Condition, TermQuery};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{
    DocAddress, DocSet, Index, IndexReader, Order as Direction, ReloadPolicy, Searcher, TERMINATED,
    Term,
};

use super::analyzer::Analyzer;
use super::columns::Kept;
use super::filter::{self, Clauses};
use super::schema::{ARRIVAL, Fields, VERSION, WORDS, schema};
use super::text::{Wishes, word_query};
use super::{CLOSE, Hit, Hits, Indexer, MOST_HITS, Order, Query, SearchError, Sight, Tokenise};
use crate::private;

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
    columns: Kept,
    folder: PathBuf,
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
            && let Ok(open) = Self::with(dir, index, tokenise.clone())
        {
            return Ok(open);
        }
        wipe(dir, known.is_some())?;
        private::replace(&dir.join(STAMP), stamp.as_bytes())?;
        let open = Self::with(dir, Index::create_in_dir(dir, schema().0)?, tokenise)?;
        private::tighten_as_far_as_possible(dir);
        Ok(open)
    }

    fn with(dir: &Path, index: Index, tokenise: Arc<dyn Tokenise>) -> Result<Self, SearchError> {
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
            columns: Kept::default(),
            folder: dir.to_owned(),
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
        writer.set_merge_policy(Box::new(merging()));
        Ok(Indexer {
            writer,
            reader: self.reader.clone(),
            fields: self.fields,
            tokenise: self.tokenise.clone(),
            folder: self.folder.clone(),
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

    /// Reads on what another process wrote into the index. What this process writes is read at once.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the index cannot be read.
    pub fn reload(&self) -> Result<(), SearchError> {
        Ok(self.reader.reload()?)
    }

    /// Finds matters in sight that have all the words of the query; when there
    /// is none, letters may stand for names; when there still is none, the
    /// parts of a word may stand apart and each word may have one wrong
    /// character; and at last most words are enough.
    /// What only comes close is looked for among the newest
    /// [`filter::NEWEST`] matters.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the index cannot be read.
    pub fn find(&self, query: &Query) -> Result<Hits, SearchError> {
        let searcher = self.reader.searcher();
        let known = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
        let query = &Query {
            limit: query.limit.min(MOST_HITS),
            offset: query.offset.min(known),
            ..query.clone()
        };
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
        let span = self.columns.of(&searcher)?.span();
        conditions.extend(span.and_then(|span| filter::newest(self.fields, span)));
        let tokenise = self.tokenise.as_ref();
        let mut instead = wishes.instead(tokenise, self.fields);
        if instead.len() > 1 {
            self.keep_absent(&searcher, &conditions, &wishes, &mut instead)?;
        }
        let most = wishes.most(tokenise, self.fields, &instead);
        let near = wishes.near(self.fields, instead);
        for wanted in [near, most].into_iter().flatten() {
            let hits = self.close(&searcher, &conditions, wanted, query)?;
            if hits.total > 0 {
                return Ok(hits);
            }
        }
        Ok(Hits::default())
    }

    /// Takes away what may stand for a word that something meeting the conditions has: that word is not mistyped.
    fn keep_absent(
        &self,
        searcher: &Searcher,
        conditions: &Clauses,
        wishes: &Wishes,
        instead: &mut [Option<Box<dyn Condition>>],
    ) -> Result<(), SearchError> {
        for (wish, instead) in wishes.all(self.fields).into_iter().zip(instead) {
            if instead.is_some() {
                let mut all = copy(conditions);
                all.push(wish);
                if count_to(1, searcher, all)? > 0 {
                    *instead = None;
                }
            }
        }
        Ok(())
    }

    /// The best of what comes close to what is wanted.
    fn close(
        &self,
        searcher: &Searcher,
        conditions: &Clauses,
        wanted: Clauses,
        query: &Query,
    ) -> Result<Hits, SearchError> {
        let mut all = copy(conditions);
        all.extend(wanted);
        let total = count_to(CLOSE, searcher, copy(&all))?;
        let limit = query.limit.min(total.saturating_sub(query.offset));
        let page = Query {
            limit,
            ..query.clone()
        };
        let hits = match limit {
            0 => Vec::new(),
            _ => self.page(searcher, all, &page)?,
        };
        Ok(Hits {
            total,
            hits,
            loose: true,
        })
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
        Ok(self.columns.of(&searcher)?.hits(found))
    }

    /// One page of what meets the conditions, and how much there is.
    fn run(
        &self,
        searcher: &Searcher,
        conditions: Clauses,
        query: &Query,
    ) -> Result<Hits, SearchError> {
        if bare(&conditions) && query.limit > 0 && query.order == Order::Relevance {
            // The best are found without scoring what cannot be among them, and a count needs no score: apart, both are quicker.
            let hits = self.page(searcher, copy(&conditions), query)?;
            // A page that is not full holds the last of them.
            let last = hits.len() < query.limit && (query.offset == 0 || !hits.is_empty());
            let total = match last {
                true => query.offset + hits.len(),
                false => searcher.search(&joined(conditions), &Count)?,
            };
            return Ok(Hits {
                total,
                hits,
                loose: false,
            });
        }
        let conditions = joined(conditions);
        let (total, found) = match (query.limit, direction(query.order)) {
            (0, _) => (searcher.search(&conditions, &Count)?, Vec::new()),
            (_, None) => {
                let page = pages(query).order_by_score();
                let (found, total) = searcher.search(&conditions, &(page, Count))?;
                (total, found)
            }
            (_, Some(direction)) => {
                let page = pages(query).order_by_fast_field::<i64>(ARRIVAL, direction);
                let (found, total) = searcher.search(&conditions, &(page, Count))?;
                (total, unscored(found))
            }
        };
        Ok(Hits {
            total,
            hits: self.columns.of(searcher)?.hits(found),
            loose: false,
        })
    }

    /// One page of what meets the conditions.
    fn page(
        &self,
        searcher: &Searcher,
        conditions: Clauses,
        query: &Query,
    ) -> Result<Vec<Hit>, SearchError> {
        let conditions = joined(conditions);
        let found = match direction(query.order) {
            None => searcher.search(&conditions, &pages(query).order_by_score())?,
            Some(direction) => {
                let page = pages(query).order_by_fast_field::<i64>(ARRIVAL, direction);
                unscored(searcher.search(&conditions, &page)?)
            }
        };
        Ok(self.columns.of(searcher)?.hits(found))
    }
}

fn pages(query: &Query) -> TopDocs {
    TopDocs::with_limit(query.limit).and_offset(query.offset)
}

/// How an order by date runs; none by relevance.
fn direction(order: Order) -> Option<Direction> {
    match order {
        Order::Relevance => None,
        Order::Newest => Some(Direction::Desc),
        Order::Oldest => Some(Direction::Asc),
    }
}

fn unscored(found: Vec<(Option<i64>, DocAddress)>) -> Vec<(f32, DocAddress)> {
    let addresses = found.into_iter().map(|(_, address)| address);
    addresses.map(|address| (0.0, address)).collect()
}

/// All of the conditions. A single one stays as it is, for a word alone is found quicker than inside another condition.
fn joined(mut conditions: Clauses) -> Box<dyn Condition> {
    match conditions.as_slice() {
        [(Occur::Must, _)] => conditions.swap_remove(0).1,
        _ => Box::new(BooleanQuery::new(conditions)),
    }
}

/// Whether nothing but words is asked for: all of some, or some of them.
fn bare(conditions: &Clauses) -> bool {
    let word = |condition: &dyn Condition| condition.is::<TermQuery>();
    let either = |condition: &dyn Condition| {
        let any = condition.downcast_ref::<BooleanQuery>();
        any.is_some_and(|any| {
            let mut clauses = any.clauses().iter();
            clauses.all(|(occur, one)| *occur == Occur::Should && word(one.as_ref()))
        })
    };
    match conditions.as_slice() {
        [(Occur::Must, one)] => word(one.as_ref()) || either(one.as_ref()),
        all => all
            .iter()
            .all(|(occur, one)| *occur == Occur::Must && word(one.as_ref())),
    }
}

/// How many matters meet the conditions, up to `most`.
fn count_to(most: usize, searcher: &Searcher, conditions: Clauses) -> Result<usize, SearchError> {
    let unscored = EnableScoring::disabled_from_searcher(searcher);
    let weight = joined(conditions).weight(unscored)?;
    let mut count = 0;
    for segment in searcher.segment_readers() {
        let alive = segment.alive_bitset();
        let mut found = weight.scorer(segment, 1.0)?;
        while count < most && found.doc() != TERMINATED {
            count += usize::from(alive.is_none_or(|alive| alive.is_alive(found.doc())));
            found.advance();
        }
    }
    Ok(count)
}

/// When parts of the index are made one. A matter is written again with each of its entries, so what a query walks through is
/// mostly what was replaced, unless such parts are soon written anew; and each part costs every query a look.
fn merging() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(4);
    policy.set_min_layer_size(1_000);
    policy.set_del_docs_ratio_before_merge(0.3);
    policy
}

fn copy(clauses: &Clauses) -> Clauses {
    clauses
        .iter()
        .map(|(occur, condition)| (*occur, condition.box_clone()))
        .collect()
}

/// Empties `dir`, but only when it is new, empty or an index of ours.
fn wipe(dir: &Path, ours: bool) -> Result<(), SearchError> {
    private::create_folder(dir)?;
    if !ours && fs::read_dir(dir)?.next().is_some() {
        return Err(SearchError::NotAnIndex(dir.to_owned()));
    }
    fs::remove_dir_all(dir)?;
    private::create_folder(dir)?;
    Ok(())
}
