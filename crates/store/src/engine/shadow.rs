//! The empty tables that a check replays the ledger into, beside the real ones.

use std::path::{Path, PathBuf};

use super::{Connection, Sqlite};
use crate::workplace::Workplace;
use crate::{StoreError, private, projection};

/// A database with the projected tables alone, empty, beside the real one; gone when dropped.
pub(crate) struct Shadow {
    /// The connection that fills it.
    pub connection: Connection,
    path: PathBuf,
    _place: Workplace,
}

impl Shadow {
    pub fn create(dir: &Path) -> Result<Self, StoreError> {
        let place = Workplace::create(dir, "verify")?;
        let path = place.path().join("shadow.db");
        private::create_file(&path)?;
        let connection = Sqlite::open(&path)?;
        connection.pragma_update(None, "journal_mode", "OFF")?;
        connection.pragma_update(None, "synchronous", "OFF")?;
        connection.execute_batch("BEGIN")?;
        connection.set_prepared_statement_cache_capacity(64);
        let connection = Connection(connection);
        projection::clear(&connection)?;
        Ok(Self {
            connection,
            path,
            _place: place,
        })
    }

    /// Lets a reader of the real tables see these too, until [`Self::hide`]; outside of any transaction.
    pub fn show(&self, reader: &Connection) -> Result<(), StoreError> {
        reader.0.execute(
            "ATTACH DATABASE ?1 AS shadow",
            [self.path.to_string_lossy().as_ref()],
        )?;
        Ok(())
    }

    /// Takes them out of the reader's sight again.
    pub fn hide(&self, reader: &Connection) -> Result<(), StoreError> {
        Ok(reader.0.execute_batch("DETACH DATABASE shadow")?)
    }

    /// Ends the filling, so that others see what is in it.
    pub fn filled(&self) -> Result<(), StoreError> {
        Ok(self.connection.0.execute_batch("COMMIT")?)
    }

    /// How many rows of a table only the real one has, and how many only this one.
    pub fn differing(&self, reader: &Connection, table: &str) -> Result<(i64, i64), StoreError> {
        let only = |left: &str, right: &str| {
            let sql = format!(
                "SELECT COUNT(*) FROM (SELECT * FROM {left}.{table} EXCEPT SELECT * FROM {right}.{table})"
            );
            reader.0.query_row(&sql, [], |row| row.get(0))
        };
        Ok((only("main", "shadow")?, only("shadow", "main")?))
    }
}
