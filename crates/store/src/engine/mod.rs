//! What only one engine has: how the database is opened, begun, copied, checked and mended. Whatever is asked of the tables stands
//! elsewhere, in the SQL that SQLite and PostgreSQL share; a test reads the sources and finds what strayed.

mod connection;
pub mod schema;
mod shadow;
mod value;

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection as Sqlite, OpenFlags};

use crate::StoreError;
use schema::Engine;

pub(crate) use connection::Row;
pub use connection::{Connection, View};
/// What the database says when it refuses.
pub use rusqlite::Error as DatabaseError;
pub(crate) use shadow::Shadow;
pub(crate) use value::{Bind, Value, values};

/// The engine behind this store.
const ENGINE: Engine = Engine::Sqlite;

/// Opens the database to write: write-ahead logging with a flush at each commit, so an acknowledged petition survives a power cut.
pub(crate) fn open(path: &Path) -> Result<Connection, StoreError> {
    let connection = Sqlite::open(path)?;
    connection.busy_timeout(Duration::from_secs(30))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -64_000)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    keep_plans(&connection)?;
    Ok(Connection(connection))
}

/// Opens the database to read.
pub(crate) fn open_reading(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Sqlite::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "cache_size", -12_000)?;
    keep_plans(&connection)?;
    Ok(Connection(connection))
}

/// Statements are prepared once. Without the stability guarantee SQLite plans a statement anew for each set of values, which
/// takes longer than most of ours run.
fn keep_plans(connection: &Sqlite) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Opens a copy of a database as it lies there.
pub(crate) fn open_copy(path: &Path) -> Result<Connection, StoreError> {
    Ok(Connection(Sqlite::open(path)?))
}

impl From<DatabaseError> for StoreError {
    fn from(error: DatabaseError) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            _ => Self::Database(error),
        }
    }
}

/// Gives up the promise that a commit survives a power cut.
pub(crate) fn relax(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.0.pragma_update(None, "synchronous", "OFF")?)
}

/// Makes the tables of a text that both engines share.
pub(crate) fn make_tables(connection: &Connection, schema: &str) -> Result<(), StoreError> {
    Ok(connection.0.execute_batch(&ENGINE.words(schema))?)
}

/// Takes a table away with its indexes, where there is one.
pub(crate) fn drop_table(connection: &Connection, table: &str) -> Result<(), StoreError> {
    Ok(connection
        .0
        .execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?)
}

/// Whether there is a table of this name.
pub(crate) fn knows(connection: &Connection, table: &str) -> Result<bool, StoreError> {
    Ok(connection
        .0
        .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1")?
        .exists([table])?)
}

/// Begins the one transaction that may write. It waits for its turn here, not at its first change, so that what it reads is what it
/// writes onto.
pub(crate) fn begin_writing(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.0.execute_batch("BEGIN IMMEDIATE")?)
}

/// Copies the whole database into an empty file, as one moment shows it.
pub(crate) fn copy(connection: &Connection, target: &Path) -> Result<(), StoreError> {
    connection
        .0
        .execute("VACUUM INTO ?1", [target.to_string_lossy().as_ref()])?;
    Ok(())
}

/// Reads every page of the database; says what is damaged, if anything is.
pub(crate) fn damage(connection: &Connection) -> Result<Option<String>, StoreError> {
    let state: String = connection
        .0
        .query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    Ok((state != "ok").then_some(state))
}

/// Reads every page and compares every index with its table; a line for each thing that is wrong, at most `most`.
pub(crate) fn all_damage(connection: &Connection, most: i64) -> Result<Vec<String>, StoreError> {
    let mut lines: Vec<String> = connection
        .0
        .prepare(&format!("PRAGMA main.integrity_check({most})"))?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    lines.retain(|line| line != "ok");
    Ok(lines)
}

/// Makes every index anew from its table.
pub(crate) fn mend_indexes(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.0.execute_batch("REINDEX")?)
}
