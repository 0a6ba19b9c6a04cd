//! Where things are kept: the ledger, the tables projected from it, files and the search index.
//!
//! The ledger is the truth. Everything in [`tables`] that lists and figures read is written in the same transaction as the
//! entries it follows from, and [`verify`] checks that a replay gives exactly these tables. One writer thread commits many
//! jobs in one transaction ([`writer`]), so a durable write does not wait for a disk flush of its own.

pub mod backup;
mod current_org;
mod engine;
pub mod error;
pub mod files;
pub mod incoming;
mod layout;
pub mod ledger;
pub mod private;
pub mod projection;
pub mod search;
pub mod serving;
mod sound;
pub mod tables;
pub mod verify;
pub mod workplace;
pub mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use engine::{Connection, View, schema};
pub use error::StoreError;
pub use incoming::Incoming;
pub use projection::Progress;
pub use writer::{Pending, Writer, Writing};

/// What a commit promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// What is acknowledged is on disk.
    Full,
    /// A power cut may lose the folder. Only for data that can be made again, such as a demonstration.
    Relaxed,
}

/// One data folder.
pub struct Store {
    dir: PathBuf,
    readers: Mutex<Vec<Connection>>,
    writer: Writer,
}

impl Store {
    /// Makes a new data folder.
    ///
    /// # Errors
    /// When the folder holds an office already, or cannot be written.
    pub fn create(dir: &Path) -> Result<Self, StoreError> {
        let path = database(dir);
        if path.exists() {
            return Err(StoreError::Exists(dir.to_owned()));
        }
        private::create_folder(&dir.join("files"))?;
        // SQLite gives the files beside the database the rights of the database.
        private::create_file(&path)?;
        layout::make(&engine::open(&path)?)?;
        Self::open(dir)
    }

    /// Opens a data folder.
    ///
    /// # Errors
    /// When there is none, or another version of the program made it.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Self::open_with(dir, Durability::Full, &mut |_| {})
    }

    /// Opens a data folder with another promise about power cuts. Where an earlier version wrote it, tables may have to be filled
    /// again first; `progress` is told how far that is.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn open_with(
        dir: &Path,
        durability: Durability,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, StoreError> {
        let path = database(dir);
        if !path.exists() {
            return Err(StoreError::NoOffice(dir.to_owned()));
        }
        private::tighten_as_far_as_possible(dir);
        workplace::sweep(dir);
        let connection = engine::open(&path)?;
        layout::bring_up(&connection, dir)?;
        projection::fill(&connection, dir, progress)?;
        incoming::sweep(dir);
        if durability == Durability::Relaxed {
            engine::relax(&connection)?;
        }
        Ok(Self {
            dir: dir.to_owned(),
            readers: Mutex::new(Vec::new()),
            writer: Writer::start(connection)?,
        })
    }

    /// The data folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The writer: the only way to change anything.
    pub fn writer(&self) -> &Writer {
        &self.writer
    }

    /// A reading connection; it sees what was committed when its first statement ran.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn reader(&self) -> Result<Reader<'_>, StoreError> {
        let pooled = lock(&self.readers).pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => engine::open_reading(&database(&self.dir))?,
        };
        Ok(Reader {
            store: self,
            connection: Some(connection),
        })
    }
}

/// A pooled reading connection.
pub struct Reader<'s> {
    store: &'s Store,
    connection: Option<Connection>,
}

impl std::ops::Deref for Reader<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        // The connection leaves only in `drop`, so it is there as long as anyone can ask.
        self.connection
            .as_ref()
            .unwrap_or_else(|| unreachable!("a reader keeps its connection"))
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            lock(&self.store.readers).push(connection);
        }
    }
}

/// A mutex whose holder panicked still guards usable data here: a pool or a list of plain values.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn database(dir: &Path) -> PathBuf {
    dir.join("huiyin.db")
}
