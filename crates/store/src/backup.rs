//! What a backup holds: a consistent copy of the database taken while it serves, and everything else in the data folder that cannot
//! be made again. And what makes a folder that comes back from one differ from the one that was lost.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use bureau::OfficeRecord;

use crate::engine::Connection;
use crate::ledger::{self, Stamp};
use crate::tables::{counters, sessions};
use crate::workplace::is_work;
use crate::{Home, Store, StoreError, Writing, engine, incoming, private, serving, streams};

/// The first member of a backup, which says that it is one.
pub const MARK: &str = "huiyin-backup.json";

/// What stands at the top of a data folder and is no part of a backup. Everything else is: keys, attachments, local rulebook,
/// templates, settings of documents, fonts, models, and whatever an office puts there that this program does not know.
const LEFT_OUT: [(&str, &str); 7] = [
    ("huiyin.db", "copied by the database itself"),
    ("huiyin.db-wal", "part of the database"),
    ("huiyin.db-shm", "part of the database"),
    ("huiyin.db-journal", "part of the database"),
    ("index", "made again from the ledger"),
    (incoming::FOLDER, "files on their way in"),
    (serving::LOCK, "belongs to the running server"),
];

/// Folders inside folders further down than this are a loop of links.
const DEEPEST: usize = 16;

/// Takes a consistent copy of the database into `target`, which must not exist.
///
/// # Errors
/// The database's or the disk's.
pub fn copy_database(store: &Store, target: &Path) -> Result<(), StoreError> {
    // An empty file of our own, so that the copy has its rights.
    private::create_file(target)?;
    let reader = store.reader()?;
    engine::copy(&reader, target)?;
    // What the copy says must be readable as it is.
    sound(&engine::open_copy(target)?)
}

/// What goes into a backup besides the database: paths inside the folder, in order.
///
/// # Errors
/// The disk's.
pub fn other_files(dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name();
        let left_out = name
            .to_str()
            .is_some_and(|name| LEFT_OUT.iter().any(|(known, _)| *known == name) || is_work(name));
        if !left_out {
            gather(dir, Path::new(&name), 0, &mut found)?;
        }
    }
    found.sort();
    Ok(found)
}

fn gather(
    dir: &Path,
    inside: &Path,
    depth: usize,
    found: &mut Vec<PathBuf>,
) -> Result<(), StoreError> {
    let path = dir.join(inside);
    let known = match fs::metadata(&path) {
        Ok(known) => known,
        // Put away meanwhile, or a link to nowhere.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unreadable(inside, &error)),
    };
    if known.is_dir() {
        if depth == DEEPEST {
            return Err(StoreError::File(format!(
                "数据目录中的 {} 层次过深，无法备份 (too deep to be backed up)",
                inside.display()
            )));
        }
        for entry in fs::read_dir(&path).map_err(|error| unreadable(inside, &error))? {
            gather(dir, &inside.join(entry?.file_name()), depth + 1, found)?;
        }
    } else if known.is_file() && !is_unfinished(inside) && !is_backup(&path) {
        found.push(inside.to_owned());
    }
    Ok(())
}

fn unreadable(inside: &Path, error: &std::io::Error) -> StoreError {
    StoreError::File(format!(
        "数据目录中的 {} 无法读取，未作备份 (cannot be read, no backup was made)：{error}",
        inside.display()
    ))
}

fn is_unfinished(inside: &Path) -> bool {
    inside.extension().is_some_and(|end| end == "part")
}

/// Whether a file is itself a backup that somebody keeps in the data folder: each would hold all before it.
fn is_backup(path: &Path) -> bool {
    let mut header = [0; 512];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    let named = |name: &str| {
        header.starts_with(name.as_bytes()) && header.get(name.len()).is_some_and(|end| *end == 0)
    };
    read.is_ok() && header[257..262] == *b"ustar" && (named(MARK) || named("huiyin.db"))
}

/// Opens an office and checks its database page by page.
///
/// # Errors
/// When there is none or it is damaged.
pub fn check(home: Home) -> Result<Store, StoreError> {
    let store = Store::open(home)?;
    sound(&*store.reader()?)?;
    Ok(store)
}

fn sound(connection: &Connection) -> Result<(), StoreError> {
    match engine::damage(connection)? {
        None => Ok(()),
        Some(state) => Err(StoreError::File(format!(
            "备份副本有误 (the copy is damaged)：{state}"
        ))),
    }
}

/// Makes an office that comes back from a backup go on without giving anything twice: whatever was numbered after the backup was
/// taken is lost, but its numbers stand on receipts. Whoever was signed in signs in again, since sessions that were ended after
/// the backup would be open again. An entry of the office's own chain says so.
///
/// # Errors
/// The database's.
pub fn go_on_after(writing: &Writing<'_>, today: &str, stamp: Stamp) -> Result<(), StoreError> {
    let position = ledger::position(writing.connection)?;
    let skipped = counters::skip(writing, today)?;
    sessions::end_all(writing)?;
    streams::record(writing, OfficeRecord::Restored { position, skipped }, stamp)
}

/// Where the database stands inside a data folder.
pub fn database_path(dir: &Path) -> PathBuf {
    Home::from(dir).file()
}
