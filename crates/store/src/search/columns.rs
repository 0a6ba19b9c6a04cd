//! Which matter a document is: a column of each part of the index, opened once for each state of it.

use std::sync::{Arc, PoisonError, RwLock};

use tantivy::columnar::Column;
use tantivy::{DocAddress, Searcher};

use super::schema::MATTER;
use super::{Hit, SearchError};

/// The columns of one state of the index.
#[derive(Clone)]
pub(super) struct Columns(Arc<[Column<i64>]>);

impl Columns {
    fn open(searcher: &Searcher) -> Result<Self, SearchError> {
        let segments = searcher.segment_readers().iter();
        let columns = segments.map(|segment| segment.fast_fields().i64(MATTER));
        Ok(Self(columns.collect::<Result<_, _>>()?))
    }

    /// The matters that the documents are, with their scores.
    pub fn hits(&self, found: Vec<(f32, DocAddress)>) -> Vec<Hit> {
        let hits = found.into_iter().filter_map(|(score, address)| {
            let column = self.0.get(address.segment_ord as usize)?;
            let matter = column.first(address.doc_id)?;
            Some(Hit { matter, score })
        });
        hits.collect()
    }

    /// The lowest and the highest matter; none in an empty index.
    pub fn span(&self) -> Option<(i64, i64)> {
        let lowest = self.0.iter().map(Column::min_value).min()?;
        let highest = self.0.iter().map(Column::max_value).max()?;
        Some((lowest, highest))
    }
}

/// The columns of the state that was last looked at.
#[derive(Clone, Default)]
pub(super) struct Kept(Arc<RwLock<Option<(u64, Columns)>>>);

impl Kept {
    /// The columns of the state that `searcher` sees.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(&self, searcher: &Searcher) -> Result<Columns, SearchError> {
        let state = searcher.generation().generation_id();
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, columns)) = known.as_ref().filter(|(of, _)| *of == state) {
            return Ok(columns.clone());
        }
        drop(known);
        let columns = Columns::open(searcher)?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((state, columns.clone()));
        Ok(columns)
    }
}
