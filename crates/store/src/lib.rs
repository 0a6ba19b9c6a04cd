//! Where things are kept: the ledger, the tables projected from it, files and the search index.
//!
//! The ledger is the truth. Everything in [`tables`] that lists and figures read is written in the same transaction as the
//! entries it follows from, and [`verify`] checks that a replay gives exactly these tables. One writer thread commits many
//! jobs in one transaction ([`writer`]), so a durable write does not wait for a disk flush of its own.

pub mod backup;
mod current_org;
pub mod error;
pub mod files;
pub mod incoming;
pub mod ledger;
pub mod private;
pub mod search;
pub mod serving;
mod sound;
pub mod tables;
pub mod verify;
pub mod workplace;
pub mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use rusqlite::Connection;
use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;

pub use error::StoreError;
pub use incoming::Incoming;
pub use writer::{Pending, Writer, Writing};

/// The layout of the tables this program writes.
const SCHEMA: &str = include_str!("schema.sql");
/// Tables added since; see the file.
pub(crate) const ADDED: &str = include_str!("added.sql");
/// The version of that layout, kept in `meta`.
const SCHEMA_VERSION: &str = "2";

/// What a commit promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// What is acknowledged is on disk.
    Full,
    /// A power cut may lose the folder. Only for data that can be made again, such as a demonstration.
    Relaxed,
}

/// One data folder.
pub struct Store {
    dir: PathBuf,
    readers: Mutex<Vec<Connection>>,
    writer: Writer,
}

impl Store {
    /// Makes a new data folder.
    ///
    /// # Errors
    /// When the folder holds an office already, or cannot be written.
    pub fn create(dir: &Path) -> Result<Self, StoreError> {
        let path = database(dir);
        if path.exists() {
            return Err(StoreError::Exists(dir.to_owned()));
        }
        private::create_folder(&dir.join("files"))?;
        // SQLite gives the files beside the database the rights of the database.
        private::create_file(&path)?;
        let connection = Connection::open(&path)?;
        tune(&connection)?;
        connection.execute_batch(&format!("BEGIN; {SCHEMA} COMMIT;"))?;
        drop(connection);
        Self::open(dir)
    }

    /// Opens a data folder.
    ///
    /// # Errors
    /// When there is none, or another version of the program made it.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Self::open_with(dir, Durability::Full)
    }

    /// Opens a data folder with another promise about power cuts.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn open_with(dir: &Path, durability: Durability) -> Result<Self, StoreError> {
        let path = database(dir);
        if !path.exists() {
            return Err(StoreError::NoOffice(dir.to_owned()));
        }
        private::tighten_as_far_as_possible(dir);
        workplace::sweep(dir);
        let connection = Connection::open(&path)?;
        tune(&connection)?;
        let version: String =
            connection.query_row("SELECT value FROM meta WHERE name = 'schema'", [], |row| {
                row.get(0)
            })?;
        if version != SCHEMA_VERSION {
            return Err(StoreError::Schema(version));
        }
        add_tables(&connection)?;
        incoming::sweep(dir);
        if durability == Durability::Relaxed {
            connection.pragma_update(None, "synchronous", "OFF")?;
        }
        Ok(Self {
            dir: dir.to_owned(),
            readers: Mutex::new(Vec::new()),
            writer: Writer::start(connection)?,
        })
    }

    /// The data folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The writer: the only way to change anything.
    pub fn writer(&self) -> &Writer {
        &self.writer
    }

    /// A reading connection; it sees what was committed when its first statement ran.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn reader(&self) -> Result<Reader<'_>, StoreError> {
        let pooled = lock(&self.readers).pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let connection = Connection::open_with_flags(database(&self.dir), flags)?;
                connection.busy_timeout(std::time::Duration::from_secs(10))?;
                connection.pragma_update(None, "cache_size", -12_000)?;
                keep_plans(&connection)?;
                connection
            }
        };
        Ok(Reader {
            store: self,
            connection: Some(connection),
        })
    }
}

/// A pooled reading connection.
pub struct Reader<'s> {
    store: &'s Store,
    connection: Option<Connection>,
}

impl std::ops::Deref for Reader<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        // The connection leaves only in `drop`, so it is there as long as anyone can ask.
        self.connection
            .as_ref()
            .unwrap_or_else(|| unreachable!("a reader keeps its connection"))
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            lock(&self.store.readers).push(connection);
        }
    }
}

/// A mutex whose holder panicked still guards usable data here: a pool or a list of plain values.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn database(dir: &Path) -> PathBuf {
    dir.join("huiyin.db")
}

/// Write-ahead logging with a flush at each commit: an acknowledged petition survives a power cut.
fn tune(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(std::time::Duration::from_secs(30))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -64_000)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    keep_plans(connection)
}

/// Statements are prepared once. Without the stability guarantee SQLite plans a statement anew for each set of values, which
/// takes longer than most of ours run.
fn keep_plans(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Makes the tables that came later, and fills those that say something of older entries.
fn add_tables(connection: &Connection) -> Result<(), StoreError> {
    let knows = |table: &str| -> Result<bool, StoreError> {
        Ok(connection
            .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1")?
            .exists([table])?)
    };
    let (rights, salts, tiers) = (knows("rights")?, knows("code_salts")?, knows("tiers")?);
    let adding = connection.unchecked_transaction()?;
    adding.execute_batch(ADDED)?;
    if !rights {
        tables::rights::fill(&adding)?;
    }
    if !salts {
        tables::codes::begin(&adding)?;
    }
    if !tiers {
        tables::tiers::fill(&adding)?;
    }
    adding.commit()?;
    Ok(())
}
