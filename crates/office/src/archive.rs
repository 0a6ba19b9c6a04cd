//! The file of a backup: a tar archive that says what it holds. Its first member marks it as a backup, its last two are the list of
//! all others with their SHA-256 and the SHA-256 of that list. Backups of earlier versions have no list.
//!
//! It is not encrypted: it holds the keys and belongs where the keys may be. Encrypting to a public key is left for later.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::backup::MARK;

use crate::OfficeError;

/// The list of members.
const LIST: &str = "huiyin-backup.list.json";
/// The SHA-256 of that list.
const SEAL: &str = "huiyin-backup.list.sha256";
/// The layout this program writes.
const FORMAT: u32 = 2;
/// The longest list read into memory: some hundred bytes a file.
const LONGEST_LIST: u64 = 1 << 30;

/// The first member.
#[derive(Serialize, Deserialize)]
struct Mark {
    format: u32,
    program: String,
}

/// A member as the list names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Member {
    path: String,
    bytes: u64,
    sha256: String,
}

/// An archive being written.
pub(crate) struct Writing<W: Write> {
    archive: tar::Builder<W>,
    members: Vec<Member>,
}

impl<W: Write> Writing<W> {
    pub fn begin(out: W) -> Result<Self, OfficeError> {
        let mut begun = Self {
            archive: tar::Builder::new(out),
            members: Vec::new(),
        };
        let mark = json(&Mark {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        })?;
        begun.put(Path::new(MARK), mark.len() as u64, &mark[..])?;
        Ok(begun)
    }

    /// Adds a file under a name.
    pub fn file(&mut self, path: &Path, inside: &Path) -> Result<(), OfficeError> {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        let member = self.put(inside, bytes, file.take(bytes))?;
        self.members.push(member);
        Ok(())
    }

    fn put(
        &mut self,
        inside: &Path,
        bytes: u64,
        content: impl Read,
    ) -> Result<Member, OfficeError> {
        let path = inside.to_str().ok_or_else(|| {
            OfficeError::Input(format!(
                "{} 的文件名不是 UTF-8，请改名后再备份 (rename this file and back up again)",
                inside.display()
            ))
        })?;
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Regular);
        header.set_mode(0o600);
        header.set_size(bytes);
        let mut content = Hashed::new(content);
        self.archive
            .append_data(&mut header, inside, &mut content)?;
        if content.bytes != bytes {
            return Err(OfficeError::Input(format!(
                "{path} 在备份时被改动，请重新备份 (changed while it was read: back up again)"
            )));
        }
        Ok(Member {
            path: path.replace('\\', "/"),
            bytes,
            sha256: content.sha256(),
        })
    }

    /// Adds the list and ends the archive.
    pub fn finish(mut self) -> Result<W, OfficeError> {
        let list = json(&self.members)?;
        let seal = store::files::hash(&list);
        self.put(Path::new(LIST), list.len() as u64, &list[..])?;
        self.put(Path::new(SEAL), seal.len() as u64, seal.as_bytes())?;
        Ok(self.archive.into_inner()?)
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, OfficeError> {
    serde_json::to_vec(value).map_err(|error| OfficeError::Store(error.into()))
}

/// Reads a whole archive and gives each file to `place`; then compares all with the list.
///
/// # Errors
/// What is wrong with it, in words that complete "this is no whole backup:".
pub(crate) fn read(
    mut file: File,
    mut place: impl FnMut(&Path, &mut dyn Read) -> io::Result<()>,
) -> Result<(), String> {
    if !has_end(&mut file).map_err(|error| error.to_string())? {
        return Err("文件不完整，请换一份备份 (it was cut off: take another)".to_owned());
    }
    let mut found: BTreeMap<PathBuf, (u64, String)> = BTreeMap::new();
    let (mut marked, mut list, mut seal) = (false, None, None);
    let mut archive = tar::Archive::new(file);
    for entry in archive.entries().map_err(|error| error.to_string())? {
        let mut entry = entry.map_err(|error| error.to_string())?;
        let path = entry
            .path()
            .map_err(|error| error.to_string())?
            .into_owned();
        if !entry.header().entry_type().is_file() || !is_inside(&path) {
            return Err(format!(
                "其中的 {} 不是备份所写 (not written by a backup)",
                path.display()
            ));
        }
        match path.to_str() {
            Some(MARK) if found.is_empty() => {
                let mark: Mark = serde_json::from_slice(&whole(&mut entry)?)
                    .map_err(|error| error.to_string())?;
                if mark.format > FORMAT {
                    return Err(
                        "由更新版本的程序制作，请用该版本恢复 (made by a newer program)".to_owned(),
                    );
                }
                marked = true;
            }
            Some(LIST) => list = Some(whole(&mut entry)?),
            Some(SEAL) => seal = Some(whole(&mut entry)?),
            _ => {
                let mut content = Hashed::new(&mut entry);
                place(&path, &mut content).map_err(|error| error.to_string())?;
                found.insert(path, (content.bytes, content.sha256()));
            }
        }
    }
    match (marked, list, seal) {
        // A backup of an earlier version: only the check of the whole office can tell.
        (false, None, None) => Ok(()),
        (true, Some(list), Some(seal)) if store::files::hash(&list).as_bytes() == seal => {
            compare(&list, found)
        }
        _ => Err(
            "缺少文件清单或清单被改动，请换一份备份 (its list is missing or changed: take another)"
                .to_owned(),
        ),
    }
}

fn compare(list: &[u8], mut found: BTreeMap<PathBuf, (u64, String)>) -> Result<(), String> {
    let members: Vec<Member> = serde_json::from_slice(list).map_err(|error| error.to_string())?;
    for member in members {
        if found.remove(Path::new(&member.path)) != Some((member.bytes, member.sha256)) {
            return Err(format!(
                "其中的 {} 缺失或被改动，请换一份备份 (missing or changed: take another)",
                member.path
            ));
        }
    }
    match found.first_key_value() {
        None => Ok(()),
        Some((path, _)) => Err(format!(
            "其中的 {} 不在清单上 (not on its list)",
            path.display()
        )),
    }
}

fn whole(entry: &mut impl Read) -> Result<Vec<u8>, String> {
    let mut content = Vec::new();
    entry
        .take(LONGEST_LIST)
        .read_to_end(&mut content)
        .map_err(|error| error.to_string())?;
    Ok(content)
}

/// Whether a path stays inside the folder it is unpacked into.
fn is_inside(path: &Path) -> bool {
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
}

/// Whether the end mark of an archive is there: a copy that was cut off between two files would read well without it.
fn has_end(file: &mut File) -> io::Result<bool> {
    let mut end = [1; 1_024];
    let length = file.seek(SeekFrom::End(0))?;
    if length < end.len() as u64 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-(end.len() as i64)))?;
    file.read_exact(&mut end)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(end.iter().all(|byte| *byte == 0))
}

/// Counts and hashes what is read through it.
struct Hashed<R> {
    inner: R,
    digest: Sha256,
    bytes: u64,
}

impl<R> Hashed<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            digest: Sha256::new(),
            bytes: 0,
        }
    }

    fn sha256(self) -> String {
        HEXLOWER.encode(&self.digest.finalize())
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.digest.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}
