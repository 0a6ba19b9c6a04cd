//! The office's own chain: what it records, and the organisation with the names of its past.

use std::collections::BTreeMap;

use kernel::org::{Org, Post, Unit};
use kernel::past::{Kept, Past};
use kernel::trust::Confirmation;
use kernel::{PersonId, PostId};
use serde::{Deserialize, Serialize};

use crate::engine::Connection;
use crate::ledger::{self, Stamp};
use crate::{StoreError, Writing, projection};

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
    projection::office(writing.connection, event)
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
    Ok(projection::organisation::load(connection)?.with_past(Past::read(kept)))
}
