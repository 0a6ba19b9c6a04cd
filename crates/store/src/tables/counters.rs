//! The counters that number what is kept, and what a restore does to them.

use std::collections::BTreeMap;

use crate::engine::{Connection, values};
use crate::{StoreError, Writing};

/// The counter of petitions.
pub const PETITION: &str = "petition";
/// The counter of matters.
pub const MATTER: &str = "matter";
/// The counter of petitioners.
pub const PETITIONER: &str = "petitioner";
/// The counters behind ids, each with the query for the largest id in use.
pub(crate) const IDS: [(&str, &str); 6] = [
    (MATTER, "SELECT MAX(key >> 24) FROM entries"),
    (PETITION, "SELECT MAX(id) FROM petitions"),
    (PETITIONER, "SELECT MAX(id) FROM petitioners"),
    ("unit", "SELECT MAX(id) FROM units"),
    ("post", "SELECT MAX(id) FROM posts"),
    ("person", "SELECT MAX(person) FROM posts"),
];

/// By how much counters are raised when an office comes back from a backup. What was numbered after the backup was taken is lost,
/// but its numbers stand on receipts and in people's notes, so they are not given again. More than any office registers in a day.
const GAP: i64 = 10_000;

/// The last value a counter gave; 0 where it never gave one.
///
/// # Errors
/// The database's.
pub fn value(connection: &Connection, counter: &str) -> Result<i64, StoreError> {
    Ok(connection
        .first(
            "SELECT value FROM counters WHERE name = ?1",
            values![counter],
            |row| row.get(0),
        )?
        .unwrap_or(0))
}

/// Raises every counter of ids, and the one of today's petition numbers, past whatever was given after a backup was taken.
/// Returns by how much each was raised. Numbers of documents are no counter: they go on without a gap.
///
/// # Errors
/// The database's.
pub fn skip(writing: &Writing<'_>, today: &str) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut raised = BTreeMap::new();
    let raise = "INSERT INTO counters (name, value) VALUES (?1, ?2) \
                 ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value";
    for name in IDS.iter().map(|(name, _)| *name).chain([today]) {
        writing.connection.execute(raise, values![name, GAP])?;
        raised.insert(name.to_owned(), GAP);
    }
    Ok(raised)
}

/// The counters that stand below a number in use, with both: the next one given would be given twice.
///
/// # Errors
/// The database's.
pub fn behind(connection: &Connection) -> Result<Vec<(String, i64, i64)>, StoreError> {
    let mut behind = Vec::new();
    for (name, largest) in IDS {
        let used: Option<i64> = connection.only(largest, values![], |row| row.get(0))?;
        let (used, given) = (used.unwrap_or(0), value(connection, name)?);
        if given < used {
            behind.push((name.to_owned(), given, used));
        }
    }
    // Petition numbers: the day, a stroke, the serial of that day.
    let days: Vec<(String, i64)> = connection.all(
        "SELECT 'number:' || SUBSTR(number, 1, 8), MAX(CAST(SUBSTR(number, 10) AS BIGINT)) \
         FROM petitions WHERE SUBSTR(number, 9, 1) = '-' \
         GROUP BY 1",
        values![],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    for (name, used) in days {
        let given = value(connection, &name)?;
        if given < used {
            behind.push((name, given, used));
        }
    }
    Ok(behind)
}

/// Raises the counters that stand below a number in use. None is ever lowered.
///
/// # Errors
/// The database's.
pub fn catch_up(writing: &Writing<'_>) -> Result<(), StoreError> {
    for (name, _, used) in behind(writing.connection)? {
        writing.connection.execute(
            "INSERT INTO counters (name, value) VALUES (?1, ?2) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            values![name, used],
        )?;
    }
    Ok(())
}
