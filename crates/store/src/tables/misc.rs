//! Counters, settings, drafts and once-tokens; and how a petition is found by its number.

use domain::{MatterId, PetitionId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{StoreError, Writing};

/// The next value of a counter, from 1.
///
/// # Errors
/// The database's.
pub fn next(writing: &Writing<'_>, counter: &str) -> Result<i64, StoreError> {
    Ok(writing
        .connection
        .prepare_cached(
            "INSERT INTO counters (name, value) VALUES (?1, 1) \
             ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value",
        )?
        .query_row(params![counter], |row| row.get(0))?)
}

/// A setting.
///
/// # Errors
/// The database's.
pub fn setting(connection: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_row(params![name], |row| row.get(0))
        .optional()?)
}

/// The settings whose names begin with `prefix`, with what follows the prefix.
///
/// # Errors
/// The database's.
pub fn settings_under(
    connection: &Connection,
    prefix: &str,
) -> Result<Vec<(String, String)>, StoreError> {
    let rows = connection
        .prepare_cached(
            "SELECT SUBSTR(name, LENGTH(?1) + 1), value FROM meta WHERE SUBSTR(name, 1, LENGTH(?1)) = ?1 ORDER BY name",
        )?
        .query_map(params![prefix], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Keeps a setting.
///
/// # Errors
/// The database's.
pub fn keep_setting(writing: &Writing<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    writing
        .connection
        .prepare_cached(
            "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value])?;
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
    Ok(connection
        .prepare_cached("SELECT id, matter, home FROM petitions WHERE number = ?1")?
        .query_row(params![number], |row| {
            Ok((
                PetitionId(row.get(0)?),
                MatterId(row.get(1)?),
                MatterId(row.get(2)?),
            ))
        })
        .optional()?)
}

/// The number and home of a petition.
///
/// # Errors
/// The database's.
pub fn petition(
    connection: &Connection,
    id: PetitionId,
) -> Result<Option<(String, MatterId)>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT number, home FROM petitions WHERE id = ?1")?
        .query_row(params![id.0], |row| {
            Ok((row.get(0)?, MatterId(row.get(1)?)))
        })
        .optional()?)
}

/// Whether a number of another system is registered already.
///
/// # Errors
/// The database's.
pub fn knows_external(connection: &Connection, external: &str) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM petitions WHERE external = ?1 LIMIT 1")?
        .exists(params![external])?)
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
    Ok(connection
        .prepare_cached("SELECT petition FROM once WHERE token = ?1 AND at >= ?2")?
        .query_row(params![token, since], |row| row.get(0).map(PetitionId))
        .optional()?)
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
        .prepare_cached("DELETE FROM once WHERE at < ?1")?
        .execute(params![forget_before])?;
    writing
        .connection
        .prepare_cached("INSERT INTO once (token, petition, at) VALUES (?1, ?2, ?3)")?
        .execute(params![token, petition.0, at])?;
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
        .prepare_cached("DELETE FROM drafts WHERE at < ?1")?
        .execute(params![forget_before])?;
    writing
        .connection
        .prepare_cached(
            "INSERT INTO drafts (token, body, at) VALUES (?1, ?2, ?3) \
             ON CONFLICT (token) DO UPDATE SET body = excluded.body, at = excluded.at",
        )?
        .execute(params![token, body, at])?;
    Ok(())
}

/// A draft by its token.
///
/// # Errors
/// The database's.
pub fn draft(connection: &Connection, token: &str) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT body FROM drafts WHERE token = ?1")?
        .query_row(params![token], |row| row.get(0))
        .optional()?)
}

/// Every draft that is not older than `since`, with its token; older ones go.
///
/// # Errors
/// The database's.
pub fn live_drafts(writing: &Writing<'_>, since: i64) -> Result<Vec<(String, String)>, StoreError> {
    writing
        .connection
        .prepare_cached("DELETE FROM drafts WHERE at < ?1")?
        .execute(params![since])?;
    Ok(writing
        .connection
        .prepare_cached("SELECT token, body FROM drafts")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?)
}

/// Forgets a draft.
///
/// # Errors
/// The database's.
pub fn forget_draft(writing: &Writing<'_>, token: &str) -> Result<(), StoreError> {
    writing
        .connection
        .prepare_cached("DELETE FROM drafts WHERE token = ?1")?
        .execute(params![token])?;
    Ok(())
}
