//! The tables, in one text for both engines.

use std::borrow::Cow;

use crate::projection;

/// What is kept beside the ledger and follows from nothing, and the ledger itself. A table that comes later is made when a folder is
/// opened.
pub const KEPT: &str = include_str!("../kept.sql");

/// Every text that makes tables.
pub fn every() -> impl Iterator<Item = &'static str> {
    std::iter::once(KEPT).chain(projection::ALL.iter().map(|projection| projection.schema))
}

/// An engine that the tables can be made on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The one behind [`crate::Store`].
    Sqlite,
    /// The one the statements are prepared on by a test.
    PostgreSql,
}

impl Engine {
    /// The text of a schema in the engine's own words. They differ in two: a number that is a row's own place in SQLite is a plain
    /// 64-bit key elsewhere, and bytes have another name.
    pub fn words(self, schema: &str) -> Cow<'_, str> {
        match self {
            Self::Sqlite => Cow::Borrowed(schema),
            Self::PostgreSql => Cow::Owned(
                schema
                    .replace(" INTEGER PRIMARY KEY", " BIGINT PRIMARY KEY")
                    .replace(" BLOB ", " BYTEA "),
            ),
        }
    }
}
