//! One file that holds the whole office, taken while it serves; and back again.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use store::ledger::{Author, Stamp};
use store::verify::Report;
use store::workplace::{self, Workplace};
use store::{Database, Home, Store, StoreError, backup as kept, private};

use crate::numbers::day_series;
use crate::vault::{KEYS, Vault};
use crate::{Moment, Office, OfficeError, archive, keys, verify};

/// The database's name inside.
const DATABASE: &str = "huiyin.db";

impl Office {
    /// Writes a backup to `target`, which must not exist. The office may go on serving meanwhile.
    ///
    /// # Errors
    /// The disk's. A backup that was cut off leaves no file of that name.
    pub fn backup(&self, target: &Path) -> Result<u64, OfficeError> {
        backup(&self.store, target)
    }
}

/// Writes a backup of a data folder that another process may be serving, and reads it back. Returns its size in bytes. A database on a
/// server is not in it: that has programs of its own for it, and what they wrote *before* belongs to this file.
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
    let unfinished = private::beside(target, "part");
    let written = copied(store, &place)
        .and_then(|copy| write_archive(store.dir(), copy.as_deref(), &unfinished))
        .and_then(|size| {
            private::put_in_place(&unfinished, target)?;
            Ok(size)
        });
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// The copy of an embedded database.
fn copied(store: &Store, place: &Workplace) -> Result<Option<PathBuf>, OfficeError> {
    match store.home().database {
        Database::Embedded => {
            let copy = place.path().join(DATABASE);
            kept::copy_database(store, &copy)?;
            Ok(Some(copy))
        }
        Database::Server(_) => Ok(None),
    }
}

fn no_backup(error: OfficeError) -> OfficeError {
    match error {
        OfficeError::Vault(text) => {
            OfficeError::Vault(format!("没有备份 (no backup was made)：{text}"))
        }
        other => other,
    }
}

fn write_archive(dir: &Path, copy: Option<&Path>, target: &Path) -> Result<u64, OfficeError> {
    // A backup holds the keys, so nobody else on the machine may read it.
    let mut writing = archive::Writing::begin(private::create_file(target)?)?;
    if let Some(copy) = copy {
        writing.file(copy, Path::new(DATABASE))?;
    }
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

/// Unpacks a backup into an empty folder, checks all of it, and only then puts it in place. A database on a server was restored by its own
/// programs before. What was numbered after the backup was
/// taken is not numbered again, and everybody signs in anew.
///
/// # Errors
/// When the folder is not empty, or the file is no whole backup, or the check finds something that is not accepted; the folder
/// stays as it was then.
pub fn restore(
    source: &Path,
    home: impl Into<Home>,
    damage: Damage,
    moment: Moment,
) -> Result<Report, OfficeError> {
    let home = &home.into();
    let dir = &home.dir;
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
    let restored = into_empty(file, source, home, damage, moment);
    if restored.is_err() && fresh {
        // Only an empty folder goes.
        let _ = fs::remove_dir(dir);
    }
    restored
}

fn into_empty(
    file: File,
    source: &Path,
    home: &Home,
    damage: Damage,
    moment: Moment,
) -> Result<Report, OfficeError> {
    let dir = &home.dir;
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
    let beside = Home {
        dir: staging.clone(),
        database: home.database.clone(),
    };
    let last = last(&beside, dir)?;
    let store = kept::check(beside).map_err(|error| broken(&error))?;
    let vault = Vault::open(&staging).map_err(|error| broken(&error))?;
    keys::check(&*store.reader()?, &vault, &staging).map_err(|error| broken(&error))?;
    let report = verify::verify(&store, &mut |_| {})?;
    if !report.ok && damage == Damage::Refuse {
        return Err(broken(&told(&report)));
    }
    let (series, at) = (day_series(moment.today()), moment.millis());
    store
        .writer()
        .write(move |writing| -> Result<(), StoreError> {
            let author = Author::System;
            kept::go_on_after(writing, &series, Stamp { at, author })
        })?;
    // Closed, so that all of the database stands in its one file.
    drop(store);
    workplace::move_in(&staging, dir, &last)?;
    private::tighten_folder(dir)?;
    Ok(report)
}

/// The file that makes the folder an office once it is in place. A backup and the place it is restored to have the same engine.
fn last(staging: &Home, dir: &Path) -> Result<PathBuf, OfficeError> {
    let file = kept::database_path(&staging.dir);
    match (&staging.database, file.exists()) {
        (Database::Embedded, true) => Ok(file),
        (Database::Server(_), false) => Ok(staging.dir.join(KEYS)),
        (Database::Embedded, false) => Err(OfficeError::Input(
            "这份备份不含数据库：请先用 pg_restore 恢复数据库，再写明它的地址 (--database) \
             (this backup has no database: restore it with pg_restore first and name it with --database)"
                .to_owned(),
        )),
        (Database::Server(_), true) => Err(OfficeError::Input(format!(
            "这份备份含内置数据库：请去掉 --database 恢复到 {}，再用 huiyin move 迁到服务器 \
             (this backup has its database inside: restore it without --database, then use huiyin move)",
            dir.display()
        ))),
    }
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
