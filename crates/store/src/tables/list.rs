//! Lists of matters and their counts, filtered by what the viewer may see inside the SQL itself.

use std::collections::HashMap;

use domain::access::Viewer;
use domain::matter::Stage;
use domain::matter::oversight::DutyKind;
use domain::petition::{Channel, Counts, Purpose};
use domain::{MatterId, PostId, UnitId};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use crate::StoreError;

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

/// What a list is narrowed to. Empty fields do not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Any of these stages.
    pub stages: Vec<Stage>,
    /// The unit that answers.
    pub owner: Option<UnitId>,
    /// The unit whose act is awaited.
    pub duty_unit: Option<UnitId>,
    /// A unit that owes a co-handling contribution.
    pub co_handler: Option<UnitId>,
    /// Something is awaited beside the procedure.
    pub beside: Option<Beside>,
    /// How the first petition came.
    pub channel: Option<Channel>,
    /// A purpose among its demands.
    pub purpose: Option<Purpose>,
    /// The content category.
    pub category: Option<String>,
    /// Received on or after.
    pub from: Option<Date>,
    /// Received on or before.
    pub to: Option<Date>,
    /// Due on or after.
    pub due_from: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
    /// Handed back and waiting, or not.
    pub returned: Option<bool>,
    /// The beginning of its number.
    pub number: Option<String>,
    /// One of these matters, and not an accusation; what they are is found by whoever asks.
    pub among: Option<Among>,
}

/// A set of matters that no column tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Among {
    /// Those of the hot issue that this petition belongs to; the office knows which they are.
    HotIssue(i64),
    /// These.
    These(Vec<MatterId>),
}

/// What is awaited beside the procedure: any of these kinds, from whom, since or until when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Beside {
    /// Any of these kinds; empty means any at all.
    pub kinds: Vec<DutyKind>,
    /// From this unit.
    pub unit: Option<UnitId>,
    /// From this post.
    pub post: Option<PostId>,
    /// Since that day or longer.
    pub since_to: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
}

/// Where the next page starts: the sort key and matter of the last line shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key: a date for [`Order::Due`], else empty.
    pub key: String,
    /// The matter.
    pub id: MatterId,
}

/// Which table a query walks. Both forms select the same matters; they differ in which index does the narrowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Walk {
    /// The viewer's sight, in order of matter: best where most of what is in sight matches.
    Sight,
    /// The matters, by the index of the narrowest condition: best where few matters match at all.
    Matters,
}

impl Walk {
    /// Open matters, duties and numbers are few beside a century of closed ones, so those conditions lead.
    fn for_list(filter: &Filter, order: Order) -> Self {
        let open_only = !filter.stages.is_empty()
            && filter
                .stages
                .iter()
                .all(|stage| !matches!(stage, Stage::Closed | Stage::Joined));
        let narrow = filter.duty_unit.is_some()
            || filter.co_handler.is_some()
            || filter.beside.is_some()
            || filter.due_from.is_some()
            || filter.due_to.is_some()
            || filter.returned == Some(true)
            || filter.number.is_some()
            || filter.among.is_some();
        if order == Order::Due || open_only || narrow {
            Self::Matters
        } else {
            Self::Sight
        }
    }
}

/// The conditions every query of matters shares: sight, bar and filter. Built in one place so that no query can forget one.
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    fn new(viewer: &Viewer, filter: &Filter, walk: Walk) -> Self {
        let seen = match walk {
            // A cross join keeps SQLite on the sight's index; to PostgreSQL it is the same join.
            Walk::Sight => {
                "FROM sight s CROSS JOIN matters m WHERE m.id = s.matter AND s.unit = ?1"
            }
            Walk::Matters => {
                "FROM matters m WHERE EXISTS (SELECT 1 FROM sight s WHERE s.unit = ?1 AND s.matter = m.id)"
            }
        };
        let mut this = Self {
            sql: format!(
                "{seen} AND NOT EXISTS (SELECT 1 FROM barred b WHERE b.matter = m.id AND b.person = ?2)"
            ),
            values: vec![viewer.unit.0.into(), viewer.person.0.into()],
        };
        if !viewer.reads_matters() {
            this.sql.push_str(" AND 1 = 0");
        }
        this.narrow(filter);
        this
    }

    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn and(&mut self, condition: &str, value: impl Into<Value>) {
        let place = self.value(value);
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace("{}", &place));
    }

    fn narrow_beside(&mut self, beside: &Beside) {
        self.sql
            .push_str(" AND m.id IN (SELECT d.matter FROM duties d WHERE 1 = 1");
        if !beside.kinds.is_empty() {
            let places: Vec<String> = beside
                .kinds
                .iter()
                .map(|kind| self.value(kind.code().to_owned()))
                .collect();
            self.sql
                .push_str(&format!(" AND d.kind IN ({})", places.join(", ")));
        }
        if let Some(unit) = beside.unit {
            self.and("d.unit = {}", unit.0);
        }
        if let Some(post) = beside.post {
            self.and("d.post = {}", post.0);
        }
        if let Some(day) = beside.since_to {
            self.and("d.since <= {}", day.to_string());
        }
        if let Some(day) = beside.due_to {
            self.and("d.due <= {}", day.to_string());
        }
        self.sql.push(')');
    }

    fn narrow(&mut self, filter: &Filter) {
        if !filter.stages.is_empty() {
            let places: Vec<String> = filter
                .stages
                .iter()
                .map(|stage| self.value(stage.code().to_owned()))
                .collect();
            self.sql
                .push_str(&format!(" AND m.stage IN ({})", places.join(", ")));
        }
        if let Some(unit) = filter.owner {
            self.and("m.owner = {}", unit.0);
        }
        if let Some(unit) = filter.duty_unit {
            self.and("m.duty_unit = {}", unit.0);
        }
        if let Some(unit) = filter.co_handler {
            self.and(
                "m.id IN (SELECT matter FROM co_tasks WHERE unit = {})",
                unit.0,
            );
        }
        if let Some(beside) = &filter.beside {
            self.narrow_beside(beside);
        }
        if let Some(channel) = filter.channel {
            self.and("m.channel = {}", channel.code().to_owned());
        }
        if let Some(purpose) = filter.purpose {
            self.and("m.purpose LIKE '%' || {} || '%'", purpose.code().to_owned());
        }
        if let Some(category) = &filter.category {
            // One of the first level has those of its second level too.
            self.and(
                "(m.category = {} OR substr(m.category, 1, length({}) + 1) = {} || '/')",
                category.clone(),
            );
        }
        let dates = [
            ("m.received >= {}", filter.from),
            ("m.received <= {}", filter.to),
            ("m.due >= {}", filter.due_from),
            ("m.due <= {}", filter.due_to),
        ];
        for (condition, date) in dates {
            if let Some(date) = date {
                self.and(condition, date.to_string());
            }
        }
        if let Some(Among::These(matters)) = &filter.among {
            // No matter has the number 0: an empty list finds nothing, in every dialect.
            let numbers = std::iter::once(0).chain(matters.iter().map(|id| id.0));
            let places: Vec<String> = numbers.map(|id| self.value(id)).collect();
            let places = places.join(", ");
            self.sql
                .push_str(&format!(" AND m.sealed = 0 AND m.id IN ({places})"));
        }
        if let Some(returned) = filter.returned {
            self.and("m.returned = {}", i64::from(returned));
        }
        if let Some(number) = &filter.number {
            self.and("m.number >= {}", number.clone());
            self.and("m.number < {}", format!("{number}\u{10ffff}"));
        }
    }
}

const COLUMNS: &str = "m.id, m.number, m.subject, m.stage, m.owner, m.channel, m.purpose, m.category, m.received, m.due, \
                       m.due_limit, m.petitions, m.head_count, m.sealed, m.returned, m.late";

fn read_line(row: &Row<'_>) -> rusqlite::Result<Line> {
    let purposes: String = row.get(6)?;
    Ok(Line {
        id: MatterId(row.get(0)?),
        number: row.get(1)?,
        subject: row.get(2)?,
        stage: Stage::parse(row.get_ref(3)?.as_str()?).unwrap_or(Stage::Received),
        owner: UnitId(row.get(4)?),
        channel: Channel::parse(row.get_ref(5)?.as_str()?).unwrap_or(Channel::Letter),
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
    })
}

/// One page of a list: at most `limit` lines after `cursor`.
///
/// # Errors
/// The database's.
pub fn page(
    connection: &Connection,
    viewer: &Viewer,
    filter: &Filter,
    order: Order,
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<Vec<Line>, StoreError> {
    let mut walk = Walk::for_list(filter, order);
    let indexed = !filter.stages.is_empty() || filter.channel.is_some() || filter.owner.is_some();
    if walk == Walk::Sight && indexed && sees_most(connection, viewer)? {
        walk = Walk::Matters;
    }
    let mut conditions = Conditions::new(viewer, filter, walk);
    // In the sight's own index the matter's number is in order already.
    let id = if walk == Walk::Sight {
        "s.matter"
    } else {
        "m.id"
    };
    let order_by = match order {
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
            conditions.sql.push_str(" AND m.due IS NOT NULL");
            if let Some(cursor) = cursor {
                let (key, id) = (
                    conditions.value(cursor.key.clone()),
                    conditions.value(cursor.id.0),
                );
                conditions
                    .sql
                    .push_str(&format!(" AND (m.due, m.id) > ({key}, {id})"));
            }
            "m.due, m.id".to_owned()
        }
    };
    let sql = format!(
        "SELECT {COLUMNS} {} ORDER BY {order_by} LIMIT {limit}",
        conditions.sql
    );
    let lines = connection
        .prepare_cached(&sql)?
        .query_map(params_from_iter(conditions.values), read_line)?
        .collect::<Result<_, _>>()?;
    Ok(lines)
}

/// Whether the viewer sees most of the newest matters, as a petition department does. Then the index by stage,
/// channel or owner leads to a page at once, where the sight would have to be walked past all the others.
fn sees_most(connection: &Connection, viewer: &Viewer) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT COUNT(*) >= 12 FROM (SELECT id FROM matters ORDER BY id DESC LIMIT 16) newest \
             WHERE EXISTS (SELECT 1 FROM sight s WHERE s.unit = ?1 AND s.matter = newest.id)",
        )?
        .query_row([viewer.unit.0], |row| row.get(0))?)
}

/// How many matters the list has.
///
/// # Errors
/// The database's.
pub fn count(connection: &Connection, viewer: &Viewer, filter: &Filter) -> Result<u64, StoreError> {
    if *filter == Filter::default() {
        return count_all(connection, viewer);
    }
    let conditions = Conditions::new(viewer, filter, Walk::for_list(filter, Order::Newest));
    let found: i64 = connection
        .prepare_cached(&format!("SELECT COUNT(*) {}", conditions.sql))?
        .query_row(params_from_iter(conditions.values), |row| row.get(0))?;
    Ok(u64::try_from(found).unwrap_or(0))
}

/// How many matters are in sight at all: the sight's index tells, no matter need be looked at.
fn count_all(connection: &Connection, viewer: &Viewer) -> Result<u64, StoreError> {
    if !viewer.reads_matters() {
        return Ok(0);
    }
    let found: i64 = connection
        .prepare_cached(
            "SELECT (SELECT COUNT(*) FROM sight WHERE unit = ?1) - (SELECT COUNT(*) FROM barred b \
             JOIN sight s ON s.matter = b.matter AND s.unit = ?1 WHERE b.person = ?2)",
        )?
        .query_row([viewer.unit.0, viewer.person.0], |row| row.get(0))?;
    Ok(u64::try_from(found).unwrap_or(0))
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
        let mut conditions = Conditions::new(viewer, &Filter::default(), Walk::Matters);
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
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(conditions.values))?;
        while let Some(row) = rows.next()? {
            let line = read_line(row)?;
            found.insert(line.id, line);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// 件次、批次、人次 of the petitions in the list.
///
/// # Errors
/// The database's.
pub fn counts(
    connection: &Connection,
    viewer: &Viewer,
    filter: &Filter,
) -> Result<Counts, StoreError> {
    let conditions = Conditions::new(viewer, filter, Walk::for_list(filter, Order::Newest));
    let sql = format!(
        "SELECT p.channel, COUNT(*), SUM(p.head_count) FROM petitions p \
         WHERE p.matter IN (SELECT m.id {}) GROUP BY p.channel",
        conditions.sql
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(conditions.values))?;
    let mut counts = Counts::default();
    while let Some(row) = rows.next()? {
        let channel = Channel::parse(&row.get::<_, String>(0)?);
        let number = u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
        counts.people += u64::try_from(row.get::<_, i64>(2)?).unwrap_or(0);
        match channel {
            Some(Channel::Visit | Channel::Video) => counts.batches += number,
            _ => counts.items += number,
        }
    }
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
    let filter = Filter {
        from: Some(from),
        ..Filter::default()
    };
    let conditions = Conditions::new(viewer, &filter, Walk::Sight);
    let sql = format!(
        "SELECT m.owner, m.category, m.received, COUNT(*) {} AND m.sealed = 0 AND m.category <> '' \
         GROUP BY m.owner, m.category, m.received",
        conditions.sql
    );
    let days = connection
        .prepare_cached(&sql)?
        .query_map(params_from_iter(conditions.values), |row| {
            Ok(Daily {
                unit: UnitId(row.get(0)?),
                category: row.get(1)?,
                received: row.get(2)?,
                count: row.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(days)
}

/// The categories in use, for a filter's choices; those of accusations are left out, since everyone reads this. Steps from one to the next in their index, however many matters there are.
///
/// # Errors
/// The database's.
pub fn categories(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let rows = connection
        .prepare_cached(
            "WITH RECURSIVE used (name) AS (SELECT MIN(category) FROM matters WHERE sealed = 0 UNION ALL \
             SELECT (SELECT MIN(m.category) FROM matters m WHERE m.sealed = 0 AND m.category > used.name) FROM used \
             WHERE used.name IS NOT NULL) SELECT name FROM used WHERE name IS NOT NULL LIMIT 200",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// How many matters a unit answers for that are neither closed nor joined to another.
///
/// # Errors
/// The database's.
pub fn open_of(connection: &Connection, unit: UnitId) -> Result<i64, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT COUNT(*) FROM matters WHERE owner = ?1 AND stage NOT IN ('closed', 'joined')",
        )?
        .query_row([unit.0], |row| row.get(0))?)
}

/// Whether any matter is registered at all.
///
/// # Errors
/// The database's.
pub fn any(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM matters LIMIT 1")?
        .exists([])?)
}
