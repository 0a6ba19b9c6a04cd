//! Units and posts: projected from the office's own chain.

use std::collections::BTreeMap;

use kernel::org::{Org, Post, Unit};
use kernel::past::{Kept, Past};
use kernel::trust::Confirmation;
use kernel::{PersonId, PostId};
use serde::{Deserialize, Serialize};

use crate::engine::{Connection, values};
use crate::ledger::{self, Stamp};
use crate::{StoreError, Writing};

/// What the office's own chain records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeEvent {
    /// A unit was added or changed.
    UnitKept(Unit),
    /// A post was added, given to a person or given up.
    PostKept(Post),
    /// A second person confirmed a post, which opens sealed matters to it.
    PostConfirmed {
        /// The post.
        post: PostId,
        /// Who confirmed it, when and by which right.
        confirmed: Confirmation,
    },
    /// Something about an account changed; never the password itself.
    AccountKept {
        /// The login.
        login: String,
        /// Whose it is.
        person: PersonId,
        /// What changed.
        change: AccountChange,
    },
    /// Records left the system.
    Exported {
        /// The acting viewer's filter, in words.
        filter: String,
        /// How many petitions.
        rows: u64,
        /// jsonl, csv or xlsx.
        format: String,
    },
    /// Records came in from a file.
    Imported {
        /// The file's name.
        file: String,
        /// How many petitions.
        rows: u64,
    },
    /// A post asked whether people it named stand behind matters in sight.
    PeopleAskedAbout {
        /// About how many different ones, since the hour began.
        asked: usize,
        /// Whether the last question was one too many and got no answer.
        refused: bool,
    },
    /// The office came back from a backup. What was numbered after the backup was taken is lost, and its numbers are passed over.
    Restored {
        /// The last entry of the backup.
        position: i64,
        /// By how much each counter was raised.
        skipped: BTreeMap<String, i64>,
    },
}

/// What can change about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountChange {
    /// It was opened, with a password set by whoever opened it.
    Opened,
    /// Somebody else set its password.
    PasswordSet,
    /// Its holder changed the password.
    PasswordChanged,
    /// It can no longer sign in.
    Closed,
    /// It may sign in again.
    Reopened,
}

/// The kind of [`OfficeEvent::UnitKept`] in the ledger.
pub const UNIT_KEPT: &str = "unit_kept";
/// The kind of [`OfficeEvent::PostConfirmed`] in the ledger.
pub const POST_CONFIRMED: &str = "post_confirmed";
/// The kind of [`OfficeEvent::PostKept`] in the ledger.
pub const POST_KEPT: &str = "post_kept";

impl OfficeEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::UnitKept(_) => UNIT_KEPT,
            Self::PostKept(_) => POST_KEPT,
            Self::PostConfirmed { .. } => POST_CONFIRMED,
            Self::AccountKept { .. } => "account_kept",
            Self::Exported { .. } => "exported",
            Self::Imported { .. } => "imported",
            Self::PeopleAskedAbout { .. } => "people_asked_about",
            Self::Restored { .. } => "restored",
        }
    }
}

/// Appends to the office's own chain and brings its tables up to date.
///
/// # Errors
/// The database's.
pub fn record(writing: &Writing<'_>, event: &OfficeEvent, stamp: Stamp) -> Result<(), StoreError> {
    ledger::append_office(writing, event.kind(), event, stamp)?;
    project(writing.connection, event)
}

/// Writes the rows that follow from one event of the office's own chain.
///
/// # Errors
/// The database's.
pub fn project(connection: &Connection, event: &OfficeEvent) -> Result<(), StoreError> {
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

/// Reads the organisation with the names of its past, which the office's chain holds.
///
/// # Errors
/// The database's, or a row that cannot be read.
pub fn load_with_past(connection: &Connection) -> Result<Org, StoreError> {
    let mut kept = Vec::new();
    for entry in ledger::office_since(connection, 0)? {
        if entry.kind != UNIT_KEPT && entry.kind != POST_KEPT {
            continue;
        }
        match serde_json::from_str(&entry.body)? {
            OfficeEvent::UnitKept(unit) => kept.push((entry.seq, Kept::Unit(unit))),
            OfficeEvent::PostKept(post) => kept.push((entry.seq, Kept::Post(post))),
            OfficeEvent::PostConfirmed { .. }
            | OfficeEvent::AccountKept { .. }
            | OfficeEvent::Exported { .. }
            | OfficeEvent::Imported { .. }
            | OfficeEvent::PeopleAskedAbout { .. }
            | OfficeEvent::Restored { .. } => {}
        }
    }
    Ok(load(connection)?.with_past(Past::read(kept)))
}
