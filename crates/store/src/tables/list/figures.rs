//! Counts: exactly of what the lists with the same filter show.

use jiff::civil::Date;
use kernel::UnitId;
use kernel::access::Viewer;
use matter::petition::{Channel, Counts};

use super::conditions::{Conditions, Part, Walk};
use super::{Order, Resolved};
use crate::StoreError;
use crate::engine::{Connection, values};
use crate::projection::sight::Sight;

/// How many matters the list has.
///
/// # Errors
/// The database's.
pub fn count(
    connection: &Connection,
    viewer: &Viewer,
    filter: &Resolved,
) -> Result<u64, StoreError> {
    if filter.is_everything() {
        let found = Sight::from(viewer).count(connection)?;
        return Ok(u64::try_from(found).unwrap_or(0));
    }
    let mut found = 0;
    for part in Part::of(filter) {
        let walk = Walk::for_list(filter, Order::Newest);
        let conditions = Conditions::part(viewer, filter, walk, *part);
        found += connection.only(
            &format!("SELECT COUNT(*) {}", conditions.sql),
            &conditions.values,
            |row| row.get::<i64>(0),
        )?;
    }
    Ok(u64::try_from(found).unwrap_or(0))
}

/// 件次、批次、视频 and 人次 of the petitions that are asked for, in the matters that are: as many as the export of the list has rows.
///
/// # Errors
/// The database's.
pub fn counts(
    connection: &Connection,
    viewer: &Viewer,
    filter: &Resolved,
) -> Result<Counts, StoreError> {
    let conditions = Conditions::petitions(viewer, filter);
    let sql = format!(
        "SELECT p.channel, COUNT(*), CAST(SUM(p.head_count) AS BIGINT) {} GROUP BY p.channel",
        conditions.sql
    );
    let mut counts = Counts::default();
    connection.each(&sql, &conditions.values, |row| {
        let channel = Channel::parse(row.text(0)?);
        let number = u64::try_from(row.get::<i64>(1)?).unwrap_or(0);
        let people = u64::try_from(row.get::<i64>(2)?).unwrap_or(0);
        counts.add_many(channel.unwrap_or(Channel::Letter), number, people);
        Ok(())
    })?;
    Ok(counts)
}

/// Matters of one category that one unit answers for, received on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daily {
    /// The unit.
    pub unit: UnitId,
    /// The category.
    pub category: String,
    /// The day.
    pub received: String,
    /// How many.
    pub count: u32,
}

/// The matters in sight received on or after `from`, counted by unit, category and day; accusations and matters without a category
/// are left out.
///
/// # Errors
/// The database's.
pub fn by_day(
    connection: &Connection,
    viewer: &Viewer,
    from: Date,
) -> Result<Vec<Daily>, StoreError> {
    let mut conditions = Conditions::in_sight(viewer, Walk::Sight);
    conditions.and("m.received >= {}", from.to_string());
    let sql = format!(
        "SELECT m.owner, m.category, m.received, COUNT(*) {} AND m.sealed = 0 AND m.category <> '' \
         GROUP BY m.owner, m.category, m.received",
        conditions.sql
    );
    connection.all(&sql, &conditions.values, |row| {
        Ok(Daily {
            unit: UnitId(row.get(0)?),
            category: row.get(1)?,
            received: row.get(2)?,
            count: row.get(3)?,
        })
    })
}

/// The categories in use, for a filter's choices; those of accusations are left out, since everyone reads this. Steps from one to the next in their index, however many matters there are.
///
/// # Errors
/// The database's.
pub fn categories(connection: &Connection) -> Result<Vec<String>, StoreError> {
    connection.all(
        "WITH RECURSIVE used (name) AS (SELECT MIN(category) FROM matters WHERE sealed = 0 \
         UNION ALL SELECT (SELECT MIN(m.category) FROM matters m \
         WHERE m.sealed = 0 AND m.category > used.name) FROM used WHERE used.name IS NOT NULL) \
         SELECT name FROM used WHERE name IS NOT NULL LIMIT 200",
        values![],
        |row| row.get(0),
    )
}

/// How many matters a unit answers for that are neither closed nor joined to another.
///
/// # Errors
/// The database's.
pub fn open_of(connection: &Connection, unit: UnitId) -> Result<i64, StoreError> {
    connection.only(
        "SELECT COUNT(*) FROM matters WHERE owner = ?1 AND stage NOT IN ('closed', 'joined')",
        values![unit.0],
        |row| row.get(0),
    )
}

/// How many matters are sealed: a number that moves when one is, and never shown to anybody.
///
/// # Errors
/// The database's.
pub fn sealed(connection: &Connection) -> Result<i64, StoreError> {
    connection.only(
        "SELECT COUNT(*) FROM matters WHERE sealed = 1",
        values![],
        |row| row.get(0),
    )
}
