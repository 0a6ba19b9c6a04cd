//! One file that holds the whole office, taken while it serves; and back again.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use store::{Store, StoreError, backup as kept};

use crate::vault::{Vault, token};
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
        return Err(OfficeError::Input(format!(
            "{} 已存在，请换一个文件名",
            target.display()
        )));
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
    let mut archive = tar::Builder::new(private_file(target)?);
    archive.append_path_with_name(copy, "huiyin.db")?;
    // The copy of the database is older than this list, so every file it names is in it.
    for inside in kept::other_files(dir)? {
        archive.append_path_with_name(dir.join(&inside), &inside)?;
    }
    let file = archive.into_inner()?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// A backup holds the keys, so nobody else on the machine may read it.
fn private_file(target: &Path) -> Result<File, OfficeError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    Ok(options.open(target)?)
}

/// Whether the end mark of an archive is there: a copy that was cut off between two files would read well without it.
fn has_end(file: &mut File) -> std::io::Result<bool> {
    let mut end = [1; 1_024];
    let length = file.seek(SeekFrom::End(0))?;
    if length < end.len() as u64 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-(end.len() as i64)))?;
    file.read_exact(&mut end)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(end.iter().all(|byte| *byte == 0))
}

/// Unpacks a backup into an empty folder and checks that it opens.
///
/// # Errors
/// When the folder is not empty, or the file is no whole backup; the folder stays as it was then.
pub fn restore(source: &Path, dir: &Path) -> Result<(), OfficeError> {
    if kept::database_path(dir).exists() {
        return Err(StoreError::Exists(dir.to_owned()).into());
    }
    let mut file = File::open(source).map_err(|error| {
        OfficeError::Input(format!("无法打开备份 {}：{error}", source.display()))
    })?;
    let broken = |error: &dyn std::fmt::Display| {
        OfficeError::Input(format!("{} 不是完整的备份文件：{error}", source.display()))
    };
    if !has_end(&mut file)? {
        return Err(broken(&"文件不完整，请换一份备份"));
    }
    std::fs::create_dir_all(dir)?;
    if std::fs::read_dir(dir)?.next().is_some() {
        return Err(OfficeError::Input(format!(
            "目录 {} 不是空的，请换一个空目录",
            dir.display()
        )));
    }
    // Unpacked beside its place first, so that a broken backup leaves nothing that looks like an office.
    let staging = dir.join(format!("restore-{}.tmp", token()));
    let unpacked = tar::Archive::new(file)
        .unpack(&staging)
        .map_err(|error| broken(&error))
        .and_then(|()| {
            kept::check(&staging).map_err(|error| broken(&error))?;
            Vault::open(&staging)?;
            move_in(&staging, dir)
        });
    let _ = std::fs::remove_dir_all(&staging);
    unpacked
}

/// The database comes last: only with it does the folder hold an office.
fn move_in(staging: &Path, dir: &Path) -> Result<(), OfficeError> {
    let database = kept::database_path(staging);
    for entry in std::fs::read_dir(staging)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path != database) {
            std::fs::rename(&path, dir.join(name))?;
        }
    }
    std::fs::rename(&database, kept::database_path(dir))?;
    Ok(())
}
