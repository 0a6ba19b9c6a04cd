//! What a database says when it refuses.

use std::fmt;

use tokio_postgres::error::SqlState;

use crate::StoreError;

/// What the database, or the way to it, says when it refuses.
#[derive(Debug)]
pub enum DatabaseError {
    /// SQLite.
    Sqlite(rusqlite::Error),
    /// PostgreSQL, or the connection to it.
    Postgres(tokio_postgres::Error),
    /// A value is of another kind than the one that was to be read.
    Kind(&'static str),
    /// The transaction had failed before: nothing of it was kept.
    Broken,
    /// The threads that watch connections could not be started.
    Runtime(std::io::Error),
}

impl DatabaseError {
    /// Whether the connection to the database is gone, or never came to be: whoever asks again may get through.
    pub(super) fn is_lost(&self) -> bool {
        match self {
            Self::Postgres(error) => error.as_db_error().map_or_else(
                || {
                    error.is_closed()
                        || std::error::Error::source(error)
                            .is_some_and(|source| source.is::<std::io::Error>())
                },
                // The server says goodbye, or is not ready yet.
                |said| {
                    [
                        SqlState::ADMIN_SHUTDOWN,
                        SqlState::CRASH_SHUTDOWN,
                        SqlState::CANNOT_CONNECT_NOW,
                        SqlState::DATABASE_DROPPED,
                    ]
                    .contains(said.code())
                },
            ),
            Self::Sqlite(_) | Self::Kind(_) | Self::Broken | Self::Runtime(_) => false,
        }
    }

    /// Whether the disk of the database is full.
    fn is_full(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
            Self::Postgres(error) => error.code() == Some(&SqlState::DISK_FULL),
            Self::Kind(_) | Self::Broken | Self::Runtime(_) => false,
        }
    }
}

impl fmt::Display for DatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(error) => error.fmt(f),
            Self::Postgres(error) => {
                match (error.as_db_error(), std::error::Error::source(error)) {
                    (Some(said), _) => write!(f, "{}（{}）", said.message(), said.code().code()),
                    (None, Some(source)) => write!(f, "{error}：{source}"),
                    (None, None) => error.fmt(f),
                }
            }
            Self::Kind(kind) => write!(f, "a value is not {kind}"),
            Self::Broken => f.write_str("the transaction was undone"),
            Self::Runtime(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DatabaseError {}

impl From<rusqlite::Error> for DatabaseError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<tokio_postgres::Error> for DatabaseError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

impl From<DatabaseError> for StoreError {
    fn from(error: DatabaseError) -> Self {
        if error.is_full() {
            Self::Full
        } else if error.is_lost() {
            Self::Unreachable(error.to_string())
        } else {
            Self::Database(error)
        }
    }
}
