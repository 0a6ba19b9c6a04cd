//! One file that holds a whole office: a consistent copy of the database taken while it serves, the files it refers to and
//! the keys.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{Store, StoreError, database};

/// The files beside the database that belong to an office.
const KEPT: [&str; 2] = ["keys.toml", "rulebook-local.toml"];

/// Takes a consistent copy of the database into `target`, which must not exist.
///
/// # Errors
/// The database's or the disk's.
pub fn copy_database(store: &Store, target: &Path) -> Result<(), StoreError> {
    let reader = store.reader()?;
    reader.execute("VACUUM INTO ?1", [target.to_string_lossy().as_ref()])?;
    // What the copy says must be readable as it is.
    sound(&Connection::open(target)?)
}

/// What goes into a backup besides the database: paths inside the folder, files first kept first.
///
/// # Errors
/// The disk's.
pub fn other_files(dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut found: Vec<PathBuf> = KEPT
        .iter()
        .map(PathBuf::from)
        .filter(|name| dir.join(name).exists())
        .collect();
    let files = dir.join("files");
    if files.exists() {
        for folder in std::fs::read_dir(&files)? {
            let folder = folder?;
            if !folder.file_type()?.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(folder.path())? {
                let file = file?.path();
                let unfinished = file.extension().is_some_and(|end| end == "part");
                if let (false, Ok(inside)) = (unfinished, file.strip_prefix(dir)) {
                    found.push(inside.to_owned());
                }
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Opens the office in a folder and checks its database page by page.
///
/// # Errors
/// When there is none or it is damaged.
pub fn check(dir: &Path) -> Result<(), StoreError> {
    let store = Store::open(dir)?;
    sound(&*store.reader()?)
}

fn sound(connection: &Connection) -> Result<(), StoreError> {
    let state: String = connection.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
    if state == "ok" {
        Ok(())
    } else {
        Err(StoreError::File(format!("备份副本有误：{state}")))
    }
}

/// Where the database stands inside a data folder.
pub fn database_path(dir: &Path) -> PathBuf {
    database(dir)
}
