//! Sign-ins of staff on record, and how often a page was refused to them: counted by account, hour and outcome, so that nobody fills the
//! disk. No password, no address, nothing of what was asked for, nothing of strangers but a count.

use crate::engine::{Bind, Connection, Value, values};
use crate::{StoreError, Writing};

/// How long records of sign-ins are kept, in hours: a year and a month.
const KEPT: i64 = 400 * 24;
/// Milliseconds in an hour.
const HOUR: i64 = 60 * 60 * 1_000;

/// How a try to sign in ended, or a request of somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Signed in.
    Right,
    /// Login or password was wrong.
    Wrong,
    /// Refused unread after several wrong tries.
    Slowed,
    /// Signed in, and asked for what is not there or not within the post's rights. Which of the two is not kept.
    Refused,
}

impl Outcome {
    fn code(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Slowed => "slowed",
            Self::Refused => "refused",
        }
    }

    fn parse(code: &str) -> Self {
        match code {
            "right" => Self::Right,
            "slowed" => Self::Slowed,
            "refused" => Self::Refused,
            _ => Self::Wrong,
        }
    }
}

/// What happened within an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The account; empty for logins that do not exist.
    pub login: String,
    /// How it ended.
    pub outcome: Outcome,
    /// How often.
    pub count: i64,
    /// The last time, in milliseconds since 1970 UTC.
    pub last: i64,
}

/// Counts a try. `login` must be an account's; whatever else was typed counts as the empty one.
///
/// # Errors
/// The database's.
pub fn note(
    writing: &Writing<'_>,
    login: &str,
    outcome: Outcome,
    now: i64,
) -> Result<(), StoreError> {
    let hour = now / HOUR;
    let added = writing.connection.only(
        "INSERT INTO sign_ins (login, hour, outcome, count, last) \
         VALUES (?1, ?2, ?3, 1, ?4) ON CONFLICT (login, hour, outcome) DO UPDATE SET \
         count = sign_ins.count + 1, last = excluded.last RETURNING count",
        values![login, hour, outcome.code(), now],
        |row| row.get::<i64>(0),
    )?;
    if added == 1 {
        writing
            .connection
            .execute("DELETE FROM sign_ins WHERE hour < ?1", values![hour - KEPT])?;
    }
    Ok(())
}

/// Whether such a try is on record for this hour already.
///
/// # Errors
/// The database's.
pub fn is_noted(
    connection: &Connection,
    login: &str,
    outcome: Outcome,
    now: i64,
) -> Result<bool, StoreError> {
    connection.exists(
        "SELECT 1 FROM sign_ins WHERE login = ?1 AND hour = ?2 AND outcome = ?3",
        values![login, now / HOUR, outcome.code()],
    )
}

/// The newest records: of these accounts, or of all.
///
/// # Errors
/// The database's.
pub fn recent(
    connection: &Connection,
    logins: Option<&[String]>,
    limit: usize,
) -> Result<Vec<Record>, StoreError> {
    let places = logins.map(|logins| {
        let places: Vec<String> = (1..=logins.len()).map(|n| format!("?{n}")).collect();
        format!("WHERE login IN ({})", places.join(", "))
    });
    let sql = format!(
        "SELECT login, outcome, count, last FROM sign_ins {} ORDER BY last DESC, login LIMIT {limit}",
        places.unwrap_or_default()
    );
    let values: Vec<Value<'_>> = logins.unwrap_or_default().iter().map(Bind::bind).collect();
    connection.all(&sql, &values, |row| {
        Ok(Record {
            login: row.get(0)?,
            outcome: Outcome::parse(row.text(1)?),
            count: row.get(2)?,
            last: row.get(3)?,
        })
    })
}
