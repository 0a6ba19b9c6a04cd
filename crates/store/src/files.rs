//! Files kept by the hash of their content, outside the database.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::incoming::Incoming;

/// The hash of a file's content, in hexadecimal.
pub fn hash(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Where a file of that hash is kept. `None` when the text is not such a hash, so that no path can be smuggled in.
pub fn path(dir: &Path, hash: &str) -> Option<PathBuf> {
    let plausible = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    plausible.then(|| dir.join("files").join(&hash[..2]).join(&hash[2..]))
}

/// The room left and the room there is where the data folder is kept, in bytes. None where the system does not tell.
pub fn room(dir: &Path) -> Option<(u64, u64)> {
    let told = fs4::statvfs(dir).ok()?;
    Some((told.available_space(), told.total_space()))
}

/// How long a file that was just kept may wait for the draft or entry that names it, and how old a file is that nothing names.
const WAITS: Duration = Duration::from_secs(24 * 60 * 60);

/// Files kept lately, by hash: a file that was there already keeps its old age on disk, and must not be swept before what names it is
/// written.
static LATELY: Mutex<BTreeMap<String, Instant>> = Mutex::new(BTreeMap::new());

fn lately() -> MutexGuard<'static, BTreeMap<String, Instant>> {
    LATELY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Notes that a file is kept now, before anybody looks whether it is there already.
pub(crate) fn note_lately(hash: &str) {
    let mut kept = lately();
    kept.retain(|_, at| at.elapsed() < WAITS);
    kept.insert(hash.to_owned(), Instant::now());
}

/// Forgets what was kept lately, as a new start of the program does.
pub fn forget_lately() {
    lately().clear();
}

/// Removes the files that nothing names and that are older than a day; returns how many. `is_named` is asked for each.
///
/// # Errors
/// The disk's.
pub fn sweep(dir: &Path, is_named: impl Fn(&str) -> bool) -> Result<usize, StoreError> {
    let mut removed = 0;
    for (hash, path) in all(dir)? {
        let age = std::fs::metadata(&path)?.modified()?.elapsed();
        if is_named(&hash) || age.is_ok_and(|age| age < WAITS) {
            continue;
        }
        // Held while the file goes, so that nobody is told meanwhile that it is there.
        let kept = lately();
        if !kept.contains_key(&hash) {
            std::fs::remove_file(&path)?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Every file kept, by hash.
fn all(dir: &Path) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let files = dir.join("files");
    let mut found = Vec::new();
    if !files.is_dir() {
        return Ok(found);
    }
    for folder in std::fs::read_dir(files)? {
        let folder = folder?;
        if !folder.file_type()?.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(folder.path())? {
            let file = file?;
            let name = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
            let hash = format!("{}{}", name(&folder), name(&file));
            if path(dir, &hash).is_some() {
                found.push((hash, file.path()));
            }
        }
    }
    Ok(found)
}

/// Keeps a file that the program made itself and returns its hash; what is sent comes as [`Incoming`].
///
/// # Errors
/// The disk's.
pub fn keep(dir: &Path, content: &[u8]) -> Result<String, StoreError> {
    let mut file = Incoming::begin(dir, u64::MAX)?;
    file.write(content)?;
    file.keep(dir)
}

/// Opens a file, to be read piece by piece.
///
/// # Errors
/// When it is not there.
pub fn open(dir: &Path, hash: &str) -> Result<std::fs::File, StoreError> {
    let path =
        path(dir, hash).ok_or_else(|| StoreError::File(format!("附件编号 {hash} 不正确")))?;
    std::fs::File::open(&path)
        .map_err(|_| StoreError::File(format!("附件 {hash} 不在数据目录中，请从备份恢复")))
}

/// Reads a file back.
///
/// # Errors
/// When it is not there.
pub fn read(dir: &Path, hash: &str) -> Result<Vec<u8>, StoreError> {
    let path =
        path(dir, hash).ok_or_else(|| StoreError::File(format!("附件编号 {hash} 不正确")))?;
    std::fs::read(&path)
        .map_err(|_| StoreError::File(format!("附件 {hash} 不在数据目录中，请从备份恢复")))
}
