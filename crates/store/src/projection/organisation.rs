//! Units and posts as they stand.

use kernel::PostId;
use kernel::org::{Org, Post, Unit};
use kernel::trust::Confirmation;

use super::Projection;
use crate::StoreError;
use crate::engine::{Connection, values};
use crate::tables::org::OfficeEvent;

/// The tables `units` and `posts`.
pub(super) struct Organisation;

impl Projection for Organisation {
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

    fn office(connection: &Connection, event: &OfficeEvent) -> Result<(), StoreError> {
        rows(connection, event)
    }
}

fn rows(connection: &Connection, event: &OfficeEvent) -> Result<(), StoreError> {
    match event {
        OfficeEvent::UnitKept(unit) => {
            connection.execute(
                "INSERT INTO units (id, parent, body) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, body = excluded.body",
                values![
                    unit.id.0,
                    unit.parent.map(|parent| parent.0),
                    serde_json::to_string(unit)?
                ],
            )?;
        }
        OfficeEvent::PostKept(post) => keep_post(connection, post)?,
        OfficeEvent::PostConfirmed { post, confirmed } => confirm(connection, *post, confirmed)?,
        OfficeEvent::AccountKept { .. }
        | OfficeEvent::Exported { .. }
        | OfficeEvent::Imported { .. }
        | OfficeEvent::PeopleAskedAbout { .. }
        | OfficeEvent::Restored { .. } => {}
    }
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

/// The grant that waits in a post is confirmed.
fn confirm(
    connection: &Connection,
    id: PostId,
    confirmed: &Confirmation,
) -> Result<(), StoreError> {
    let body: Option<String> = connection.first(
        "SELECT body FROM posts WHERE id = ?1",
        values![id.0],
        |row| row.get(0),
    )?;
    let Some(body) = body else { return Ok(()) };
    let mut post: Post = serde_json::from_str(&body)?;
    if let Some(grant) = &mut post.grant {
        grant.confirmed = Some(confirmed.clone());
    }
    keep_post(connection, &post)
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
