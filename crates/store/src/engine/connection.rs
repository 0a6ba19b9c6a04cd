//! A connection to the database, as everything outside of this folder knows it: statements with their values, and rows read one
//! by one. Every statement is prepared once and kept. Only this crate can ask: others hold a connection and hand it to functions of
//! [`crate::tables`] and [`crate::ledger`].

use std::ops::Deref;

use rusqlite::{OptionalExtension, params_from_iter};

use super::value::{FromRow, Value};
use crate::StoreError;

/// A connection; [`crate::Store::reader`] and a writer's job have one.
pub struct Connection(pub(super) rusqlite::Connection);

/// A row of an answer.
pub(crate) struct Row<'r>(&'r rusqlite::Row<'r>);

impl Row<'_> {
    /// The value at a place, from 0.
    ///
    /// # Errors
    /// When it is of another kind.
    pub fn get<T: FromRow>(&self, place: usize) -> Result<T, StoreError> {
        Ok(self.0.get(place)?)
    }

    /// The text at a place, from 0, without a copy of it.
    ///
    /// # Errors
    /// When it is none.
    pub fn text(&self, place: usize) -> Result<&str, StoreError> {
        Ok(self
            .0
            .get_ref(place)?
            .as_str()
            .map_err(rusqlite::Error::from)?)
    }
}

impl Connection {
    /// Runs a statement; says how many rows it wrote.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, StoreError> {
        Ok(self
            .0
            .prepare_cached(sql)?
            .execute(params_from_iter(values))?)
    }

    /// The first row of the answer, if there is one.
    ///
    /// # Errors
    /// The database's, or the reading's.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        self.0
            .prepare_cached(sql)?
            .query_row(params_from_iter(values), |row| Ok(read(&Row(row))))
            .optional()?
            .transpose()
    }

    /// The row of an answer that always has one, such as a count.
    ///
    /// # Errors
    /// The database's, or the reading's.
    pub(crate) fn only<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.0
            .prepare_cached(sql)?
            .query_row(params_from_iter(values), |row| Ok(read(&Row(row))))?
    }

    /// Whether the answer has a row.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn exists(&self, sql: &str, values: &[Value<'_>]) -> Result<bool, StoreError> {
        Ok(self.first(sql, values, |_| Ok(()))?.is_some())
    }

    /// All rows of the answer.
    ///
    /// # Errors
    /// The database's, or the reading's.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut all = Vec::new();
        self.each(sql, values, |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Goes through the rows of the answer, none of which is kept.
    ///
    /// # Errors
    /// The database's, or the reading's.
    pub(crate) fn each(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut look: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            look(&Row(row))?;
        }
        Ok(())
    }

    /// Begins a view: until it is dropped, all that is asked through it is answered as of one moment.
    ///
    /// # Errors
    /// The database's.
    pub fn view(&self) -> Result<View<'_>, StoreError> {
        self.execute("BEGIN", &[])?;
        Ok(View(self))
    }

    /// Begins a change that is all or nothing. It waits for its turn here, so that what it reads is what it writes onto.
    pub(crate) fn change(&self) -> Result<View<'_>, StoreError> {
        super::begin_writing(self)?;
        Ok(View(self))
    }

    /// Sets how many pages the database may grow to: what is more is refused as on a full disk, which is how tests make one.
    ///
    /// # Errors
    /// The database's.
    pub fn grow_to(&self, pages: u32) -> Result<(), StoreError> {
        Ok(self
            .0
            .execute_batch(&format!("PRAGMA max_page_count = {pages}"))?)
    }

    /// How many rows were written through this connection since it was opened, undone ones among them.
    pub(crate) fn rows_written(&self) -> u64 {
        self.0.total_changes()
    }

    /// Whether a transaction is open: a failure of the disk ends one by itself.
    pub(crate) fn in_transaction(&self) -> bool {
        !self.0.is_autocommit()
    }
}

/// One moment of the database. What is written through it is undone unless it is kept.
pub struct View<'c>(&'c Connection);

impl View<'_> {
    /// Keeps what was written.
    pub(crate) fn keep(self) -> Result<(), StoreError> {
        self.0.execute("COMMIT", &[])?;
        Ok(())
    }
}

impl Deref for View<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0
    }
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        // Kept already, or ended by a failure that whoever asked was told of.
        if self.0.in_transaction() {
            let _ = self.0.execute("ROLLBACK", &[]);
        }
    }
}

/// A connection that was opened otherwise: tests listen to what is asked of the database.
impl From<rusqlite::Connection> for Connection {
    fn from(connection: rusqlite::Connection) -> Self {
        Self(connection)
    }
}
