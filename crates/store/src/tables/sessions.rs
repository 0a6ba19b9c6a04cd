//! Sessions: who is signed in, at which post, with which account and since when.

use kernel::{PersonId, PostId};

use crate::engine::{Connection, Row, values};
use crate::{StoreError, Writing, ledger};

/// A session as every request needs it. Times are milliseconds since 1970 UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who signed in.
    pub person: PersonId,
    /// The post that acts.
    pub post: PostId,
    /// What every form of this session must carry.
    pub csrf: String,
    /// When it ends, however much it is used.
    pub expires: i64,
    /// The account it was opened with.
    pub login: String,
    /// When it was opened.
    pub opened: i64,
    /// When it was last used.
    pub seen: i64,
}

// A session opened before notes were kept was never seen, so it has ended.
const COLUMNS: &str = "SELECT s.person, s.post, s.csrf, s.expires, COALESCE(n.login, ''), COALESCE(n.opened, 0), \
                       COALESCE(n.seen, 0), s.token FROM sessions s LEFT JOIN session_notes n ON n.token = s.token";

fn read(row: &Row<'_>) -> Result<Session, StoreError> {
    Ok(Session {
        person: PersonId(row.get(0)?),
        post: PostId(row.get(1)?),
        csrf: row.get(2)?,
        expires: row.get(3)?,
        login: row.get(4)?,
        opened: row.get(5)?,
        seen: row.get(6)?,
    })
}

/// Opens a session under the hash of its cookie; those that ran out go.
///
/// # Errors
/// The database's.
pub fn open(
    writing: &Writing<'_>,
    token: &str,
    session: &Session,
    now: i64,
) -> Result<(), StoreError> {
    let connection = writing.connection;
    connection.execute("DELETE FROM sessions WHERE expires < ?1", values![now])?;
    connection.execute(
        "DELETE FROM session_notes WHERE token NOT IN (SELECT token FROM sessions)",
        values![],
    )?;
    connection.execute(
        "INSERT INTO sessions (token, person, post, csrf, expires) \
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (token) DO UPDATE SET post = excluded.post",
        values![
            token,
            session.person.0,
            session.post.0,
            session.csrf,
            session.expires
        ],
    )?;
    connection.execute(
        "INSERT INTO session_notes (token, login, opened, seen) \
         VALUES (?1, ?2, ?3, ?4) ON CONFLICT (token) DO UPDATE SET seen = excluded.seen",
        values![token, session.login, session.opened, session.seen],
    )?;
    Ok(())
}

/// Finds a session by the hash of its cookie.
///
/// # Errors
/// The database's.
pub fn find(connection: &Connection, token: &str) -> Result<Option<Session>, StoreError> {
    Ok(current(connection, token)?.map(|current| current.session))
}

/// A session and what every request asks beside it.
#[derive(Clone, Debug)]
pub struct Current {
    /// The session.
    pub session: Session,
    /// Whether the account's password is one that somebody else set.
    pub must_change: bool,
    /// The version of the office's own chain at the same moment.
    pub office: u32,
}

/// Finds a session by the hash of its cookie, with what is asked beside it: one question instead of three, since every request asks.
///
/// # Errors
/// The database's.
pub fn current(connection: &Connection, token: &str) -> Result<Option<Current>, StoreError> {
    let (first, last) = ledger::chain(ledger::OFFICE);
    connection.first(
        "SELECT s.person, s.post, s.csrf, s.expires, COALESCE(n.login, ''), \
         COALESCE(n.opened, 0), COALESCE(n.seen, 0), \
         EXISTS (SELECT 1 FROM initial_passwords i WHERE i.login = n.login), \
         COALESCE((SELECT e.version FROM entries e WHERE e.key BETWEEN ?2 AND ?3 \
         ORDER BY e.key DESC LIMIT 1), 0) \
         FROM sessions s LEFT JOIN session_notes n ON n.token = s.token WHERE s.token = ?1",
        values![token, first, last],
        |row| {
            Ok(Current {
                session: read(row)?,
                must_change: row.get(7)?,
                office: row.get(8)?,
            })
        },
    )
}

/// The sessions of a person with the hashes of their cookies, newest first.
///
/// # Errors
/// The database's.
pub fn of(connection: &Connection, person: PersonId) -> Result<Vec<(String, Session)>, StoreError> {
    connection.all(
        &format!("{COLUMNS} WHERE s.person = ?1 ORDER BY COALESCE(n.opened, 0) DESC, s.token"),
        values![person.0],
        |row| Ok((row.get(7)?, read(row)?)),
    )
}

/// Notes that a session is in use.
///
/// # Errors
/// The database's.
pub fn touch(writing: &Writing<'_>, token: &str, now: i64) -> Result<(), StoreError> {
    writing.connection.execute(
        "UPDATE session_notes SET seen = ?2 WHERE token = ?1 AND seen < ?2",
        values![token, now],
    )?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// The database's.
pub fn end(writing: &Writing<'_>, token: &str) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM sessions WHERE token = ?1",
        "DELETE FROM session_notes WHERE token = ?1",
    ] {
        writing.connection.execute(sql, values![token])?;
    }
    Ok(())
}

/// Ends every session of a person.
///
/// # Errors
/// The database's.
pub fn end_all_of(writing: &Writing<'_>, person: PersonId) -> Result<(), StoreError> {
    end_others_of(writing, person, "")
}

/// Ends every session of a person but the one of this token.
///
/// # Errors
/// The database's.
pub fn end_others_of(
    writing: &Writing<'_>,
    person: PersonId,
    kept: &str,
) -> Result<(), StoreError> {
    writing.connection.execute(
        "DELETE FROM sessions WHERE person = ?1 AND token <> ?2",
        values![person.0, kept],
    )?;
    Ok(())
}

/// Ends every session there is.
///
/// # Errors
/// The database's.
pub fn end_all(writing: &Writing<'_>) -> Result<(), StoreError> {
    for sql in ["DELETE FROM sessions", "DELETE FROM session_notes"] {
        writing.connection.execute(sql, values![])?;
    }
    Ok(())
}
