//! The tables, in one text for both engines.

use std::borrow::Cow;

/// The layout of the tables this program writes.
pub const SCHEMA: &str = include_str!("../schema.sql");
/// Tables added since; see the file.
pub const ADDED: &str = include_str!("../added.sql");

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
