//! Where an office's data is: its folder, and the database with the ledger and the tables.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::engine::Server;

/// A data folder and its database.
#[derive(Clone, Debug)]
pub struct Home {
    /// The folder: keys, attachments, index, templates and settings; an embedded database, too.
    pub dir: PathBuf,
    /// Where the ledger and the tables are.
    pub database: Database,
}

/// Where the ledger and the tables of an office are.
#[derive(Clone, Debug)]
pub enum Database {
    /// In a file of the data folder, which this process opens.
    Embedded,
    /// On a PostgreSQL server.
    Server(Server),
}

impl Home {
    /// The file of an embedded database.
    pub(crate) fn file(&self) -> PathBuf {
        self.dir.join("huiyin.db")
    }
}

/// A folder with its database inside.
impl<P: AsRef<Path>> From<P> for Home {
    fn from(dir: P) -> Self {
        Self {
            dir: dir.as_ref().to_owned(),
            database: Database::Embedded,
        }
    }
}

/// What a person would call it; no password.
impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.database {
            Database::Embedded => write!(f, "{}", self.dir.display()),
            Database::Server(server) => write!(f, "{}（{server}）", self.dir.display()),
        }
    }
}
