//! Files on their way in: written under a name of their own and hashed on the way, so that none is ever whole in memory.
//! What is not kept in the end is gone.

use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::{StoreError, files, private};

/// Where they are written, inside the data folder.
pub(crate) const FOLDER: &str = "incoming";
/// The most bytes that unfinished files of this process take on the disk together.
const MOST_AT_ONCE: u64 = 2 * 1024 * 1024 * 1024;
/// What a program that was killed left behind is removed after this long.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// What all unfinished files of this process take together.
static AT_ONCE: AtomicU64 = AtomicU64::new(0);

/// A file on its way in. Dropped without [`Incoming::keep`] it leaves nothing.
#[derive(Debug)]
pub struct Incoming {
    file: NamedTempFile,
    hash: Sha256,
    most: u64,
    size: u64,
    written: u64,
}

impl Incoming {
    /// Begins a file of which at most `most` bytes are kept.
    ///
    /// # Errors
    /// The disk's.
    pub fn begin(dir: &Path, most: u64) -> Result<Self, StoreError> {
        let folder = dir.join(FOLDER);
        private::create_folder(&folder)?;
        let file = tempfile::Builder::new()
            .suffix(".part")
            .tempfile_in(folder)?;
        Ok(Self {
            file,
            hash: Sha256::new(),
            most,
            size: 0,
            written: 0,
        })
    }

    /// Adds what came next. Once the file is larger than it may be, the rest is counted and not written.
    ///
    /// # Errors
    /// The disk's; [`StoreError::Crowded`] when too much is on its way in already.
    pub fn write(&mut self, next: &[u8]) -> Result<(), StoreError> {
        self.size += next.len() as u64;
        if self.size > self.most {
            return Ok(());
        }
        let length = next.len() as u64;
        if AT_ONCE.fetch_add(length, Ordering::Relaxed) + length > MOST_AT_ONCE {
            AT_ONCE.fetch_sub(length, Ordering::Relaxed);
            return Err(StoreError::Crowded);
        }
        self.written += length;
        self.file.write_all(next)?;
        self.hash.update(next);
        Ok(())
    }

    /// How many bytes came, those beyond the limit too.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hash of what came.
    pub fn digest(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }

    /// Whether more came than is kept.
    pub fn is_too_large(&self) -> bool {
        self.size > self.most
    }

    /// Everything that came, read back.
    ///
    /// # Errors
    /// The disk's, and when more came than is kept.
    pub fn content(&self) -> Result<Vec<u8>, StoreError> {
        if self.is_too_large() {
            return Err(StoreError::File(format!(
                "文件超过{}MB，请压缩或分开上传",
                self.most / 1024 / 1024
            )));
        }
        Ok(std::fs::read(self.file.path())?)
    }

    /// The file from its beginning, for a program that reads it: nothing of it comes into memory.
    ///
    /// # Errors
    /// The disk's.
    pub fn reader(&self) -> Result<std::fs::File, StoreError> {
        Ok(self.file.reopen()?)
    }

    /// Keeps the file by the hash of its content and returns that hash. It is on disk, whole, before it gets its name.
    ///
    /// # Errors
    /// The disk's, and when more came than is kept.
    pub fn keep(&self, dir: &Path) -> Result<String, StoreError> {
        if self.is_too_large() {
            return Err(StoreError::File(
                "附件过大，无法保存，请压缩或分开上传".to_owned(),
            ));
        }
        let hash = files::hexadecimal(&self.hash.clone().finalize());
        let path = files::path(dir, &hash)
            .ok_or_else(|| StoreError::File("附件无法保存，请重试".to_owned()))?;
        files::note_lately(&hash);
        // Two uploads of the same content at once have different names until here and agree on the last.
        if !path.exists() {
            let folder = path.parent().unwrap_or(dir);
            private::create_folder(folder)?;
            self.file.as_file().sync_all()?;
            private::put_in_place(self.file.path(), &path)?;
            // The folder may be new: its own name must be on disk as well.
            private::sync_folder_of(folder)?;
        }
        Ok(hash)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        AT_ONCE.fetch_sub(self.written, Ordering::Relaxed);
    }
}

/// Removes what a program that was killed left behind. A file that another process is still writing is younger.
pub(crate) fn sweep(dir: &Path) {
    let Ok(left) = std::fs::read_dir(dir.join(FOLDER)) else {
        return;
    };
    #[allow(
        clippy::disallowed_methods,
        reason = "the age of a file is told by the clock that dated it"
    )]
    let now = SystemTime::now();
    for entry in left.flatten() {
        let age = entry
            .metadata()
            .and_then(|about| about.modified())
            .ok()
            .and_then(|changed| now.duration_since(changed).ok());
        if age.is_some_and(|age| age > ABANDONED)
            && let Err(error) = std::fs::remove_file(entry.path())
        {
            tracing::warn!(%error, "an abandoned upload stays");
        }
    }
}
