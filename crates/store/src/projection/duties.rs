//! What is awaited: contributions of co-handling units, and what stands beside the procedure.

use kernel::org::Org;
use kernel::rulebook::Weight;
use matter::{Matter, Oversight, oversight};

use super::{Change, Projection};
use crate::StoreError;
use crate::engine::{Connection, values};

/// The tables `co_tasks` and `duties`.
pub(super) struct Duties;

impl Projection for Duties {
    const NAME: &'static str = "duties";
    const EDITION: u32 = 1;
    const SCHEMA: &'static str = "
CREATE TABLE co_tasks (
    unit   BIGINT NOT NULL,
    matter BIGINT NOT NULL,
    due    TEXT   NOT NULL,
    PRIMARY KEY (unit, matter)
);
CREATE INDEX co_tasks_by_matter ON co_tasks (matter);

-- What is awaited beside the procedure: orders, suggestions, instructions, follow-ups and their like; one row each while open.
CREATE TABLE duties (
    matter BIGINT  NOT NULL,
    kind   TEXT    NOT NULL,
    number INTEGER NOT NULL,
    unit   BIGINT  NOT NULL,       -- from which unit
    post   BIGINT,                 -- from one post only
    since  TEXT    NOT NULL,
    due    TEXT,
    PRIMARY KEY (matter, kind, number)
);
CREATE INDEX duties_by_unit ON duties (kind, unit, due);
";
    const FOLLOWS_ORG: bool = true;

    fn matter(connection: &Connection, change: &Change<'_>) -> Result<(), StoreError> {
        task_rows(connection, change.matter)?;
        duty_rows(connection, change.matter, change.org)
    }
}

/// The contributions that are owed.
fn task_rows(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
    if matter.routing.tasks.is_empty() {
        return Ok(());
    }
    connection.execute(
        "DELETE FROM co_tasks WHERE matter = ?1",
        values![matter.id.0],
    )?;
    let insert = "INSERT INTO co_tasks (unit, matter, due) VALUES (?1, ?2, ?3)";
    for task in matter.routing.open_tasks() {
        connection.execute(
            insert,
            values![task.unit.0, matter.id.0, task.due.to_string()],
        )?;
    }
    Ok(())
}

/// What is awaited beside the procedure. Most matters never have any of it and cost no statement.
fn duty_rows(connection: &Connection, matter: &Matter, org: &Org) -> Result<(), StoreError> {
    let rows = oversight::duties(matter, org);
    // A draft waits for its signature only in a matter that was accepted; a take-over forgets the acceptance.
    let never = matter.oversight == Oversight::default()
        && matter.weight != Weight::Urgent
        && matter.sealing.is_none()
        && matter.accepted.is_none()
        && matter.accused.is_empty()
        && !matter.went_on();
    if rows.is_empty() && never {
        return Ok(());
    }
    connection.execute("DELETE FROM duties WHERE matter = ?1", values![matter.id.0])?;
    let insert = "INSERT INTO duties (matter, kind, number, unit, post, since, due) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for row in rows {
        connection.execute(
            insert,
            values![
                matter.id.0,
                row.kind.code(),
                row.number,
                row.unit.0,
                row.post.map(|post| post.0),
                row.since.to_string(),
                row.due.map(|due| due.to_string()),
            ],
        )?;
    }
    Ok(())
}
