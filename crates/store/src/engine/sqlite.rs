//! SQLite: a file in the data folder, opened by this process.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};

use super::DatabaseError;
use super::value::{Cell, Value};

/// Opens the database to write: write-ahead logging with a flush at each commit, so an acknowledged petition survives a power cut.
pub(super) fn open(path: &Path) -> Result<Connection, DatabaseError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(30))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -64_000)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    keep_plans(&connection)?;
    Ok(connection)
}

/// Opens the database to read.
pub(super) fn open_reading(path: &Path) -> Result<Connection, DatabaseError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "cache_size", -12_000)?;
    keep_plans(&connection)?;
    Ok(connection)
}

/// Statements are prepared once. Without the stability guarantee SQLite plans a statement anew for each set of values, which
/// takes longer than most of ours run.
fn keep_plans(connection: &Connection) -> Result<(), DatabaseError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Reads every page of the database; says what is damaged, if anything is.
pub(super) fn damage(connection: &Connection) -> Result<Option<String>, DatabaseError> {
    let state: String = connection.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    Ok((state != "ok").then_some(state))
}

/// Reads every page and compares every index with its table; a line for each thing that is wrong, at most `most`.
pub(super) fn all_damage(connection: &Connection, most: i64) -> Result<Vec<String>, DatabaseError> {
    let mut lines: Vec<String> = connection
        .prepare(&format!("PRAGMA main.integrity_check({most})"))?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    lines.retain(|line| line != "ok");
    Ok(lines)
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// The value at a place of a row, from 0.
pub(super) fn cell<'r>(
    row: &'r rusqlite::Row<'r>,
    place: usize,
) -> Result<Cell<'r>, DatabaseError> {
    Ok(match row.get_ref(place)? {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Number(number),
        ValueRef::Text(text) => Cell::Text(
            std::str::from_utf8(text).map_err(|error| rusqlite::Error::Utf8Error(place, error))?,
        ),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
        ValueRef::Real(_) => return Err(DatabaseError::Kind("a number without fractions")),
    })
}
