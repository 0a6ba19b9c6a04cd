//! The counters that number what is kept, and what a restore does to them.

use std::collections::BTreeMap;

use crate::engine::{Bind, Connection, values};
use crate::{StoreError, Writing};

/// The counter of petitions.
pub const PETITION: &str = "petition";
/// The counter of matters.
pub const MATTER: &str = "matter";
/// The counter of petitioners.
pub const PETITIONER: &str = "petitioner";
/// The counter of units.
pub const UNIT: &str = "unit";
/// The counter of posts.
pub const POST: &str = "post";
/// The counter of the people who hold posts.
pub const PERSON: &str = "person";
/// The counters behind ids, each with the query for the largest id in use. Keys below 2^56 are of matters and of the organisation: see
/// [`kernel::stream`].
pub(crate) const IDS: [(&str, &str); 6] = [
    (
        MATTER,
        "SELECT MAX(key) >> 24 FROM entries WHERE key < 72057594037927936",
    ),
    (PETITION, "SELECT MAX(id) FROM petitions"),
    (PETITIONER, "SELECT MAX(id) FROM petitioners"),
    (UNIT, "SELECT MAX(id) FROM units"),
    (POST, "SELECT MAX(id) FROM posts"),
    (PERSON, "SELECT MAX(person) FROM posts"),
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

/// The value a counter gives next; it is not given by this.
///
/// # Errors
/// The database's.
pub fn ahead(connection: &Connection, counter: &str) -> Result<i64, StoreError> {
    Ok(value(connection, counter)? + 1)
}

/// The last values of four counters, in the order of their names: those that a new petition takes from.
///
/// # Errors
/// The database's.
pub fn values_of(connection: &Connection, names: [&str; 4]) -> Result<[i64; 4], StoreError> {
    let mut values = [0; 4];
    let sql = "SELECT name, value FROM counters WHERE name IN (?1, ?2, ?3, ?4)";
    connection.each(sql, &names.map(|name| name.bind()), |row| {
        let found = row.text(0)?;
        if let Some(at) = names.iter().position(|name| *name == found) {
            values[at] = row.get(1)?;
        }
        Ok(())
    })?;
    Ok(values)
}

/// Says that four counters gave everything up to these values.
///
/// # Errors
/// The database's.
pub fn take(writing: &Writing<'_>, given: &[(String, i64); 4]) -> Result<(), StoreError> {
    let [one, two, three, four] = given;
    writing.connection.execute(
        "INSERT INTO counters (name, value) VALUES (?1, ?2), (?3, ?4), (?5, ?6), (?7, ?8) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        values![one.0, one.1, two.0, two.1, three.0, three.1, four.0, four.1],
    )?;
    Ok(())
}

/// Says that a counter gave everything up to a value.
///
/// # Errors
/// The database's.
pub fn reach(writing: &Writing<'_>, counter: &str, given: i64) -> Result<(), StoreError> {
    writing.connection.execute(
        "INSERT INTO counters (name, value) VALUES (?1, ?2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        values![counter, given],
    )?;
    Ok(())
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
    behind(writing.connection)?
        .iter()
        .try_for_each(|(name, _, used)| reach(writing, name, *used))
}
