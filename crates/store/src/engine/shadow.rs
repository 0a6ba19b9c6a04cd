//! The empty tables that a check replays the ledger into, beside the real ones: a file of their own beside an embedded database, the
//! temporary tables of one connection on a server.

use super::connection::Link;
use super::postgres::{Client, Use};
use super::{Connection, DatabaseError, values};
use crate::workplace::Workplace;
use crate::{Database, Home, StoreError, private, projection};

/// The projected tables alone, empty; gone when dropped.
pub(crate) struct Shadow {
    /// The connection that fills them.
    pub connection: Connection,
    place: Place,
}

/// Where they are.
enum Place {
    /// In a file.
    File {
        /// Where the file lies until the check is over.
        _place: Workplace,
    },
    /// Beside the real tables, in this schema of the same database.
    Beside(String),
}

/// The file's name in its workplace.
const FILE: &str = "shadow.db";

impl Shadow {
    /// Makes them, and lets `reader` see them until [`Self::hide`]; outside of any transaction.
    pub fn create(home: &Home, reader: &Connection) -> Result<Self, StoreError> {
        match &home.database {
            Database::Embedded => Self::in_a_file(home, reader),
            Database::Server(server) => {
                let schema = reader.only("SELECT CAST(current_schema() AS TEXT)", &[], |row| {
                    row.get(0)
                })?;
                Ok(Self {
                    connection: Connection(Link::Postgres(Box::new(Client::new(
                        server.clone(),
                        Use::Writing,
                    )))),
                    place: Place::Beside(schema),
                })
            }
        }
    }

    fn in_a_file(home: &Home, reader: &Connection) -> Result<Self, StoreError> {
        let place = Workplace::create(&home.dir, "verify")?;
        let path = place.path().join(FILE);
        private::create_file(&path)?;
        let made = || {
            let file = rusqlite::Connection::open(&path)?;
            file.pragma_update(None, "journal_mode", "OFF")?;
            file.pragma_update(None, "synchronous", "OFF")?;
            file.execute_batch("BEGIN")?;
            file.set_prepared_statement_cache_capacity(64);
            Ok(file)
        };
        let connection = Connection(Link::Sqlite(made().map_err(DatabaseError::Sqlite)?));
        projection::clear(&connection)?;
        let path = path.to_string_lossy();
        reader.execute("ATTACH DATABASE ?1 AS shadow", values![path.as_ref()])?;
        Ok(Self {
            connection,
            place: Place::File { _place: place },
        })
    }

    /// Begins the filling, as of the moment that a view of `reader` shows.
    pub fn begin(&self, reader: &Connection) -> Result<(), StoreError> {
        let (Place::Beside(_), Link::Postgres(client)) = (&self.place, &self.connection.0) else {
            return Ok(());
        };
        let moment: String =
            reader.only("SELECT CAST(pg_export_snapshot() AS TEXT)", &[], |row| {
                row.get(0)
            })?;
        // With nothing else to look in, every table that is made or named is a temporary one.
        client.begin(&format!(
            "BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '{moment}'; \
             SET LOCAL search_path TO pg_temp; SET LOCAL client_min_messages TO error"
        ))?;
        projection::clear(&self.connection)
    }

    /// Ends the filling, so that the two can be compared.
    pub fn filled(&self) -> Result<(), StoreError> {
        match &self.place {
            Place::File { .. } => self.connection.commit(),
            Place::Beside(_) => Ok(()),
        }
    }

    /// How many rows of a table only the real one has, and how many only this one.
    pub fn differing(&self, reader: &Connection, table: &str) -> Result<(i64, i64), StoreError> {
        let (asked, real, ours) = match &self.place {
            Place::File { .. } => (reader, "main", "shadow"),
            Place::Beside(schema) => (&self.connection, schema.as_str(), "pg_temp"),
        };
        let only = |left: &str, right: &str| {
            let sql = format!(
                "SELECT COUNT(*) FROM (SELECT * FROM \"{left}\".{table} EXCEPT SELECT * FROM \"{right}\".{table}) apart"
            );
            asked.only(&sql, &[], |row| row.get(0))
        };
        Ok((only(real, ours)?, only(ours, real)?))
    }

    /// Takes them out of the reader's sight again.
    pub fn hide(&self, reader: &Connection) -> Result<(), StoreError> {
        match &self.place {
            Place::File { .. } => reader.run("DETACH DATABASE shadow"),
            Place::Beside(_) => {
                self.connection.roll_back();
                Ok(())
            }
        }
    }
}
