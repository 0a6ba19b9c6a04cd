//! What differs between the database engines: how a database is opened, begun, copied, checked and mended. Whatever is asked of the
//! tables stands elsewhere, in the SQL that SQLite and PostgreSQL share; a test reads the sources and finds what strayed.

mod connection;
mod error;
mod postgres;
mod rows;
pub mod schema;
mod shadow;
mod sqlite;
mod value;

use std::path::Path;

use crate::{Database, Home, StoreError};
use postgres::{Client, Use};
use schema::Engine;

pub(crate) use connection::Row;
pub use connection::{Connection, View};
pub use error::DatabaseError;
pub use postgres::Server;
pub(crate) use rows::{Which, copy_rows};
pub(crate) use shadow::Shadow;
pub(crate) use value::{Bind, Value, values};

use connection::Link;

/// Whether there is a database of ours in this place.
pub(crate) fn is_there(home: &Home) -> Result<bool, StoreError> {
    match &home.database {
        Database::Embedded => Ok(home.file().exists()),
        Database::Server(_) => knows(&open(home)?, "meta"),
    }
}

/// Opens the database to write.
pub(crate) fn open(home: &Home) -> Result<Connection, StoreError> {
    Ok(Connection(match &home.database {
        Database::Embedded => Link::Sqlite(sqlite::open(&home.file())?),
        Database::Server(server) => {
            let client = Client::new(server.clone(), Use::Writing);
            client.check()?;
            Link::Postgres(Box::new(client))
        }
    }))
}

/// Opens the database to read.
pub(crate) fn open_reading(home: &Home) -> Result<Connection, StoreError> {
    Ok(Connection(match &home.database {
        Database::Embedded => Link::Sqlite(sqlite::open_reading(&home.file())?),
        Database::Server(server) => {
            Link::Postgres(Box::new(Client::new(server.clone(), Use::Reading)))
        }
    }))
}

/// Opens a copy of an embedded database as it lies there.
pub(crate) fn open_copy(path: &Path) -> Result<Connection, StoreError> {
    Ok(rusqlite::Connection::open(path)
        .map_err(DatabaseError::from)?
        .into())
}

/// Gives up the promise that a commit survives a power cut.
pub(crate) fn relax(connection: &Connection) -> Result<(), StoreError> {
    match &connection.0 {
        Link::Sqlite(file) => file
            .pragma_update(None, "synchronous", "OFF")
            .map_err(DatabaseError::from)?,
        Link::Postgres(client) => client.relax()?,
    }
    Ok(())
}

/// Makes the tables of a text that both engines share.
pub(crate) fn make_tables(connection: &Connection, schema: &str) -> Result<(), StoreError> {
    connection.run(&connection.engine().words(schema))
}

/// Takes a table away with its indexes, where there is one.
pub(crate) fn drop_table(connection: &Connection, table: &str) -> Result<(), StoreError> {
    connection.run(&format!("DROP TABLE IF EXISTS {table}"))
}

/// Whether there is a table of this name.
pub(crate) fn knows(connection: &Connection, table: &str) -> Result<bool, StoreError> {
    let asked = match connection.engine() {
        Engine::Sqlite => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1",
        Engine::PostgreSql => {
            "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?1"
        }
    };
    connection.exists(asked, values![table])
}

/// Whether there is no table at all.
pub(crate) fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    Ok(tables(connection)?.is_empty())
}

/// The names of all tables, in order.
fn tables(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let asked = match connection.engine() {
        Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1",
        Engine::PostgreSql => {
            "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
        }
    };
    connection.all(asked, &[], |row| row.get(0))
}

/// Takes every table away.
pub(crate) fn empty(connection: &Connection) -> Result<(), StoreError> {
    tables(connection)?
        .iter()
        .try_for_each(|table| drop_table(connection, table))
}

/// Copies the whole database into an empty file, as one moment shows it.
pub(crate) fn copy(connection: &Connection, target: &Path) -> Result<(), StoreError> {
    match connection.engine() {
        Engine::Sqlite => {
            let target = target.to_string_lossy();
            connection.execute("VACUUM INTO ?1", values![target.as_ref()])?;
            Ok(())
        }
        Engine::PostgreSql => Err(StoreError::Unfit(
            "PostgreSQL 数据库由 pg_dump 备份 (pg_dump takes the backup of this database)"
                .to_owned(),
        )),
    }
}

/// Reads every page of the database; says what is damaged, if anything is. A server looks after its pages itself.
pub(crate) fn damage(connection: &Connection) -> Result<Option<String>, StoreError> {
    Ok(match &connection.0 {
        Link::Sqlite(file) => sqlite::damage(file)?,
        Link::Postgres(_) => None,
    })
}

/// Reads every page and compares every index with its table; a line for each thing that is wrong, at most `most`. A server looks
/// after its pages itself.
pub(crate) fn all_damage(connection: &Connection, most: i64) -> Result<Vec<String>, StoreError> {
    Ok(match &connection.0 {
        Link::Sqlite(file) => sqlite::all_damage(file, most)?,
        Link::Postgres(_) => Vec::new(),
    })
}

/// Makes every index anew from its table; inside a transaction.
pub(crate) fn mend_indexes(connection: &Connection) -> Result<(), StoreError> {
    match connection.engine() {
        Engine::Sqlite => connection.run("REINDEX"),
        Engine::PostgreSql => tables(connection)?
            .iter()
            .try_for_each(|table| connection.run(&format!("REINDEX TABLE {table}"))),
    }
}
