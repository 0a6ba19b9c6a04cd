//! The salts of query codes. The store keeps them sealed; it cannot open them.

use kernel::PetitionId;

use super::{counters, misc};
use crate::engine::{Connection, values};
use crate::{StoreError, Writing};

/// The setting that says from which petition on each has a salt.
pub(crate) const SALTED_FROM: &str = "codes-salted-from";

/// Keeps a petition's sealed salt.
///
/// # Errors
/// The database's; a petition has one salt for good.
pub fn keep(writing: &Writing<'_>, petition: PetitionId, sealed: &[u8]) -> Result<(), StoreError> {
    writing.connection.execute(
        "INSERT INTO code_salts (petition, sealed) VALUES (?1, ?2)",
        values![petition.0, sealed],
    )?;
    Ok(())
}

/// A petition's sealed salt; none for petitions from before there were salts.
///
/// # Errors
/// When the petition must have one and it is gone: another code than the printed one would be worse than none.
pub fn sealed(
    connection: &Connection,
    petition: PetitionId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let found = connection.first(
        "SELECT sealed FROM code_salts WHERE petition = ?1",
        values![petition.0],
        |row| row.get(0),
    )?;
    if found.is_none() && salted_from(connection)?.is_some_and(|first| petition.0 >= first) {
        return Err(StoreError::File(format!(
            "信访件 {petition} 的查询码数据缺失，请从备份恢复（the query code of petition {petition} is lost; restore a backup）"
        )));
    }
    Ok(found)
}

/// Goes through all sealed salts.
///
/// # Errors
/// The database's.
pub fn each(
    connection: &Connection,
    mut look: impl FnMut(PetitionId, &[u8]),
) -> Result<(), StoreError> {
    let sql = "SELECT petition, sealed FROM code_salts ORDER BY 1";
    connection.each(sql, values![], |row| {
        let sealed: Vec<u8> = row.get(1)?;
        look(PetitionId(row.get(0)?), &sealed);
        Ok(())
    })
}

/// The first petition that must have a salt.
///
/// # Errors
/// The database's.
pub fn salted_from(connection: &Connection) -> Result<Option<i64>, StoreError> {
    Ok(misc::setting(connection, SALTED_FROM)?.and_then(|first| first.parse().ok()))
}

/// Remembers that every petition registered from now on has a salt.
pub(crate) fn begin(connection: &Connection) -> Result<(), StoreError> {
    let next = counters::value(connection, counters::PETITION)? + 1;
    connection.execute(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) \
         ON CONFLICT (name) DO NOTHING",
        values![SALTED_FROM, next.to_string()],
    )?;
    Ok(())
}
