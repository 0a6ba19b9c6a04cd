//! The office's own chain: what became of the organisation, and what the office did with its data.

use std::collections::BTreeMap;

use kernel::Recorded;
use serde::{Deserialize, Serialize};

use crate::organisation::event::OrganisationEvent;

/// An entry of the office's own chain. Which of the two it is stands in no entry: each has words of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OfficeEvent {
    /// The organisation is another than before.
    Organisation(OrganisationEvent),
    /// Something was done that changes no unit and no post.
    Record(OfficeRecord),
}

/// What the office did with its data, for the record alone: nobody decides it, and nothing follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeRecord {
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

impl Recorded for OfficeEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Organisation(event) => event.kind(),
            Self::Record(record) => match record {
                OfficeRecord::Exported { .. } => "exported",
                OfficeRecord::Imported { .. } => "imported",
                OfficeRecord::PeopleAskedAbout { .. } => "people_asked_about",
                OfficeRecord::Restored { .. } => "restored",
            },
        }
    }

    fn is_look(&self) -> bool {
        match self {
            Self::Organisation(_) => false,
            Self::Record(_) => true,
        }
    }
}

impl From<OrganisationEvent> for OfficeEvent {
    fn from(event: OrganisationEvent) -> Self {
        Self::Organisation(event)
    }
}

impl From<OfficeRecord> for OfficeEvent {
    fn from(record: OfficeRecord) -> Self {
        Self::Record(record)
    }
}
