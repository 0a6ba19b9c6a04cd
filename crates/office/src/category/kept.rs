//! What was read from a file of the data folder, until the file changes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use crate::OfficeError;

/// A value, with the file it was read from and that file's time.
pub(super) struct Kept<T>(RwLock<Option<(PathBuf, SystemTime, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<T> Kept<T> {
    /// What the file holds now; none where there is no file.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn of(
        &self,
        path: &Path,
        read: impl FnOnce(&Path) -> Result<T, OfficeError>,
    ) -> Result<Option<Arc<T>>, OfficeError> {
        let Ok(changed) = std::fs::metadata(path).and_then(|file| file.modified()) else {
            return Ok(None);
        };
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, value)) = known
            .as_ref()
            .filter(|(from, time, _)| from == path && *time == changed)
        {
            return Ok(Some(Arc::clone(value)));
        }
        drop(known);
        let value = Arc::new(read(path)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) =
            Some((path.to_owned(), changed, Arc::clone(&value)));
        Ok(Some(value))
    }
}
