//! Files kept by the hash of their content, outside the database.

use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::StoreError;

/// The hash of a file's content, in hexadecimal.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Where a file of that hash is kept. `None` when the text is not such a hash, so that no path can be smuggled in.
pub fn path(dir: &Path, hash: &str) -> Option<PathBuf> {
    let plausible = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    plausible.then(|| dir.join("files").join(&hash[..2]).join(&hash[2..]))
}

/// Keeps a file and returns its hash. It is on disk, whole, before it gets its name.
///
/// # Errors
/// The disk's.
pub fn keep(dir: &Path, content: &[u8]) -> Result<String, StoreError> {
    let hash = hash(content);
    let path =
        path(dir, &hash).ok_or_else(|| StoreError::File("附件无法保存，请重试".to_owned()))?;
    if path.exists() {
        return Ok(hash);
    }
    let folder = path.parent().unwrap_or(dir);
    std::fs::create_dir_all(folder)?;
    // Two uploads of the same content at once write to different names and agree on the last.
    let temporary = folder.join(format!(
        "{}.{:?}.part",
        &hash[2..10],
        std::thread::current().id()
    ));
    let mut file = std::fs::File::create(&temporary)?;
    file.write_all(content)?;
    file.sync_all()?;
    std::fs::rename(&temporary, &path)?;
    Ok(hash)
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
