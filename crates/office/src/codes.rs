//! Query codes: what proves that somebody is the petitioner.
//!
//! A code follows from the office's key, the petition's id and a random salt. The salt is what an id alone cannot give: when what
//! was registered last is lost and its ids are given again, the new petitions have other salts, so a receipt of a lost petition
//! opens nothing.

use kernel::PetitionId;
use store::tables::codes;
use store::{Connection, Writing};

use crate::vault::{Vault, is_code};
use crate::{Office, OfficeError};

/// Gives a new petition its code.
pub(crate) fn give(
    writing: &Writing<'_>,
    vault: &Vault,
    petition: PetitionId,
) -> Result<String, OfficeError> {
    let (salt, sealed) = vault.new_salt(petition)?;
    codes::keep(writing, petition, &sealed)?;
    Ok(vault.query_code(petition, Some(salt)))
}

/// The code that a petition was given.
pub(crate) fn of(
    connection: &Connection,
    vault: &Vault,
    petition: PetitionId,
) -> Result<String, OfficeError> {
    let sealed = codes::sealed(connection, petition)?;
    let salt = sealed
        .map(|sealed| vault.open_salt(petition, &sealed))
        .transpose()?;
    Ok(vault.query_code(petition, salt))
}

impl Office {
    /// The query code of a petition, for a slip that is printed again by someone who may see the matter.
    ///
    /// # Errors
    /// When what the code was made from is lost or changed: another code than the printed one would be worse than none.
    pub fn query_code(&self, petition: PetitionId) -> Result<String, OfficeError> {
        of(&*self.store.reader()?, &self.vault, petition)
    }

    /// Whether a code as somebody typed it is the petition's.
    pub(crate) fn is_query_code(
        &self,
        connection: &Connection,
        petition: PetitionId,
        typed: &str,
    ) -> Result<bool, OfficeError> {
        Ok(is_code(&of(connection, &self.vault, petition)?, typed))
    }
}
