//! The newest matters, for whatever reads along with what comes in.

use jiff::civil::Date;
use kernel::MatterId;

use crate::StoreError;
use crate::engine::{Connection, values};

/// At most `limit` of the newest matters received on or after `from`, oldest first. Sealed matters are left out.
///
/// # Errors
/// The database's.
pub fn received_since(
    connection: &Connection,
    from: Date,
    limit: usize,
) -> Result<Vec<MatterId>, StoreError> {
    let mut found: Vec<MatterId> = connection.all(
        "SELECT id FROM matters WHERE received >= ?1 AND sealed = 0 \
         ORDER BY received DESC, id DESC LIMIT ?2",
        values![from.to_string(), i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| row.get(0).map(MatterId),
    )?;
    found.reverse();
    Ok(found)
}

/// At most `limit` of the newest matters that have a content category, oldest first. Sealed matters are left out.
///
/// # Errors
/// The database's.
pub fn sorted(connection: &Connection, limit: usize) -> Result<Vec<MatterId>, StoreError> {
    let mut found: Vec<MatterId> = connection.all(
        "SELECT id FROM matters WHERE category IS NOT NULL AND category <> '' AND sealed = 0 \
         ORDER BY id DESC LIMIT ?1",
        values![i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| row.get(0).map(MatterId),
    )?;
    found.reverse();
    Ok(found)
}
