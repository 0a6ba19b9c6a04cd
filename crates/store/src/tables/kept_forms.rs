//! Forms that their writers could not send. The store keeps them sealed; it cannot open them.

use kernel::PersonId;

use crate::engine::{Connection, Row, values};
use crate::{StoreError, Writing};

/// A form as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptForm {
    /// The number it is sealed for.
    pub token: String,
    /// Who typed it.
    pub person: PersonId,
    /// What was typed, sealed.
    pub sealed: Vec<u8>,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
}

fn read(row: &Row<'_>) -> Result<KeptForm, StoreError> {
    Ok(KeptForm {
        token: row.get(0)?,
        person: PersonId(row.get(1)?),
        sealed: row.get(2)?,
        at: row.get(3)?,
    })
}

/// Keeps a form, in the place of what its writer kept under the same token. Forms from before `since` go, whosever they are, and of
/// the writer's all but the newest `most`.
///
/// # Errors
/// The database's.
pub fn keep(
    writing: &Writing<'_>,
    form: &KeptForm,
    most: usize,
    since: i64,
) -> Result<(), StoreError> {
    forget_before(writing, since)?;
    let connection = writing.connection;
    forget(writing, form.person, &form.token)?;
    // A token of somebody else's form stays theirs.
    connection.execute(
        "INSERT INTO kept_forms (token, person, sealed, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (token) DO NOTHING",
        values![form.token, form.person.0, form.sealed.as_slice(), form.at],
    )?;
    for old in of(connection, form.person, since)?.iter().skip(most) {
        forget(writing, form.person, &old.token)?;
    }
    Ok(())
}

/// A person's forms that are not from before `since`, newest first.
///
/// # Errors
/// The database's.
pub fn of(
    connection: &Connection,
    person: PersonId,
    since: i64,
) -> Result<Vec<KeptForm>, StoreError> {
    connection.all(
        "SELECT token, person, sealed, at FROM kept_forms WHERE person = ?1 AND at >= ?2 ORDER BY at DESC, token",
        values![person.0, since],
        read,
    )
}

/// Every form that is not from before `since`; older ones go.
///
/// # Errors
/// The database's.
pub fn live(writing: &Writing<'_>, since: i64) -> Result<Vec<KeptForm>, StoreError> {
    forget_before(writing, since)?;
    writing.connection.all(
        "SELECT token, person, sealed, at FROM kept_forms",
        values![],
        read,
    )
}

/// Forgets a form of a person.
///
/// # Errors
/// The database's.
pub fn forget(writing: &Writing<'_>, person: PersonId, token: &str) -> Result<(), StoreError> {
    writing.connection.execute(
        "DELETE FROM kept_forms WHERE token = ?1 AND person = ?2",
        values![token, person.0],
    )?;
    Ok(())
}

fn forget_before(writing: &Writing<'_>, since: i64) -> Result<(), StoreError> {
    writing
        .connection
        .execute("DELETE FROM kept_forms WHERE at < ?1", values![since])?;
    Ok(())
}
