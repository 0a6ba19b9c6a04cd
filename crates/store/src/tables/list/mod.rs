//! Lists of matters and their counts, filtered by what the viewer may see inside the SQL itself.

mod conditions;
mod duty;
mod figures;
mod filter;
mod resolved;

use std::collections::HashMap;

use kernel::access::Viewer;
use kernel::{MatterId, UnitId};
use matter::Stage;
use matter::petition::{Channel, Purpose};

use crate::StoreError;
use crate::engine::{Connection, Row};
use crate::projection::sight::Sight;
use conditions::{Conditions, Part, Walk};

pub use duty::{Duty, Kinds};
pub use figures::{Daily, by_day, categories, count, counts, open_of, sealed};
pub use filter::Filter;
pub use resolved::{Resolved, Terms};

/// What a list shows of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The matter.
    pub id: MatterId,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub stage: Stage,
    /// The unit that answers for it.
    pub owner: UnitId,
    /// How its first petition came.
    pub channel: Channel,
    /// Its purposes.
    pub purposes: Vec<Purpose>,
    /// Its content category.
    pub category: Option<String>,
    /// The day of receipt.
    pub received: String,
    /// The next duty's day.
    pub due: Option<String>,
    /// The limit behind it.
    pub due_limit: Option<String>,
    /// How many petitions it holds.
    pub petitions: i64,
    /// How many people stand behind it.
    pub head_count: i64,
    /// The most people who came in one visit; 0 where nobody came.
    pub visitors: i64,
    /// Whether it is an accusation.
    pub sealed: bool,
    /// Whether it was handed back and waits for a new route.
    pub returned: bool,
    /// Whether a duty was done late.
    pub was_late: bool,
}

/// How a list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest registration first.
    #[default]
    Newest,
    /// Oldest registration first.
    Oldest,
    /// What comes due first; matters without a duty come last or not at all.
    Due,
}

/// Where the next page starts: the sort key and matter of the last line shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key: a date for [`Order::Due`], else empty.
    pub key: String,
    /// The matter.
    pub id: MatterId,
}

const COLUMNS: &str = "m.id, m.number, m.subject, m.stage, m.owner, m.channel, m.purpose, m.category, m.received, m.due, \
                       m.due_limit, m.petitions, m.head_count, m.sealed, m.returned, m.late, m.visitors";

fn read_line(row: &Row<'_>) -> Result<Line, StoreError> {
    let purposes: String = row.get(6)?;
    Ok(Line {
        id: MatterId(row.get(0)?),
        number: row.get(1)?,
        subject: row.get(2)?,
        stage: Stage::parse(row.text(3)?).unwrap_or(Stage::Received),
        owner: UnitId(row.get(4)?),
        channel: Channel::parse(row.text(5)?).unwrap_or(Channel::Letter),
        purposes: purposes.split(',').filter_map(Purpose::parse).collect(),
        category: row.get(7)?,
        received: row.get(8)?,
        due: row.get(9)?,
        due_limit: row.get(10)?,
        petitions: row.get(11)?,
        head_count: row.get(12)?,
        sealed: row.get(13)?,
        returned: row.get(14)?,
        was_late: row.get(15)?,
        visitors: row.get(16)?,
    })
}

/// One page of a list: at most `limit` lines after `cursor`.
///
/// # Errors
/// The database's.
pub fn page(
    connection: &Connection,
    viewer: &Viewer,
    filter: &Resolved,
    order: Order,
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<Vec<Line>, StoreError> {
    let mut walk = Walk::for_list(filter, order);
    let asked = filter.asked();
    let indexed = !asked.stages.is_empty() || asked.channel.is_some() || asked.owner.is_some();
    if walk == Walk::Sight && indexed && Sight::from(viewer).sees_most(connection)? {
        walk = Walk::Matters;
    }
    let mut lines = Vec::new();
    for part in Part::of(filter) {
        let mut conditions = Conditions::part(viewer, filter, walk, *part);
        // In the index that leads, the matter's number is in order already.
        let id = match (part, walk) {
            (Part::Joined, _) => "p.matter",
            (Part::First, Walk::Sight) => "s.matter",
            (Part::First, Walk::Matters) => "m.id",
            (Part::First, Walk::Duties) => "d.stream",
        };
        let due = if (*part, walk) == (Part::First, Walk::Duties) {
            "d.due"
        } else {
            "m.due"
        };
        let order_by = after(&mut conditions, (due, id), order, cursor);
        let sql = format!(
            "SELECT {COLUMNS} {} ORDER BY {order_by} LIMIT {limit}",
            conditions.sql
        );
        lines.extend(connection.all(&sql, &conditions.values, read_line)?);
    }
    if Part::of(filter).len() > 1 {
        in_order(&mut lines, order);
        lines.truncate(limit);
    }
    Ok(lines)
}

/// Goes on after a cursor; gives the order in SQL.
fn after(
    conditions: &mut Conditions,
    (due, id): (&str, &str),
    order: Order,
    cursor: Option<&Cursor>,
) -> String {
    match order {
        Order::Newest => {
            if let Some(cursor) = cursor {
                conditions.and(&format!("{id} < {{}}"), cursor.id.0);
            }
            format!("{id} DESC")
        }
        Order::Oldest => {
            if let Some(cursor) = cursor {
                conditions.and(&format!("{id} > {{}}"), cursor.id.0);
            }
            id.to_owned()
        }
        Order::Due => {
            conditions.sql.push_str(&format!(" AND {due} IS NOT NULL"));
            if let Some(cursor) = cursor {
                let (key, last) = (
                    conditions.value(cursor.key.clone()),
                    conditions.value(cursor.id.0),
                );
                conditions
                    .sql
                    .push_str(&format!(" AND ({due}, {id}) > ({key}, {last})"));
            }
            format!("{due}, {id}")
        }
    }
}

/// Puts the lines of several parts in one order, the same as SQL's.
fn in_order(lines: &mut [Line], order: Order) {
    match order {
        Order::Newest => lines.sort_by_key(|line| std::cmp::Reverse(line.id)),
        Order::Oldest => lines.sort_by_key(|line| line.id),
        Order::Due => lines.sort_by(|a, b| (&a.due, a.id).cmp(&(&b.due, b.id))),
    }
}

/// How many matters are fetched at once.
const LINES: usize = 30;

/// Up to so many are fetched one by one, which is cheaper than a statement made for [`LINES`].
const FEW: usize = 4;

/// The lines of these matters that the viewer may see, in the order given.
///
/// # Errors
/// The database's.
pub fn lines(
    connection: &Connection,
    viewer: &Viewer,
    ids: &[MatterId],
) -> Result<Vec<Line>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    let size = if ids.len() <= FEW { 1 } else { LINES };
    for some in ids.chunks(size) {
        let mut conditions = Conditions::in_sight(viewer, Walk::Matters);
        // Always the same number of places, so that the statement is prepared once.
        let last = some.last().copied().unwrap_or(MatterId(0));
        let padded = some
            .iter()
            .copied()
            .chain(std::iter::repeat(last))
            .take(size);
        let places: Vec<String> = padded.map(|id| conditions.value(id.0)).collect();
        let sql = format!(
            "SELECT {COLUMNS} {} AND m.id IN ({})",
            conditions.sql,
            places.join(", ")
        );
        connection.each(&sql, &conditions.values, |row| {
            let line = read_line(row)?;
            found.insert(line.id, line);
            Ok(())
        })?;
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
