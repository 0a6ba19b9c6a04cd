//! Units and posts as they stand.

use bureau::OfficeEvent;
use bureau::organisation::event::{POST_KEPT, UNIT_KEPT};
use bureau::organisation::{Organisation, OrganisationEvent};
use kernel::org::{Org, Post, Unit};
use kernel::past::{Kept, Past};

use super::{Change, Follows, Projection};
use crate::engine::{Connection, values};
use crate::{StoreError, ledger};

/// The tables `units` and `posts`.
pub(crate) struct Units;

impl Projection for Units {
    const NAME: &'static str = "organisation";
    const EDITION: u32 = 1;
    const SCHEMA: &'static str = "
CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    parent BIGINT,
    body TEXT NOT NULL                 -- the unit as JSON
);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    unit BIGINT NOT NULL,
    person BIGINT NOT NULL,
    body TEXT NOT NULL
);
";
}

impl Follows<Organisation> for Units {
    fn follow(
        connection: &Connection,
        change: &Change<'_, Organisation>,
    ) -> Result<(), StoreError> {
        let org = change.now.org();
        for event in change.events {
            let OfficeEvent::Organisation(event) = event else {
                continue;
            };
            match event {
                OrganisationEvent::UnitKept(unit) => keep_unit(connection, unit)?,
                OrganisationEvent::PostKept(post) => keep_post(connection, post)?,
                OrganisationEvent::PostConfirmed { post, .. } => {
                    if let Some(post) = org.post(*post) {
                        keep_post(connection, post)?;
                    }
                }
                OrganisationEvent::AccountKept { .. } => {}
            }
        }
        Ok(())
    }
}

fn keep_unit(connection: &Connection, unit: &Unit) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO units (id, parent, body) VALUES (?1, ?2, ?3) \
         ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, body = excluded.body",
        values![
            unit.id.0,
            unit.parent.map(|parent| parent.0),
            serde_json::to_string(unit)?
        ],
    )?;
    Ok(())
}

fn keep_post(connection: &Connection, post: &Post) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO posts (id, unit, person, body) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, person = excluded.person, \
         body = excluded.body",
        values![
            post.id.0,
            post.unit.0,
            post.person.0,
            serde_json::to_string(post)?
        ],
    )?;
    Ok(())
}

/// Reads the organisation.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub fn load(connection: &Connection) -> Result<Org, StoreError> {
    let read = |sql: &str| -> Result<Vec<String>, StoreError> {
        connection.all(sql, values![], |row| row.get(0))
    };
    let units = read("SELECT body FROM units ORDER BY id")?
        .iter()
        .map(|body| serde_json::from_str::<Unit>(body))
        .collect::<Result<Vec<_>, _>>()?;
    let posts = read("SELECT body FROM posts ORDER BY id")?
        .iter()
        .map(|body| serde_json::from_str::<Post>(body))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Org::new(units, posts))
}

/// Reads the organisation with the names of its past, which the office's chain holds.
///
/// # Errors
/// The database's, or a row or entry that cannot be read.
pub fn load_with_past(connection: &Connection) -> Result<Org, StoreError> {
    let mut kept = Vec::new();
    for entry in ledger::office_since(connection, 0)? {
        if entry.kind != UNIT_KEPT && entry.kind != POST_KEPT {
            continue;
        }
        match entry.event()? {
            OfficeEvent::Organisation(OrganisationEvent::UnitKept(unit)) => {
                kept.push((entry.seq, Kept::Unit(unit)));
            }
            OfficeEvent::Organisation(OrganisationEvent::PostKept(post)) => {
                kept.push((entry.seq, Kept::Post(post)));
            }
            OfficeEvent::Organisation(_) | OfficeEvent::Record(_) => {}
        }
    }
    Ok(load(connection)?.with_past(Past::read(kept)))
}
