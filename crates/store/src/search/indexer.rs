//! The writing side of the index.

use std::path::PathBuf;
use std::sync::Arc;

use tantivy::{IndexReader, IndexWriter, TantivyDocument, Term};

use super::filter::UNCONFIRMED;
use super::schema::{Fields, arrival};
use super::text::number_key;
use super::{SearchError, Tokenise};
use crate::private;

/// How often the subject and the place are counted.
const TITLE_WEIGHT: usize = 3;

/// A matter as it is indexed. None of its text is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// The matter; a later document of the same matter replaces this one.
    pub matter: i64,
    /// Numbers of its petitions.
    pub numbers: Vec<String>,
    /// Subject line.
    pub subject: String,
    /// Text of all its petitions.
    pub body: String,
    /// The place it speaks of.
    pub place: String,
    /// Names of the units involved.
    pub units_text: String,
    /// Units that may see it.
    pub sight: Vec<i64>,
    /// Persons who may not, whatever their unit.
    pub barred: Vec<i64>,
    /// Whether it is an accusation.
    pub sealed: bool,
    /// Stage of the procedure.
    pub stage: String,
    /// Channels of its petitions.
    pub channel: Vec<String>,
    /// Purposes of its demands.
    pub purpose: Vec<String>,
    /// Class of content: a class of two levels, and its first level.
    pub category: Vec<String>,
    /// The unit that answers for it.
    pub owner_unit: i64,
    /// Day of arrival, in days since 1970-01-01.
    pub received_day: i64,
}

/// The only writer of an index. What is put is found after [`Indexer::commit`].
pub struct Indexer {
    pub(super) writer: IndexWriter,
    pub(super) reader: IndexReader,
    pub(super) fields: Fields,
    pub(super) tokenise: Arc<dyn Tokenise>,
    pub(super) folder: PathBuf,
}

impl Indexer {
    /// Adds a matter, in place of what was known of it.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the writing thread has failed.
    pub fn put(&mut self, doc: Doc) -> Result<(), SearchError> {
        let fields = self.fields;
        self.writer
            .delete_term(Term::from_field_i64(fields.matter, doc.matter));
        let names = [&doc.place, &doc.units_text];
        let initials: Vec<String> = names
            .into_iter()
            .flat_map(|name| self.tokenise.initials(name))
            .collect();
        let mut document = document(fields, doc);
        for key in initials {
            document.add_text(fields.initials, key);
        }
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Makes everything put so far durable and findable, and remembers that
    /// the index now holds the ledger up to `position`.
    ///
    /// # Errors
    /// [`SearchError::Index`] when the disk refuses; nothing is lost then but
    /// what the ledger still holds after the last position.
    pub fn commit(&mut self, position: i64) -> Result<(), SearchError> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&position.to_string());
        commit.commit()?;
        self.reader.reload()?;
        // The library makes its files readable for others.
        private::tighten_as_far_as_possible(&self.folder);
        Ok(())
    }
}

fn document(fields: Fields, doc: Doc) -> TantivyDocument {
    let mut out = TantivyDocument::default();
    out.add_i64(fields.matter, doc.matter);
    for number in &doc.numbers {
        out.add_text(fields.number, number_key(number));
    }
    // A word of the subject or the place weighs as if it stood there three times: one list of hits to walk for each word of a
    // query, where a field of its own would need two.
    for title in [&doc.subject, &doc.place] {
        for _ in 0..TITLE_WEIGHT {
            out.add_text(fields.text, title);
        }
    }
    for text in [&doc.units_text, &doc.body] {
        out.add_text(fields.text, text);
    }
    for unit in doc.sight {
        out.add_i64(fields.sight, unit);
    }
    for person in doc
        .barred
        .into_iter()
        .chain(doc.sealed.then_some(UNCONFIRMED))
    {
        out.add_i64(fields.barred, person);
    }
    out.add_text(fields.stage, doc.stage);
    for channel in doc.channel {
        out.add_text(fields.channel, channel);
    }
    for purpose in doc.purpose {
        out.add_text(fields.purpose, purpose);
    }
    for category in doc.category {
        out.add_text(fields.category, category);
    }
    out.add_i64(fields.owner, doc.owner_unit);
    out.add_i64(fields.arrival, arrival(doc.received_day, doc.matter));
    out
}
