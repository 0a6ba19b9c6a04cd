//! Sealed petitioner records. The store keeps ciphertext and a keyed hash; it can open neither.

use domain::access::Viewer;
use domain::{MatterId, PetitionerId};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::sight::Sight;
use crate::{StoreError, Writing};

/// Keeps a sealed record and returns its number. The same person is found again by `same` and keeps one number.
///
/// # Errors
/// The database's.
pub fn keep(
    writing: &Writing<'_>,
    sealed: &[u8],
    same: Option<&str>,
) -> Result<PetitionerId, StoreError> {
    let id = super::misc::next(writing, "petitioner")?;
    writing
        .connection
        .prepare_cached("INSERT INTO petitioners (id, sealed, same) VALUES (?1, ?2, ?3)")?
        .execute(params![id, sealed, same])?;
    Ok(PetitionerId(id))
}

/// The sealed bytes of a record.
///
/// # Errors
/// The database's.
pub fn sealed(connection: &Connection, id: PetitionerId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT sealed FROM petitioners WHERE id = ?1")?
        .query_row(params![id.0], |row| row.get(0))
        .optional()?)
}

/// The keyed hashes of a petition's people.
///
/// # Errors
/// The database's.
pub fn same_keys(
    connection: &Connection,
    petitioners: &[PetitionerId],
) -> Result<Vec<String>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT same FROM petitioners WHERE id = ?1 AND same IS NOT NULL")?;
    let mut keys = Vec::new();
    for petitioner in petitioners {
        keys.extend(
            statement
                .query_row(params![petitioner.0], |row| row.get::<_, String>(0))
                .optional()?,
        );
    }
    Ok(keys)
}

/// The newest matters of the same person that this viewer may see. Never a sealed one: that two matters come from one person would
/// tell who the accuser is.
///
/// # Errors
/// The database's.
pub fn matters_of_same(
    connection: &Connection,
    viewer: &Viewer,
    same: &str,
    limit: usize,
) -> Result<Vec<MatterId>, StoreError> {
    let mut values = Sight::from(viewer).values();
    values.push(same.to_owned().into());
    values.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    let rows = connection
        .prepare_cached(&format!(
            "SELECT DISTINCT p.matter FROM petitioners t \
             JOIN petition_people pp ON pp.petitioner = t.id \
             JOIN petitions p ON p.id = pp.petition \
             JOIN matters m ON m.id = p.matter \
             WHERE t.same = ?3 AND m.sealed = 0 AND {} ORDER BY p.matter DESC LIMIT ?4",
            Sight::sees("p.matter")
        ))?
        .query_map(params_from_iter(values), |row| row.get(0).map(MatterId))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
