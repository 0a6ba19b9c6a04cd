//! Accounts and sessions.

use domain::{PersonId, PostId};
use rusqlite::{Connection, OptionalExtension, params};

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

/// A session as every request needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who signed in.
    pub person: PersonId,
    /// The post that acts.
    pub post: PostId,
    /// What every form of this session must carry.
    pub csrf: String,
    /// Milliseconds since 1970 UTC.
    pub expires: i64,
}

/// Finds an account.
///
/// # Errors
/// The database's.
pub fn account(connection: &Connection, login: &str) -> Result<Option<Account>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT person, password, active FROM accounts WHERE login = ?1")?
        .query_row(params![login], |row| {
            Ok(Account {
                person: PersonId(row.get(0)?),
                password: row.get(1)?,
                active: row.get(2)?,
            })
        })
        .optional()?)
}

/// The logins of each person.
///
/// # Errors
/// The database's.
pub fn logins(connection: &Connection) -> Result<Vec<(PersonId, String, bool)>, StoreError> {
    let rows = connection
        .prepare_cached("SELECT person, login, active FROM accounts ORDER BY login")?
        .query_map([], |row| {
            Ok((PersonId(row.get(0)?), row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
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
    writing
        .connection
        .prepare_cached(
            "INSERT INTO accounts (login, person, password, active) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (login) DO UPDATE SET person = excluded.person, password = excluded.password, \
             active = excluded.active",
        )?
        .execute(params![login, person.0, password, active])?;
    end_sessions_of(writing, person)
}

/// Ends every session of a person.
///
/// # Errors
/// The database's.
pub fn end_sessions_of(writing: &Writing<'_>, person: PersonId) -> Result<(), StoreError> {
    writing
        .connection
        .prepare_cached("DELETE FROM sessions WHERE person = ?1")?
        .execute(params![person.0])?;
    Ok(())
}

/// Ends every session there is.
///
/// # Errors
/// The database's.
pub fn end_all_sessions(writing: &Writing<'_>) -> Result<(), StoreError> {
    writing
        .connection
        .prepare_cached("DELETE FROM sessions")?
        .execute([])?;
    Ok(())
}

/// Opens a session; old ones go.
///
/// # Errors
/// The database's.
pub fn open_session(
    writing: &Writing<'_>,
    token: &str,
    session: &Session,
    now: i64,
) -> Result<(), StoreError> {
    writing
        .connection
        .prepare_cached("DELETE FROM sessions WHERE expires < ?1")?
        .execute(params![now])?;
    writing
        .connection
        .prepare_cached(
            "INSERT INTO sessions (token, person, post, csrf, expires) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (token) DO UPDATE SET post = excluded.post",
        )?
        .execute(params![
            token,
            session.person.0,
            session.post.0,
            session.csrf,
            session.expires
        ])?;
    Ok(())
}

/// Finds a session by the hash of its cookie.
///
/// # Errors
/// The database's.
pub fn session(connection: &Connection, token: &str) -> Result<Option<Session>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT person, post, csrf, expires FROM sessions WHERE token = ?1")?
        .query_row(params![token], |row| {
            Ok(Session {
                person: PersonId(row.get(0)?),
                post: PostId(row.get(1)?),
                csrf: row.get(2)?,
                expires: row.get(3)?,
            })
        })
        .optional()?)
}

/// Ends a session.
///
/// # Errors
/// The database's.
pub fn end_session(writing: &Writing<'_>, token: &str) -> Result<(), StoreError> {
    writing
        .connection
        .prepare_cached("DELETE FROM sessions WHERE token = ?1")?
        .execute(params![token])?;
    Ok(())
}
