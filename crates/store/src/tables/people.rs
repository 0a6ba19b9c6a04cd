//! Sealed petitioner records. The store keeps ciphertext and a keyed hash; it can open neither.

use kernel::access::Viewer;
use kernel::{MatterId, PetitionerId};

use crate::engine::{Connection, values};
use crate::projection::sight::Sight;
use crate::{StoreError, Writing};

/// The number of the next record. The seal is bound to it, so it is given before the record is sealed.
///
/// # Errors
/// The database's.
pub fn next(writing: &Writing<'_>) -> Result<PetitionerId, StoreError> {
    super::misc::next(writing, super::counters::PETITIONER).map(PetitionerId)
}

/// Keeps a sealed record under the number it was sealed for. The same person is found again by `same`.
///
/// # Errors
/// The database's.
pub fn keep(
    writing: &Writing<'_>,
    id: PetitionerId,
    sealed: &[u8],
    same: Option<&str>,
) -> Result<(), StoreError> {
    writing.connection.execute(
        "INSERT INTO petitioners (id, sealed, same) VALUES (?1, ?2, ?3)",
        values![id.0, sealed, same],
    )?;
    Ok(())
}

/// The sealed bytes of a record.
///
/// # Errors
/// The database's.
pub fn sealed(connection: &Connection, id: PetitionerId) -> Result<Option<Vec<u8>>, StoreError> {
    connection.first(
        "SELECT sealed FROM petitioners WHERE id = ?1",
        values![id.0],
        |row| row.get(0),
    )
}

/// Goes through all records: number, sealed bytes, keyed hash.
///
/// # Errors
/// The database's.
pub fn each(
    connection: &Connection,
    mut look: impl FnMut(PetitionerId, &[u8], Option<&str>),
) -> Result<(), StoreError> {
    let sql = "SELECT id, sealed, same FROM petitioners ORDER BY id";
    connection.each(sql, values![], |row| {
        let (sealed, same): (Vec<u8>, Option<String>) = (row.get(1)?, row.get(2)?);
        look(PetitionerId(row.get(0)?), &sealed, same.as_deref());
        Ok(())
    })
}

/// The newest records with their sealed bytes.
///
/// # Errors
/// The database's.
pub fn newest(
    connection: &Connection,
    limit: usize,
) -> Result<Vec<(PetitionerId, Vec<u8>)>, StoreError> {
    connection.all(
        "SELECT id, sealed FROM petitioners ORDER BY id DESC LIMIT ?1",
        values![i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| Ok((PetitionerId(row.get(0)?), row.get(1)?)),
    )
}

/// The keyed hashes of a petition's people.
///
/// # Errors
/// The database's.
pub fn same_keys(
    connection: &Connection,
    petitioners: &[PetitionerId],
) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT same FROM petitioners WHERE id = ?1 AND same IS NOT NULL";
    let mut keys = Vec::new();
    for petitioner in petitioners {
        keys.extend(connection.first(sql, values![petitioner.0], |row| row.get::<String>(0))?);
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
    let sight = Sight::from(viewer);
    let mut values = sight.values();
    values.push(same.to_owned().into());
    values.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    connection.all(
        &format!(
            "SELECT DISTINCT p.matter FROM petitioners t JOIN petition_people pp ON \
             pp.petitioner = t.id JOIN petitions p ON p.id = pp.petition \
             JOIN matters m ON m.id = p.matter WHERE t.same = ?3 AND m.sealed = 0 AND {} \
             ORDER BY p.matter DESC LIMIT ?4",
            sight.sees("p.matter")
        ),
        &values,
        |row| row.get(0).map(MatterId),
    )
}
