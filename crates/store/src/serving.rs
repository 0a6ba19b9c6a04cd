//! One server per data folder. Commands may work beside it; a second server may not.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::{StoreError, private};

/// The file that a server keeps locked; it says who serves and where.
pub const LOCK: &str = "server.lock";

/// The right to serve a data folder, as long as it is held. The system gives it up for a process that is killed.
#[derive(Debug)]
pub struct Serving {
    _lock: File,
}

impl Serving {
    /// Takes the right to serve; `address` is told to whoever tries after.
    ///
    /// # Errors
    /// [`StoreError::Served`] when another server has it.
    pub fn begin(dir: &Path, address: &str) -> Result<Self, StoreError> {
        let path = dir.join(LOCK);
        let mut lock = open(&path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Served {
                    dir: dir.to_owned(),
                    by: fs::read_to_string(&path)
                        .unwrap_or_default()
                        .trim()
                        .to_owned(),
                });
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        lock.set_len(0)?;
        writeln!(lock, "进程 process {}，{address}", std::process::id())?;
        lock.sync_all()?;
        clear_half_files(&dir.join("files"));
        Ok(Self { _lock: lock })
    }
}

/// Whether a server has the right now.
pub fn is_served(dir: &Path) -> bool {
    let lock = OpenOptions::new().write(true).open(dir.join(LOCK));
    lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

fn open(path: &PathBuf) -> Result<File, StoreError> {
    // Not emptied before it is locked: it tells who has it.
    let file = private::options().truncate(false).open(path)?;
    private::tighten(path)?;
    Ok(file)
}

/// Uploads that were cut off with an earlier server. Only a server takes uploads, so none is under way.
fn clear_half_files(files: &Path) {
    let folders = fs::read_dir(files).into_iter().flatten().flatten();
    for folder in folders.filter(|folder| folder.path().is_dir()) {
        let inside = fs::read_dir(folder.path()).into_iter().flatten().flatten();
        for file in inside {
            let path = file.path();
            if path.extension().is_some_and(|ending| ending == "part") {
                let _ = fs::remove_file(path);
            }
        }
    }
}
