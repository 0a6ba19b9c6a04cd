//! One file that holds the whole office, taken while it serves; and back again.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use store::ledger::{Author, Stamp};
use store::verify::Report;
use store::workplace::{self, Workplace};
use store::{Store, StoreError, backup as kept, private};

use crate::numbers::day_series;
use crate::vault::Vault;
use crate::{Moment, Office, OfficeError, archive, keys, verify};

impl Office {
    /// Writes a backup to `target`, which must not exist. The office may go on serving meanwhile.
    ///
    /// # Errors
    /// The disk's. A backup that was cut off leaves no file of that name.
    pub fn backup(&self, target: &Path) -> Result<u64, OfficeError> {
        backup(&self.store, target)
    }
}

/// Writes a backup of a data folder that another process may be serving, and reads it back. Returns its size in bytes.
///
/// # Errors
/// As for [`Office::backup`]; without the office's own keys none is made, since nothing could be opened with it.
pub fn backup(store: &Store, target: &Path) -> Result<u64, OfficeError> {
    if target.exists() {
        return Err(OfficeError::Input(format!(
            "{} 已存在，请换一个文件名 (the file exists: choose another name)",
            target.display()
        )));
    }
    let vault = Vault::open(store.dir()).map_err(no_backup)?;
    keys::check(&*store.reader()?, &vault, store.dir()).map_err(no_backup)?;
    let place = Workplace::create(store.dir(), "backup")?;
    let copy = place.path().join("huiyin.db");
    let unfinished = private::beside(target, "part");
    let written = kept::copy_database(store, &copy)
        .map_err(OfficeError::from)
        .and_then(|()| write_archive(store.dir(), &copy, &unfinished))
        .and_then(|size| {
            private::put_in_place(&unfinished, target)?;
            Ok(size)
        });
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}

fn no_backup(error: OfficeError) -> OfficeError {
    match error {
        OfficeError::Vault(text) => {
            OfficeError::Vault(format!("没有备份 (no backup was made)：{text}"))
        }
        other => other,
    }
}

fn write_archive(dir: &Path, copy: &Path, target: &Path) -> Result<u64, OfficeError> {
    // A backup holds the keys, so nobody else on the machine may read it.
    let mut writing = archive::Writing::begin(private::create_file(target)?)?;
    writing.file(copy, Path::new("huiyin.db"))?;
    // The copy of the database is older than this list, so every file it names is in it.
    for inside in kept::other_files(dir)? {
        writing.file(&dir.join(&inside), &inside)?;
    }
    let file = writing.finish()?;
    file.sync_all()?;
    let size = file.metadata()?.len();
    archive::read(File::open(target)?, |_, content| {
        io::copy(content, &mut io::sink()).map(|_| ())
    })
    .map_err(|problem| {
        OfficeError::Input(format!(
            "备份写入后读回不符，请检查磁盘并重新备份 (what was written reads otherwise: check the disk)：{problem}"
        ))
    })?;
    Ok(size)
}

/// What a restore does about a backup of an office that was damaged when it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Nothing is restored.
    Refuse,
    /// It is restored all the same and what is wrong is told: sometimes there is no other.
    Accept,
}

/// Unpacks a backup into an empty folder, checks all of it, and only then puts it in place. What was numbered after the backup was
/// taken is not numbered again, and everybody signs in anew.
///
/// # Errors
/// When the folder is not empty, or the file is no whole backup, or the check finds something that is not accepted; the folder
/// stays as it was then.
pub fn restore(
    source: &Path,
    dir: &Path,
    damage: Damage,
    moment: Moment,
) -> Result<Report, OfficeError> {
    if kept::database_path(dir).exists() {
        return Err(StoreError::Exists(dir.to_owned()).into());
    }
    let file = File::open(source).map_err(|error| {
        OfficeError::Input(format!(
            "无法打开备份 (cannot open the backup) {}：{error}",
            source.display()
        ))
    })?;
    let fresh = !dir.exists();
    let restored = into_empty(file, source, dir, damage, moment);
    if restored.is_err() && fresh {
        // Only an empty folder goes.
        let _ = fs::remove_dir(dir);
    }
    restored
}

fn into_empty(
    file: File,
    source: &Path,
    dir: &Path,
    damage: Damage,
    moment: Moment,
) -> Result<Report, OfficeError> {
    private::create_folder(dir)?;
    workplace::sweep(dir);
    if fs::read_dir(dir)?.next().is_some() {
        return Err(OfficeError::Input(format!(
            "目录 {} 不是空的，请换一个空目录 (the folder is not empty: choose an empty one)",
            dir.display()
        )));
    }
    let broken = |error: &dyn std::fmt::Display| {
        OfficeError::Input(format!(
            "{} 不是完整的备份文件 (not a whole backup)：{error}",
            source.display()
        ))
    };
    // Unpacked beside its place first, so that a broken backup leaves nothing that looks like an office.
    let place = Workplace::create(dir, "restore")?;
    let staging = place.path().join("office");
    private::create_folder(&staging)?;
    archive::read(file, |inside, content| unpack(&staging, inside, content))
        .map_err(|error| broken(&error))?;
    let store = kept::check(&staging).map_err(|error| broken(&error))?;
    let vault = Vault::open(&staging).map_err(|error| broken(&error))?;
    keys::check(&*store.reader()?, &vault, &staging).map_err(|error| broken(&error))?;
    let (series, at) = (day_series(moment.today()), moment.millis());
    store
        .writer()
        .write(move |writing| -> Result<(), StoreError> {
            let author = Author::System;
            kept::go_on_after(writing, &series, Stamp { at, author })
        })?;
    let report = verify::verify(&store, &mut |_| {})?;
    if !report.ok && damage == Damage::Refuse {
        return Err(broken(&told(&report)));
    }
    // Closed, so that all of the database stands in its one file.
    drop(store);
    workplace::move_in(&staging, dir, &kept::database_path(&staging))?;
    private::tighten_folder(dir)?;
    Ok(report)
}

/// The first things that are wrong, and what to do.
fn told(report: &Report) -> String {
    let few = report.problems.iter().take(5);
    let few: Vec<&str> = few.map(|problem| problem.text.as_str()).collect();
    format!(
        "核验发现问题：{}。请换一份备份；没有别的备份时，可加 --accept-damage 恢复 \
         (the check found damage: take another backup, or restore with --accept-damage)",
        few.join("；")
    )
}

fn unpack(staging: &Path, inside: &Path, content: &mut dyn Read) -> io::Result<()> {
    let path = staging.join(inside);
    if let Some(folder) = path.parent() {
        private::create_folder(folder)?;
    }
    let mut file = private::create_file(&path)?;
    io::copy(content, &mut file)?;
    file.sync_all()
}
