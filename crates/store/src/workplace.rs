//! Folders for work that must leave nothing behind: a copy for a backup, the empty tables of a check, a backup being unpacked.
//!
//! A workplace holds a locked file as long as its process lives. One whose lock is free was left by a process that was killed, and
//! the next that opens the data folder clears it away.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use crate::{StoreError, private};

/// The ending of a workplace's name, and of the single files that earlier versions worked on.
const ENDING: &str = "tmp";
/// The beginnings of their names.
const OURS: [&str; 4] = ["backup-", "verify-", "restore-", "init-"];
/// The locked file inside.
const LOCK: &str = "lock";
/// What has no lock to ask is taken for left behind after this long.
const OLD: Duration = Duration::from_secs(60 * 60);

/// Puts what was made in a workplace into the data folder, the file `last` after all others: with it the folder counts as an office.
/// What cannot be moved takes back what was.
///
/// # Errors
/// The disk's; nothing of it is in the folder then.
pub fn move_in(staging: &Path, dir: &Path, last: &Path) -> Result<(), StoreError> {
    let mut moved: Vec<PathBuf> = Vec::new();
    let outcome = move_each(staging, dir, last, &mut moved);
    if outcome.is_err() {
        for path in moved.iter().rev() {
            let _ = if path.is_dir() {
                fs::remove_dir_all(path)
            } else {
                fs::remove_file(path)
            };
        }
    }
    Ok(outcome?)
}

fn move_each(
    staging: &Path,
    dir: &Path,
    last: &Path,
    moved: &mut Vec<PathBuf>,
) -> std::io::Result<()> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(staging)? {
        paths.push(entry?.path());
    }
    paths.sort_by_key(|path| path == last);
    for path in paths {
        if let Some(name) = path.file_name() {
            let place = dir.join(name);
            fs::rename(&path, &place)?;
            moved.push(place);
        }
    }
    private::sync_folder(dir)
}

/// A folder to work in, gone when dropped.
pub struct Workplace {
    path: PathBuf,
    _lock: File,
}

impl Workplace {
    /// Makes a workplace inside `dir`; `what` is `backup`, `verify`, `restore` or `init`.
    ///
    /// # Errors
    /// The disk's.
    pub fn create(dir: &Path, what: &str) -> Result<Self, StoreError> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let name = format!(
            "{what}-{}-{:x}-{number}.{ENDING}",
            std::process::id(),
            since.as_nanos()
        );
        // Locked before it gets the name by which others find it.
        let unseen = dir.join(format!(".{name}"));
        private::create_folder(&unseen)?;
        let lock = private::create_file(&unseen.join(LOCK))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::Error(error) => StoreError::Io(error),
            TryLockError::WouldBlock => StoreError::File(
                "临时目录被占用，请重试（a work folder is in use; try again）".to_owned(),
            ),
        })?;
        let path = dir.join(name);
        fs::rename(&unseen, &path)?;
        Ok(Self { path, _lock: lock })
    }

    /// Where to work.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Whether a name in a data folder is one of work under way or left behind.
pub fn is_work(name: &str) -> bool {
    let name = name.strip_prefix('.').unwrap_or(name);
    // Earlier versions kept the journal of a check beside it.
    let name = name.strip_suffix("-journal").unwrap_or(name);
    name.strip_suffix(ENDING)
        .is_some_and(|stem| stem.ends_with('.'))
        && OURS.iter().any(|beginning| name.starts_with(beginning))
}

/// Clears away what killed processes left in a data folder. What cannot be cleared away now is left for the next time.
pub fn sweep(dir: &Path) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if !entry.file_name().to_str().is_some_and(is_work) || !is_left(&path) {
            continue;
        }
        let cleared = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        if let Err(error) = cleared {
            tracing::warn!(path = %path.display(), %error, "left-over work cannot be cleared away");
        }
    }
}

/// Whether nobody works there any more.
fn is_left(path: &Path) -> bool {
    if path
        .file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
    {
        // Being made: its lock may not be taken yet.
        return is_old(path);
    }
    match File::open(path.join(LOCK)) {
        Ok(lock) => lock.try_lock().is_ok(),
        Err(_) => maker_is_gone(path).unwrap_or_else(|| is_old(path)),
    }
}

/// Whether the process that an earlier version's check was named after has ended; none where that cannot be told.
fn maker_is_gone(path: &Path) -> Option<bool> {
    let name = path.file_name()?.to_str()?;
    let process = name.strip_prefix("verify-")?.split('-').next()?;
    let known = Path::new("/proc");
    (process.bytes().all(|byte| byte.is_ascii_digit()) && known.join("self").exists())
        .then(|| !known.join(process).exists())
}

fn is_old(path: &Path) -> bool {
    fs::symlink_metadata(path)
        .and_then(|known| known.modified())
        .is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > OLD))
}
