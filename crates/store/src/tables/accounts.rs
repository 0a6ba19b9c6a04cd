//! Accounts: who may sign in, and whether the password is the holder's own.

use bureau::organisation::Account as Known;
use kernel::PersonId;

use crate::engine::{Connection, values};
use crate::{StoreError, Writing};

/// An account as sign-in needs it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person it belongs to.
    pub person: PersonId,
    /// The argon2id hash of the password.
    pub password: String,
    /// Whether it may sign in.
    pub active: bool,
}

/// Finds an account.
///
/// # Errors
/// The database's.
pub fn account(connection: &Connection, login: &str) -> Result<Option<Account>, StoreError> {
    connection.first(
        "SELECT person, password, active FROM accounts WHERE login = ?1",
        values![login],
        |row| {
            Ok(Account {
                person: PersonId(row.get(0)?),
                password: row.get(1)?,
                active: row.get(2)?,
            })
        },
    )
}

/// The logins of each person.
///
/// # Errors
/// The database's.
pub fn logins(connection: &Connection) -> Result<Vec<(PersonId, String, bool)>, StoreError> {
    connection.all(
        "SELECT person, login, active FROM accounts ORDER BY login",
        values![],
        |row| Ok((PersonId(row.get(0)?), row.get(1)?, row.get(2)?)),
    )
}

/// Adds an account or changes its password and state; open sessions of the person end.
///
/// # Errors
/// The database's.
pub fn keep_account(
    writing: &Writing<'_>,
    login: &str,
    person: PersonId,
    password: &str,
    active: bool,
) -> Result<(), StoreError> {
    writing.connection.execute(
        "INSERT INTO accounts (login, person, password, active) \
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (login) DO UPDATE SET person = excluded.person, \
         password = excluded.password, active = excluded.active",
        values![login, person.0, password, active],
    )?;
    super::sessions::end_all_of(writing, person)
}

/// Sets an account's password; sessions stay open.
///
/// # Errors
/// The database's.
pub fn set_password(writing: &Writing<'_>, login: &str, password: &str) -> Result<(), StoreError> {
    writing.connection.execute(
        "UPDATE accounts SET password = ?2 WHERE login = ?1",
        values![login, password],
    )?;
    Ok(())
}

/// Opens an account for signing in or closes it; open sessions of the person end.
///
/// # Errors
/// The database's.
pub fn set_active(
    writing: &Writing<'_>,
    login: &str,
    person: PersonId,
    active: bool,
) -> Result<(), StoreError> {
    writing.connection.execute(
        "UPDATE accounts SET active = ?2 WHERE login = ?1 AND person = ?3",
        values![login, active, person.0],
    )?;
    super::sessions::end_all_of(writing, person)
}

/// Notes that an account's password was set by somebody else, or that it is the holder's own.
///
/// # Errors
/// The database's.
pub fn mark_initial(writing: &Writing<'_>, login: &str, initial: bool) -> Result<(), StoreError> {
    let sql = if initial {
        "INSERT INTO initial_passwords (login) VALUES (?1) ON CONFLICT (login) DO NOTHING"
    } else {
        "DELETE FROM initial_passwords WHERE login = ?1"
    };
    writing.connection.execute(sql, values![login])?;
    Ok(())
}

/// Whether an account still has the password that somebody else set.
///
/// # Errors
/// The database's.
pub fn is_initial(connection: &Connection, login: &str) -> Result<bool, StoreError> {
    connection.exists(
        "SELECT 1 FROM initial_passwords WHERE login = ?1",
        values![login],
    )
}

/// Every account as decisions ask for it: without its password.
///
/// # Errors
/// The database's.
pub fn known(connection: &Connection) -> Result<Vec<Known>, StoreError> {
    connection.all(
        "SELECT a.person, a.login, a.active, i.login FROM accounts a \
         LEFT JOIN initial_passwords i ON i.login = a.login ORDER BY a.login",
        values![],
        |row| {
            Ok(Known {
                person: PersonId(row.get(0)?),
                login: row.get(1)?,
                active: row.get(2)?,
                initial: row.get::<Option<String>>(3)?.is_some(),
            })
        },
    )
}
