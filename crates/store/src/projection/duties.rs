//! What is awaited, from whom and until when: the rows behind workbench, lists and alarms.

use kernel::{Aggregate, DutyRow, StreamId};

use super::{Change, Follows, Projection};
use crate::StoreError;
use crate::engine::{Connection, Row, values};

/// The table `duties`.
pub(crate) struct Duties;

impl Projection for Duties {
    const NAME: &'static str = "duties";
    const EDITION: u32 = 2;
    const SCHEMA: &'static str = "
CREATE TABLE duties (
    stream BIGINT  NOT NULL,       -- the matter
    kind   TEXT    NOT NULL,
    number INTEGER NOT NULL,       -- among its kind, from 1; 0 is the procedure's own next, one at most
    unit   BIGINT  NOT NULL,       -- from which unit
    post   BIGINT,                 -- from one post only
    since  TEXT    NOT NULL,
    due    TEXT,
    PRIMARY KEY (stream, kind, number)
);
CREATE INDEX duties_by_unit ON duties (kind, unit, due, stream);
CREATE INDEX duties_next ON duties (unit, due, stream) WHERE number = 0;
";
}

impl<A: Aggregate> Follows<A> for Duties {
    const FOLLOWS_ORG: bool = true;

    fn follow(connection: &Connection, change: &Change<'_, A>) -> Result<(), StoreError> {
        let stream = change.now.stream();
        let duties = change.now.duties(change.org);
        let mut wanted: Vec<Kept> = duties.iter().map(Kept::from).collect();
        wanted.sort();
        let present = if change.begins {
            Vec::new()
        } else {
            kept(connection, stream)?
        };
        if present == wanted {
            // Most acts change nothing here, and then nothing is written.
            return Ok(());
        }
        if !present.is_empty() {
            connection.execute("DELETE FROM duties WHERE stream = ?1", values![stream.0])?;
        }
        wanted
            .iter()
            .try_for_each(|row| row.keep(connection, stream))
    }
}

/// A row as the table has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    kind: String,
    number: u16,
    unit: i64,
    post: Option<i64>,
    since: String,
    due: Option<String>,
}

impl From<&DutyRow> for Kept {
    fn from(row: &DutyRow) -> Self {
        Self {
            kind: row.kind.code().to_owned(),
            number: row.number,
            unit: row.unit.0,
            post: row.post.map(|post| post.0),
            since: row.since.to_string(),
            due: row.due.map(|due| due.to_string()),
        }
    }
}

impl Kept {
    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.get(0)?,
            number: row.get(1)?,
            unit: row.get(2)?,
            post: row.get(3)?,
            since: row.get(4)?,
            due: row.get(5)?,
        })
    }

    fn keep(&self, connection: &Connection, stream: StreamId) -> Result<(), StoreError> {
        connection.execute(
            "INSERT INTO duties (stream, kind, number, unit, post, since, due) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            values![
                stream.0,
                self.kind,
                self.number,
                self.unit,
                self.post,
                self.since,
                self.due,
            ],
        )?;
        Ok(())
    }
}

fn kept(connection: &Connection, stream: StreamId) -> Result<Vec<Kept>, StoreError> {
    connection.all(
        "SELECT kind, number, unit, post, since, due FROM duties WHERE stream = ?1 \
         ORDER BY kind, number",
        values![stream.0],
        Kept::read,
    )
}
