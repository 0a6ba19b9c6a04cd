//! Files kept by the hash of their content, outside the database.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::incoming::Incoming;

/// The hash of a file's content, in hexadecimal.
pub fn hash(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a file of that hash is kept. `None` when the text is not such a hash, so that no path can be smuggled in.
pub fn path(dir: &Path, hash: &str) -> Option<PathBuf> {
    let plausible = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    plausible.then(|| dir.join("files").join(&hash[..2]).join(&hash[2..]))
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
