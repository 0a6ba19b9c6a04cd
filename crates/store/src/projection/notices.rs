//! What happened to a unit or a post, by day, as it stands: a matter came or came back, an opinion was signed, the petitioner rated, a
//! leader instructed, an order was given. What is late needs no row here: it follows from what is awaited and the day.
//!
//! Rows follow from the matter as it is, not from its entries one by one: what was undone is no news any more, and a replay gives the
//! same rows however many entries were written at once.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::{MatterId, PostId, UnitId, coded};
use matter::oversight::{DutyKind, DutyRow};
use matter::{Matter, Stage, awaited};

use super::sight::Sight;
use super::{Change, Follows, Projection};
use crate::StoreError;
use crate::engine::{Connection, Row, values};

coded! {
    /// What happened.
    NoticeKind {
        /// A matter was sent to the unit, or put before the post.
        Assigned = "assigned", "转来、呈来", "Came to you";
        /// A matter came back to the unit that had sent it.
        Returned = "returned", "退回", "Came back";
        /// An opinion of the unit was signed.
        Signed = "signed", "已签发", "Signed";
        /// The petitioner rated.
        Rated = "rated", "群众已评价", "Rated";
        /// A leader wrote that the unit shall do something.
        Instructed = "instructed", "领导批示", "Instructed";
        /// The unit was put under supervision.
        Ordered = "ordered", "督办", "Ordered";
        /// The last day of something awaited from the unit or post has passed.
        Late = "late", "已超期", "Became late";
    }
}

/// The table `notices`.
pub(crate) struct Notices;

impl Projection for Notices {
    const NAME: &'static str = "notices";
    const EDITION: u32 = 1;
    const SCHEMA: &'static str = "
CREATE TABLE notices (
    stream BIGINT  NOT NULL,       -- the matter
    kind   TEXT    NOT NULL,
    number INTEGER NOT NULL,       -- among its kind
    unit   BIGINT  NOT NULL,       -- to which unit it happened
    post   BIGINT,                 -- to one post of it only
    day    TEXT    NOT NULL,
    PRIMARY KEY (stream, kind, number)
);
CREATE INDEX notices_by_unit ON notices (unit, day, stream);
";
}

impl Follows<Matter> for Notices {
    const FOLLOWS_ORG: bool = true;

    fn follow(connection: &Connection, change: &Change<'_, Matter>) -> Result<(), StoreError> {
        let id = change.now.id;
        let mut wanted = happened(change);
        wanted.sort();
        let present = if change.begins {
            Vec::new()
        } else {
            connection.all(
                "SELECT kind, number, unit, post, day FROM notices WHERE stream = ?1 \
                 ORDER BY kind, number",
                values![id.0],
                Kept::read,
            )?
        };
        if present == wanted {
            return Ok(());
        }
        if !present.is_empty() {
            connection.execute("DELETE FROM notices WHERE stream = ?1", values![id.0])?;
        }
        wanted.iter().try_for_each(|row| row.keep(connection, id))
    }
}

/// A row as the table has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    kind: String,
    number: i64,
    unit: i64,
    post: Option<i64>,
    day: String,
}

impl Kept {
    fn new(
        kind: NoticeKind,
        number: impl Into<i64>,
        to: (UnitId, Option<PostId>),
        on: Date,
    ) -> Self {
        Self {
            kind: kind.code().to_owned(),
            number: number.into(),
            unit: to.0.0,
            post: to.1.map(|post| post.0),
            day: on.to_string(),
        }
    }

    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.get(0)?,
            number: row.get(1)?,
            unit: row.get(2)?,
            post: row.get(3)?,
            day: row.get(4)?,
        })
    }

    fn keep(&self, connection: &Connection, matter: MatterId) -> Result<(), StoreError> {
        connection.execute(
            "INSERT INTO notices (stream, kind, number, unit, post, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            values![matter.0, self.kind, self.number, self.unit, self.post, self.day],
        )?;
        Ok(())
    }
}

/// Everything that happened with a matter. One that was joined to another is no news to anybody; its host is.
fn happened(change: &Change<'_, Matter>) -> Vec<Kept> {
    let matter = change.now;
    if matter.stage == Stage::Joined {
        return Vec::new();
    }
    let mut rows = to_units(matter);
    for row in awaited(matter, change.org) {
        if let Some((kind, number)) = news(&row) {
            rows.push(Kept::new(kind, number, (row.unit, row.post), row.since));
        }
    }
    rows
}

/// What the beginning of a duty tells its unit or post, with its number. A post's number stands behind those of handovers, which are a
/// unit's.
fn news(row: &DutyRow) -> Option<(NoticeKind, i64)> {
    let number = i64::from(row.number);
    match row.kind {
        DutyKind::Returned => Some((NoticeKind::Returned, number)),
        DutyKind::Sign => Some((NoticeKind::Assigned, POSTS)),
        DutyKind::Reading => Some((NoticeKind::Assigned, POSTS + number)),
        DutyKind::Extension => Some((NoticeKind::Assigned, POSTS_ASKED)),
        // The handover, order or instruction that they follow from is told itself.
        DutyKind::Decide | DutyKind::FeedBack | DutyKind::Task => None,
        // The workbench lists them; nothing else happened to the unit.
        DutyKind::Screening
        | DutyKind::Register
        | DutyKind::Route
        | DutyKind::Verify
        | DutyKind::Settle
        | DutyKind::CoHandle
        | DutyKind::Answer
        | DutyKind::Serve
        | DutyKind::Close
        | DutyKind::AcceptReview
        | DutyKind::DecideReview
        | DutyKind::ServeReview
        | DutyKind::Respond
        | DutyKind::Consulted
        | DutyKind::Hearing
        | DutyKind::Mediation
        | DutyKind::Execution
        | DutyKind::Recusal
        | DutyKind::SignOff
        | DutyKind::Advice
        | DutyKind::Urgent
        | DutyKind::Study
        | DutyKind::Owned
        | DutyKind::Plan
        | DutyKind::FollowUp
        | DutyKind::Archive
        | DutyKind::Term => None,
    }
}

/// From which number on what came is a post's.
const POSTS: i64 = 1_000_000;

/// The number of a request that came to a post, behind those of all readings.
const POSTS_ASKED: i64 = 2 * POSTS;

fn to_units(matter: &Matter) -> Vec<Kept> {
    let mut rows = Vec::new();
    for (number, sent) in (1_i64..).zip(&matter.custody) {
        rows.push(Kept::new(
            NoticeKind::Assigned,
            number,
            (sent.to, None),
            sent.on,
        ));
    }
    for answer in matter.answers.iter().filter(|one| one.signed_by.is_some()) {
        rows.push(Kept::new(
            NoticeKind::Signed,
            answer.id.0,
            (answer.unit, None),
            answer.on,
        ));
    }
    if let Some(rating) = &matter.rating {
        let rated = [(rating.unit, matter.owner), (rating.office, matter.office)];
        for (number, (score, unit)) in (1_i64..).zip(rated) {
            if score.is_some() {
                rows.push(Kept::new(
                    NoticeKind::Rated,
                    number,
                    (unit, None),
                    rating.on,
                ));
            }
        }
    }
    for wrote in matter
        .oversight
        .instructions
        .iter()
        .filter(|one| !one.withdrawn)
    {
        if let Some(to) = wrote.to {
            rows.push(Kept::new(
                NoticeKind::Instructed,
                wrote.id,
                (to, None),
                wrote.on,
            ));
        }
    }
    for order in &matter.oversight.orders {
        rows.push(Kept::new(
            NoticeKind::Ordered,
            order.id,
            (order.to, None),
            order.on,
        ));
    }
    rows
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// With which matter.
    pub matter: MatterId,
    /// What.
    pub kind: NoticeKind,
    /// On which day.
    pub day: Date,
}

/// What happened to the viewer's unit, or to `post`, from a day up to today: the newest first, at most `limit`. Of matters in sight only.
///
/// # Errors
/// The database's.
pub fn since(
    connection: &Connection,
    viewer: &Viewer,
    post: PostId,
    (from, today): (Date, Date),
    limit: usize,
) -> Result<Vec<Notice>, StoreError> {
    let sight = Sight::from(viewer);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let values = |days: [Date; 2]| {
        let mut values = sight.values();
        values.push(post.0.into());
        values.extend(days.map(|day| day.to_string().into()));
        values.push(limit.into());
        values
    };
    let happened = format!(
        "SELECT n.stream, n.day, n.kind FROM notices n WHERE n.unit = ?1 AND (n.post IS NULL OR n.post = ?3) \
         AND n.day >= ?4 AND n.day <= ?5 AND {} ORDER BY n.day DESC, n.stream DESC, n.kind LIMIT ?6",
        sight.sees("n.stream")
    );
    let mut found = connection.all(&happened, &values([from, today]), |row| {
        let kind = row.text(2)?;
        let unknown = || StoreError::File(format!("没有“{kind}”这种消息，请运行 huiyin rebuild"));
        notice(row, NoticeKind::parse(kind).ok_or_else(unknown)?)
    })?;
    let late = format!(
        "SELECT d.stream, d.due FROM duties d WHERE d.unit = ?1 AND (d.post IS NULL OR d.post = ?3) \
         AND d.due >= ?4 AND d.due <= ?5 AND {} ORDER BY d.due DESC, d.stream DESC LIMIT ?6",
        sight.sees("d.stream")
    );
    // What was last due yesterday is late from today on.
    let due = [from, today].map(|day| day.saturating_sub(1.days()));
    found.extend(connection.all(&late, &values(due), |row| {
        let due = notice(row, NoticeKind::Late)?;
        let day = due.day.saturating_add(1.days());
        Ok(Notice { day, ..due })
    })?);
    found.sort_by_key(|one| std::cmp::Reverse((one.day, one.matter)));
    found.dedup();
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

fn notice(row: &Row<'_>, kind: NoticeKind) -> Result<Notice, StoreError> {
    let unreadable = |_| StoreError::File("消息的日期无法读取，请运行 huiyin rebuild".to_owned());
    Ok(Notice {
        matter: MatterId(row.get(0)?),
        kind,
        day: row.text(1)?.parse().map_err(unreadable)?,
    })
}
