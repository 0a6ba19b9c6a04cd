//! Whether the keys in a data folder are those of its office.

use std::path::Path;

use store::tables::{misc, people};
use store::{Connection, Store, StoreError};

use crate::OfficeError;
use crate::vault::{KEYS, Vault};

/// The setting that tells the office's keys from others and says nothing about them.
const CHECK: &str = "keys-check";
/// How many sealed identities are tried where there is no such setting yet.
const TRIED: usize = 20;

/// Whether the keys are the office's; none where nothing is there to tell by, as in an office without petitions.
///
/// # Errors
/// The storage's.
pub(crate) fn fit(connection: &Connection, vault: &Vault) -> Result<Option<bool>, OfficeError> {
    if let Some(known) = misc::setting(connection, CHECK)? {
        return Ok(Some(known == vault.check()));
    }
    // A folder of an earlier version: its seals tell. One of them may be damaged, all of them are not.
    let newest = people::newest(connection, TRIED)?;
    let opens = |(id, sealed): &(_, Vec<u8>)| vault.unseal(*id, sealed).is_ok();
    Ok((!newest.is_empty()).then(|| newest.iter().any(opens)))
}

/// Refuses keys of another office: whatever they sealed could never be opened with the rest.
///
/// # Errors
/// [`OfficeError::Vault`] when they are another's.
pub(crate) fn check(connection: &Connection, vault: &Vault, dir: &Path) -> Result<(), OfficeError> {
    match fit(connection, vault)? {
        Some(false) => Err(foreign(dir)),
        Some(true) | None => Ok(()),
    }
}

/// Checks the keys on opening, and remembers them the first time.
///
/// # Errors
/// As for [`check`].
pub(crate) fn bind(store: &Store, vault: &Vault) -> Result<(), OfficeError> {
    let reader = store.reader()?;
    check(&reader, vault, store.dir())?;
    if misc::setting(&reader, CHECK)?.is_none() {
        let value = vault.check().to_owned();
        store
            .writer()
            .write(move |writing| -> Result<(), StoreError> {
                misc::keep_setting(writing, CHECK, &value)
            })?;
    }
    Ok(())
}

pub(crate) fn foreign(dir: &Path) -> OfficeError {
    OfficeError::Vault(format!(
        "密钥文件 {} 是另一个信访办的，不能打开本目录的身份信息和查询码，请换回原来的密钥文件 \
         (these are another office's keys: put the right key file back)",
        dir.join(KEYS).display()
    ))
}
