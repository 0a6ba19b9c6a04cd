//! Counters, settings, drafts and once-tokens; and how a petition is found by its number.

use kernel::{MatterId, PetitionId};

use crate::engine::{Connection, values};
use crate::{StoreError, Writing};

/// The next value of a counter, from 1.
///
/// # Errors
/// The database's.
pub fn next(writing: &Writing<'_>, counter: &str) -> Result<i64, StoreError> {
    writing.connection.only(
        "INSERT INTO counters (name, value) VALUES (?1, 1) \
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value",
        values![counter],
        |row| row.get(0),
    )
}

/// A setting.
///
/// # Errors
/// The database's.
pub fn setting(connection: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    connection.first(
        "SELECT value FROM meta WHERE name = ?1",
        values![name],
        |row| row.get(0),
    )
}

/// The settings whose names begin with `prefix`, with what follows the prefix.
///
/// # Errors
/// The database's.
pub fn settings_under(
    connection: &Connection,
    prefix: &str,
) -> Result<Vec<(String, String)>, StoreError> {
    connection.all(
        "SELECT SUBSTR(name, LENGTH(?1) + 1), value FROM meta \
         WHERE SUBSTR(name, 1, LENGTH(?1)) = ?1 ORDER BY name",
        values![prefix],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Keeps a setting.
///
/// # Errors
/// The database's.
pub fn keep_setting(writing: &Writing<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    writing.connection.execute(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        values![name, value],
    )?;
    Ok(())
}

/// The matter a petition number leads to now, and the one it was registered under.
///
/// # Errors
/// The database's.
pub fn by_number(
    connection: &Connection,
    number: &str,
) -> Result<Option<(PetitionId, MatterId, MatterId)>, StoreError> {
    connection.first(
        "SELECT id, matter, home FROM petitions WHERE number = ?1",
        values![number],
        |row| {
            Ok((
                PetitionId(row.get(0)?),
                MatterId(row.get(1)?),
                MatterId(row.get(2)?),
            ))
        },
    )
}

/// The number and home of a petition.
///
/// # Errors
/// The database's.
pub fn petition(
    connection: &Connection,
    id: PetitionId,
) -> Result<Option<(String, MatterId)>, StoreError> {
    connection.first(
        "SELECT number, home FROM petitions WHERE id = ?1",
        values![id.0],
        |row| Ok((row.get(0)?, MatterId(row.get(1)?))),
    )
}

/// Whether a number of another system is registered already.
///
/// # Errors
/// The database's.
pub fn knows_external(connection: &Connection, external: &str) -> Result<bool, StoreError> {
    connection.exists(
        "SELECT 1 FROM petitions WHERE external = ?1 LIMIT 1",
        values![external],
    )
}

/// The petition an earlier click with the same token made, not earlier than `since`.
///
/// # Errors
/// The database's.
pub fn made_once(
    connection: &Connection,
    token: &str,
    since: i64,
) -> Result<Option<PetitionId>, StoreError> {
    connection.first(
        "SELECT petition FROM once WHERE token = ?1 AND at >= ?2",
        values![token, since],
        |row| row.get(0).map(PetitionId),
    )
}

/// Remembers which petition a form's token made; tokens older than `forget_before` go.
///
/// # Errors
/// The database's; a token can be used once.
pub fn remember_once(
    writing: &Writing<'_>,
    token: &str,
    petition: PetitionId,
    at: i64,
    forget_before: i64,
) -> Result<(), StoreError> {
    writing
        .connection
        .execute("DELETE FROM once WHERE at < ?1", values![forget_before])?;
    writing.connection.execute(
        "INSERT INTO once (token, petition, at) VALUES (?1, ?2, ?3)",
        values![token, petition.0, at],
    )?;
    Ok(())
}

/// Keeps a draft; drafts older than `forget_before` go.
///
/// # Errors
/// The database's.
pub fn keep_draft(
    writing: &Writing<'_>,
    token: &str,
    body: &str,
    at: i64,
    forget_before: i64,
) -> Result<(), StoreError> {
    writing
        .connection
        .execute("DELETE FROM drafts WHERE at < ?1", values![forget_before])?;
    writing.connection.execute(
        "INSERT INTO drafts (token, body, at) VALUES (?1, ?2, ?3) \
         ON CONFLICT (token) DO UPDATE SET body = excluded.body, at = excluded.at",
        values![token, body, at],
    )?;
    Ok(())
}

/// A draft by its token.
///
/// # Errors
/// The database's.
pub fn draft(connection: &Connection, token: &str) -> Result<Option<String>, StoreError> {
    connection.first(
        "SELECT body FROM drafts WHERE token = ?1",
        values![token],
        |row| row.get(0),
    )
}

/// Every draft that is not older than `since`, with its token; older ones go.
///
/// # Errors
/// The database's.
pub fn live_drafts(writing: &Writing<'_>, since: i64) -> Result<Vec<(String, String)>, StoreError> {
    writing
        .connection
        .execute("DELETE FROM drafts WHERE at < ?1", values![since])?;
    writing
        .connection
        .all("SELECT token, body FROM drafts", values![], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
}

/// Forgets a draft.
///
/// # Errors
/// The database's.
pub fn forget_draft(writing: &Writing<'_>, token: &str) -> Result<(), StoreError> {
    writing
        .connection
        .execute("DELETE FROM drafts WHERE token = ?1", values![token])?;
    Ok(())
}
