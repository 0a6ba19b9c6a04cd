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
mod home;
pub mod incoming;
mod layout;
pub mod ledger;
pub mod moving;
pub mod private;
pub mod projection;
pub mod search;
pub mod serving;
mod sound;
pub mod streams;
pub mod tables;
pub mod verify;
pub mod workplace;
pub mod writer;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use engine::{Connection, DatabaseError, Server, View, schema};
pub use error::StoreError;
pub use home::{Database, Home};
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

/// One office's data: a folder and its database.
pub struct Store {
    home: Home,
    readers: Mutex<Vec<Connection>>,
    writer: Writer,
}

impl Store {
    /// Makes a new data folder.
    ///
    /// # Errors
    /// When the folder or the database holds an office already, or cannot be written.
    pub fn create(home: impl Into<Home>) -> Result<Self, StoreError> {
        let home = home.into();
        match &home.database {
            Database::Embedded if home.file().exists() => {
                return Err(StoreError::Exists(home.dir));
            }
            Database::Embedded => {
                private::create_folder(&home.dir.join("files"))?;
                // SQLite gives the files beside the database the rights of the database.
                private::create_file(&home.file())?;
            }
            Database::Server(_) => {
                Self::check_empty(&home)?;
                private::create_folder(&home.dir.join("files"))?;
            }
        }
        layout::make(&engine::open(&home)?)?;
        Self::open(home)
    }

    /// Whether there is an office.
    ///
    /// # Errors
    /// When a server's database cannot be asked.
    pub fn is_there(home: &Home) -> Result<bool, StoreError> {
        engine::is_there(home)
    }

    /// Whether a new office can be made in the database.
    ///
    /// # Errors
    /// When a server's database is not empty or cannot be used.
    pub fn check_empty(home: &Home) -> Result<(), StoreError> {
        match &home.database {
            Database::Server(server) if !engine::is_empty(&engine::open(home)?)? => {
                Err(StoreError::InUse(server.to_string()))
            }
            Database::Server(_) | Database::Embedded => Ok(()),
        }
    }

    /// Takes back what the making of an office that failed has left in a server's database, which was empty before. What cannot be
    /// taken back is told in the log.
    pub fn empty_server(home: &Home) {
        if let Database::Server(server) = &home.database {
            let emptied = engine::open(home).and_then(|connection| engine::empty(&connection));
            if let Err(error) = emptied {
                tracing::warn!(%server, %error, "the tables of an office that was not made are left");
            }
        }
    }

    /// Opens a data folder.
    ///
    /// # Errors
    /// When there is none, or another version of the program made it.
    pub fn open(home: impl Into<Home>) -> Result<Self, StoreError> {
        Self::open_with(home, Durability::Full, &mut |_| {})
    }

    /// Opens a data folder with another promise about power cuts. Where an earlier version wrote it, tables may have to be filled
    /// again first; `progress` is told how far that is.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn open_with(
        home: impl Into<Home>,
        durability: Durability,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, StoreError> {
        let home = home.into();
        if !engine::is_there(&home)? {
            return Err(match &home.database {
                Database::Embedded => StoreError::NoOffice(home.dir),
                Database::Server(server) => StoreError::NoOfficeThere(server.to_string()),
            });
        }
        let dir = &home.dir;
        private::tighten_as_far_as_possible(dir);
        workplace::sweep(dir);
        let connection = engine::open(&home)?;
        layout::bring_up(&connection, dir)?;
        moving::check_settled(&connection)?;
        projection::fill(&connection, dir, progress)?;
        incoming::sweep(dir);
        if durability == Durability::Relaxed {
            engine::relax(&connection)?;
        }
        Ok(Self {
            home,
            readers: Mutex::new(Vec::new()),
            writer: Writer::start(connection)?,
        })
    }

    /// The data folder.
    pub fn dir(&self) -> &Path {
        &self.home.dir
    }

    /// The data folder and its database.
    pub fn home(&self) -> &Home {
        &self.home
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
            None => engine::open_reading(&self.home)?,
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
