//! A connection to the database, as everything outside of this folder knows it: statements with their values, and rows read one
//! by one. Every statement is prepared once and kept. Only this crate can ask: others hold a connection and hand it to functions of
//! [`crate::tables`] and [`crate::ledger`].

use std::ops::Deref;

use rusqlite::params_from_iter;

use super::DatabaseError;
use super::postgres::{self, Client};
use super::schema::Engine;
use super::sqlite;
use super::value::{Cell, FromRow, Value};
use crate::StoreError;

/// A connection; [`crate::Store::reader`] and a writer's job have one.
pub struct Connection(pub(super) Link);

/// The engine behind a connection.
pub(super) enum Link {
    /// A file that this process has open.
    Sqlite(rusqlite::Connection),
    /// A server.
    Postgres(Box<Client>),
}

/// A row of an answer.
pub(crate) enum Row<'r> {
    /// SQLite's.
    Sqlite(&'r rusqlite::Row<'r>),
    /// PostgreSQL's.
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    pub(super) fn cell(&self, place: usize) -> Result<Cell<'_>, DatabaseError> {
        match self {
            Self::Sqlite(row) => sqlite::cell(row, place),
            Self::Postgres(row) => postgres::cell(row, place),
        }
    }

    /// The value at a place, from 0.
    ///
    /// # Errors
    /// When it is of another kind.
    pub fn get<T: FromRow>(&self, place: usize) -> Result<T, StoreError> {
        Ok(T::read(self.cell(place)?)?)
    }

    /// The text at a place, from 0, without a copy of it.
    ///
    /// # Errors
    /// When it is none.
    pub fn text(&self, place: usize) -> Result<&str, StoreError> {
        match self.cell(place)? {
            Cell::Text(text) => Ok(text),
            Cell::Null | Cell::Number(_) | Cell::Bytes(_) => {
                Err(DatabaseError::Kind("a text").into())
            }
        }
    }
}

impl Connection {
    /// The engine behind it.
    pub(super) fn engine(&self) -> Engine {
        match &self.0 {
            Link::Sqlite(_) => Engine::Sqlite,
            Link::Postgres(_) => Engine::PostgreSql,
        }
    }

    /// Runs a text of several statements without values.
    pub(super) fn run(&self, text: &str) -> Result<(), StoreError> {
        match &self.0 {
            Link::Sqlite(file) => file.execute_batch(text).map_err(DatabaseError::from)?,
            Link::Postgres(client) => client.run(text)?,
        }
        Ok(())
    }

    /// Runs a statement; says how many rows it wrote.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, StoreError> {
        Ok(match &self.0 {
            Link::Sqlite(file) => file
                .prepare_cached(sql)
                .and_then(|mut statement| statement.execute(params_from_iter(values)))
                .map_err(DatabaseError::from)?,
            Link::Postgres(client) => client.execute(sql, values)?,
        })
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
        match &self.0 {
            Link::Sqlite(file) => {
                let mut statement = file.prepare_cached(sql).map_err(DatabaseError::from)?;
                let mut rows = statement
                    .query(params_from_iter(values))
                    .map_err(DatabaseError::from)?;
                let first = rows.next().map_err(DatabaseError::from)?;
                first.map(|row| read(&Row::Sqlite(row))).transpose()
            }
            Link::Postgres(client) => {
                let rows = client.rows(sql, values)?;
                rows.first()
                    .map(|row| read(&Row::Postgres(row)))
                    .transpose()
            }
        }
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
        let found = self.first(sql, values, read)?;
        Ok(found.ok_or(DatabaseError::Kind("a row"))?)
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
        match &self.0 {
            Link::Sqlite(file) => {
                let mut statement = file.prepare_cached(sql).map_err(DatabaseError::from)?;
                let mut rows = statement
                    .query(params_from_iter(values))
                    .map_err(DatabaseError::from)?;
                while let Some(row) = rows.next().map_err(DatabaseError::from)? {
                    look(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            Link::Postgres(client) => client
                .rows(sql, values)?
                .iter()
                .try_for_each(|row| look(&Row::Postgres(row))),
        }
    }

    /// Begins a view: until it is dropped, all that is asked through it is answered as of one moment.
    ///
    /// # Errors
    /// The database's.
    pub fn view(&self) -> Result<View<'_>, StoreError> {
        match &self.0 {
            Link::Sqlite(_) => {
                self.execute("BEGIN", &[])?;
            }
            Link::Postgres(client) => {
                client.begin("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")?;
            }
        }
        Ok(View(self))
    }

    /// Begins a change that is all or nothing. It waits for its turn here, so that what it reads is what it writes onto.
    pub(crate) fn change(&self) -> Result<View<'_>, StoreError> {
        self.begin_writing()?;
        Ok(View(self))
    }

    /// Begins the change that makes the tables a database begins with.
    pub(crate) fn beginning(&self) -> Result<View<'_>, StoreError> {
        match &self.0 {
            Link::Sqlite(_) => self.run("BEGIN IMMEDIATE")?,
            Link::Postgres(client) => client.begin("BEGIN")?,
        }
        Ok(View(self))
    }

    /// Begins the one transaction that may write. It waits for its turn here, not at its first change, so that what it reads is what
    /// it writes onto: SQLite has one lock for that, and on a server a row of our own is locked that every writer locks first.
    pub(crate) fn begin_writing(&self) -> Result<(), StoreError> {
        match &self.0 {
            Link::Sqlite(_) => self.run("BEGIN IMMEDIATE")?,
            Link::Postgres(client) => client.begin(
                "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT 1 FROM meta WHERE name = 'schema' FOR UPDATE",
            )?,
        }
        Ok(())
    }

    /// Keeps what the transaction wrote.
    pub(crate) fn commit(&self) -> Result<(), StoreError> {
        match &self.0 {
            Link::Sqlite(_) => {
                self.execute("COMMIT", &[])?;
            }
            Link::Postgres(client) => client.commit()?,
        }
        Ok(())
    }

    /// Undoes what the transaction wrote, where one is open still.
    pub(crate) fn roll_back(&self) {
        match &self.0 {
            Link::Sqlite(file) => {
                // Ended by a failure that whoever asked was told of, else.
                if !file.is_autocommit() {
                    let _ = file.execute_batch("ROLLBACK");
                }
            }
            Link::Postgres(client) => client.end(),
        }
    }

    /// Sets how many pages an embedded database may grow to: what is more is refused as on a full disk, which is how tests make one.
    ///
    /// # Errors
    /// The database's.
    pub fn grow_to(&self, pages: u32) -> Result<(), StoreError> {
        match &self.0 {
            Link::Sqlite(_) => self.run(&format!("PRAGMA max_page_count = {pages}")),
            Link::Postgres(_) => Err(StoreError::Unfit("not an embedded database".to_owned())),
        }
    }

    /// How many rows were written through this connection since it was opened, undone ones among them.
    pub(crate) fn rows_written(&self) -> u64 {
        match &self.0 {
            Link::Sqlite(file) => file.total_changes(),
            Link::Postgres(client) => client.rows_written(),
        }
    }

    /// Whether no transaction is open.
    fn is_idle(&self) -> bool {
        match &self.0 {
            Link::Sqlite(file) => file.is_autocommit(),
            Link::Postgres(client) => client.is_idle(),
        }
    }

    /// Whether a transaction is open that can be kept still: a failure of the disk ends SQLite's, any failed statement PostgreSQL's.
    pub(crate) fn in_transaction(&self) -> bool {
        match &self.0 {
            Link::Sqlite(file) => !file.is_autocommit(),
            Link::Postgres(client) => client.in_transaction(),
        }
    }
}

/// One moment of the database. What is written through it is undone unless it is kept.
pub struct View<'c>(&'c Connection);

impl View<'_> {
    /// Keeps what was written.
    pub(crate) fn keep(self) -> Result<(), StoreError> {
        self.0.commit()
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
        if !self.0.is_idle() {
            self.0.roll_back();
        }
    }
}

/// A connection that was opened otherwise: tests listen to what is asked of the database.
impl From<rusqlite::Connection> for Connection {
    fn from(connection: rusqlite::Connection) -> Self {
        Self(Link::Sqlite(connection))
    }
}
