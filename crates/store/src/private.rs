//! Folders and files that nobody else on the machine reads: everything in a data folder is made through here or tightened here.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Makes a folder, and those above it that are missing, for the owner alone.
///
/// # Errors
/// The disk's.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// How a file for the owner alone is opened for writing: made when it is missing, emptied when it is there.
pub fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Opens a file for the owner alone, made when it is missing and tightened when it is there.
///
/// # Errors
/// The disk's.
pub fn create_file(path: &Path) -> io::Result<File> {
    let file = options().open(path)?;
    tighten(path)?;
    Ok(file)
}

/// Puts a whole file in its place at once: a crash leaves the old file or the new one, never a half.
///
/// # Errors
/// The disk's.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let unfinished = beside(path, "part");
    let mut file = create_file(&unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    drop(file);
    put_in_place(&unfinished, path)
}

/// Renames a finished file to its place. The name is on disk before this returns.
///
/// # Errors
/// The disk's.
pub fn put_in_place(finished: &Path, place: &Path) -> io::Result<()> {
    fs::rename(finished, place)?;
    sync_folder_of(place)
}

/// Waits until the names in the folder that holds `path` are on disk.
///
/// # Errors
/// The disk's.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if folder != Path::new("") => sync_folder(folder),
        _ => sync_folder(Path::new(".")),
    }
}

/// Waits until the names in a folder are on disk.
///
/// # Errors
/// The disk's.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened like a file, and renames are written through.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// The name of a file with one more ending.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Takes every right of others from a file or folder. Returns whether there were any.
///
/// # Errors
/// When it belongs to somebody else.
pub fn tighten(path: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let known = fs::symlink_metadata(path)?;
        let mode = known.permissions().mode();
        // A device or a link is not ours to change.
        if !(known.is_file() || known.is_dir()) || mode & 0o077 == 0 {
            return Ok(false);
        }
        fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700))?;
        Ok(true)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(false)
    }
}

/// Tightens a data folder and what stands in it. What stands deeper is only looked through when the folder itself was open to
/// others, as one made by an earlier version is: behind a closed door nothing else is reached.
///
/// # Errors
/// When something in it belongs to somebody else.
pub fn tighten_folder(dir: &Path) -> io::Result<()> {
    let was_open = tighten(dir)?;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        match tighten(&entry.path()) {
            // Another process may put away what it worked on.
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        if was_open && entry.file_type()?.is_dir() {
            tighten_below(&entry.path())?;
        }
    }
    Ok(())
}

/// Tightens a folder, and only says so where it cannot: what belongs to somebody else is theirs to close.
pub fn tighten_as_far_as_possible(dir: &Path) {
    if let Err(error) = tighten_folder(dir) {
        tracing::warn!(dir = %dir.display(), %error, "the rights of this folder cannot be tightened");
    }
}

fn tighten_below(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match tighten(&entry.path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        if entry.file_type()?.is_dir() {
            tighten_below(&entry.path())?;
        }
    }
    Ok(())
}
