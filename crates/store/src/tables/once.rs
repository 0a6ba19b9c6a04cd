//! Forms that were acted on: what is sent again by a second click or a reloaded page is done once.

use crate::engine::{Connection, values};
use crate::{StoreError, Writing};

/// Whether a form with this key was acted on, not before `since`.
///
/// # Errors
/// The database's.
pub fn was_done(connection: &Connection, key: &str, since: i64) -> Result<bool, StoreError> {
    connection.exists(
        "SELECT 1 FROM done_once WHERE key = ?1 AND at >= ?2",
        values![key, since],
    )
}

/// Remembers that it was; keys older than `forget_before` go. Written with what was done, so that both stand or neither, and as often
/// as a job writes something.
///
/// # Errors
/// The database's.
pub fn remember(
    writing: &Writing<'_>,
    key: &str,
    at: i64,
    forget_before: i64,
) -> Result<(), StoreError> {
    writing.connection.execute(
        "DELETE FROM done_once WHERE at < ?1",
        values![forget_before],
    )?;
    writing.connection.execute(
        "INSERT INTO done_once (key, at) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING",
        values![key, at],
    )?;
    Ok(())
}
