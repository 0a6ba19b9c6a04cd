//! The archived file (归档): contents list and retention class.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::{PostId, coded};

coded! {
    /// How long a file is kept (《机关文件材料归档范围和文书档案保管期限规定》).
    Retention {
        /// Ten years.
        Ten = "ten", "10年", "10 years";
        /// Thirty years.
        Thirty = "thirty", "30年", "30 years";
        /// For ever.
        Permanent = "permanent", "永久", "Permanent";
    }
}

/// One line of the contents list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What it is.
    pub title: String,
    /// Its date, where it has one.
    #[serde(default)]
    pub on: Option<Date>,
    /// Proof of service or another remark.
    #[serde(default)]
    pub remark: String,
}

/// The archived file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// How long it is kept.
    pub class: Retention,
    /// What it contains.
    pub contents: Vec<Content>,
    /// Who archived it.
    pub by: PostId,
    /// The day.
    pub on: Date,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// A command about the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveCommand {
    /// Archive.
    Archive {
        /// How long it is kept.
        class: Retention,
        /// A remark, for instance why something is missing.
        note: String,
    },
}

/// What happened about the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArchiveEvent {
    /// Archived.
    Archived(Archive),
}

impl ArchiveCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        Action::Archive
    }
}
