//! The newest matters, for whatever reads along with what comes in.

use domain::MatterId;
use jiff::civil::Date;
use rusqlite::{Connection, params};

use crate::StoreError;

/// At most `limit` of the newest matters received on or after `from`, oldest first. Sealed matters are left out.
///
/// # Errors
/// The database's.
pub fn received_since(
    connection: &Connection,
    from: Date,
    limit: usize,
) -> Result<Vec<MatterId>, StoreError> {
    let mut found: Vec<MatterId> = connection
        .prepare_cached(
            "SELECT id FROM matters WHERE received >= ?1 AND sealed = 0 ORDER BY received DESC, id DESC LIMIT ?2",
        )?
        .query_map(
            params![from.to_string(), i64::try_from(limit).unwrap_or(i64::MAX)],
            |row| row.get(0).map(MatterId),
        )?
        .collect::<Result<_, _>>()?;
    found.reverse();
    Ok(found)
}

/// At most `limit` of the newest matters that have a content category, oldest first. Sealed matters are left out.
///
/// # Errors
/// The database's.
pub fn sorted(connection: &Connection, limit: usize) -> Result<Vec<MatterId>, StoreError> {
    let mut found: Vec<MatterId> = connection
        .prepare_cached(
            "SELECT id FROM matters WHERE category IS NOT NULL AND category <> '' AND sealed = 0 ORDER BY id DESC LIMIT ?1",
        )?
        .query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0).map(MatterId))?
        .collect::<Result<_, _>>()?;
    found.reverse();
    Ok(found)
}
