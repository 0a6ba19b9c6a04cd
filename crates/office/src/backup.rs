//! One file that holds the whole office, taken while it serves; and back again.

use std::fs::File;
use std::path::{Path, PathBuf};

use store::{Store, StoreError, backup as kept};

use crate::vault::token;
use crate::{Office, OfficeError};

impl Office {
    /// Writes a backup to `target`, which must not exist. The office may go on serving meanwhile.
    ///
    /// # Errors
    /// The disk's. A backup that was cut off leaves no file of that name.
    pub fn backup(&self, target: &Path) -> Result<u64, OfficeError> {
        backup(&self.store, target)
    }
}

/// Writes a backup of a data folder that another process may be serving.
///
/// # Errors
/// As for [`Office::backup`].
pub fn backup(store: &Store, target: &Path) -> Result<u64, OfficeError> {
    if target.exists() {
        return Err(OfficeError::Input(format!("{} 已存在，请换一个文件名", target.display())));
    }
    let unfinished = with_ending(target, "part");
    let copy = store.dir().join(format!("backup-{}.tmp", token()));
    let written = kept::copy_database(store, &copy)
        .map_err(OfficeError::from)
        .and_then(|()| write_archive(store.dir(), &copy, &unfinished));
    let _ = std::fs::remove_file(&copy);
    match written {
        Ok(size) => {
            std::fs::rename(&unfinished, target)?;
            Ok(size)
        }
        Err(error) => {
            let _ = std::fs::remove_file(&unfinished);
            Err(error)
        }
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn write_archive(dir: &Path, copy: &Path, target: &Path) -> Result<u64, OfficeError> {
    let mut archive = tar::Builder::new(File::create(target)?);
    archive.append_path_with_name(copy, "huiyin.db")?;
    // The copy of the database is older than this list, so every file it names is in it.
    for inside in kept::other_files(dir)? {
        archive.append_path_with_name(dir.join(&inside), &inside)?;
    }
    let file = archive.into_inner()?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// Unpacks a backup into an empty folder and checks that it opens.
///
/// # Errors
/// When the folder holds an office, or the file is no backup.
pub fn restore(source: &Path, dir: &Path) -> Result<(), OfficeError> {
    if kept::database_path(dir).exists() {
        return Err(StoreError::Exists(dir.to_owned()).into());
    }
    std::fs::create_dir_all(dir)?;
    let file = File::open(source)
        .map_err(|error| OfficeError::Input(format!("无法打开备份 {}：{error}", source.display())))?;
    let broken = |error: &dyn std::fmt::Display| {
        OfficeError::Input(format!("{} 不是完整的备份文件：{error}", source.display()))
    };
    // Unpacked beside its place first, so that a broken backup leaves nothing that looks like an office.
    let staging = dir.join(format!("restore-{}.tmp", token()));
    let unpacked = tar::Archive::new(file).unpack(&staging).map_err(|error| broken(&error)).and_then(|()| {
        let store = Store::open(&staging).map_err(|error| broken(&error))?;
        drop(store);
        for entry in std::fs::read_dir(&staging)? {
            let entry = entry?;
            std::fs::rename(entry.path(), dir.join(entry.file_name()))?;
        }
        Ok(())
    });
    let _ = std::fs::remove_dir_all(&staging);
    unpacked
}
