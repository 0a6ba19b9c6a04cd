//! Issued documents: their numbers without gaps, a day's list, and the public check.

use jiff::civil::Date;
use kernel::access::Viewer;
use kernel::{DocumentId, MatterId, UnitId};
use matter::{Document, DocumentNumber, Matter};

use super::sight::Sight;
use super::{Change, Follows, Projection};
use crate::engine::{Connection, Row, values};
use crate::{StoreError, Writing};

/// The table `documents`: those of matters, and those of the office itself under the matter 0. The next number of a series is one more
/// than the largest here, read and written inside one transaction.
pub(crate) struct Documents;

impl Projection for Documents {
    const NAME: &'static str = "documents";
    const EDITION: u32 = 1;
    const SCHEMA: &'static str = "
CREATE TABLE documents (
    series   TEXT    NOT NULL,         -- 代字
    year     INTEGER NOT NULL,
    serial   INTEGER NOT NULL,
    matter   BIGINT  NOT NULL,
    document INTEGER NOT NULL,         -- its number inside the matter
    code     TEXT    NOT NULL,         -- the template's
    unit     BIGINT  NOT NULL,
    issued   TEXT    NOT NULL,
    hash     TEXT    NOT NULL,
    checked  TEXT    NOT NULL,         -- the code by which anybody checks that it is on record
    state    TEXT    NOT NULL,         -- kept | waiting | failed | served | voided
    PRIMARY KEY (series, year, serial)
);
CREATE UNIQUE INDEX documents_by_check ON documents (checked);
CREATE INDEX documents_by_day ON documents (issued, matter);
CREATE INDEX documents_by_matter ON documents (matter);
";
}

impl Follows<Matter> for Documents {
    fn follow(connection: &Connection, change: &Change<'_, Matter>) -> Result<(), StoreError> {
        rows(connection, change.now)
    }
}

/// The next number of a series in a year. It stays free until a document that bears it is written in this transaction, so a
/// number is taken or not taken, never lost.
///
/// # Errors
/// The database's.
pub fn next_number(
    writing: &Writing<'_>,
    series: &str,
    year: i16,
) -> Result<DocumentNumber, StoreError> {
    let serial = writing.connection.only(
        "SELECT COALESCE(MAX(serial), 0) + 1 FROM documents \
         WHERE series = ?1 AND year = ?2",
        values![series, year],
        |row| row.get(0),
    )?;
    Ok(DocumentNumber {
        series: series.to_owned(),
        year,
        serial,
    })
}

/// Brings the rows of a matter's documents up to date.
fn rows(connection: &Connection, matter: &Matter) -> Result<(), StoreError> {
    let upsert = "INSERT INTO documents (series, year, serial, matter, document, code, unit, issued, \
                  hash, checked, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
                  ON CONFLICT (checked) DO UPDATE SET state = excluded.state";
    for document in &matter.documents {
        let (content, number) = (&document.content, &document.content.number);
        connection.execute(
            upsert,
            values![
                number.series,
                number.year,
                number.serial,
                matter.id.0,
                document.id.0,
                content.code,
                document.unit.0,
                document.on.to_string(),
                content.hash,
                content.check,
                state(document, matter),
            ],
        )?;
    }
    Ok(())
}

fn state(document: &Document, matter: &Matter) -> &'static str {
    if document.voided.is_some() {
        "voided"
    } else if document.proof(matter).is_some() {
        "served"
    } else if !document.content.for_petitioner {
        "kept"
    } else if document.tries.is_empty() {
        "waiting"
    } else {
        "failed"
    }
}

/// A document's place in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Its matter.
    pub matter: MatterId,
    /// Its number inside the matter.
    pub document: DocumentId,
    /// Whether the matter is sealed.
    pub sealed: bool,
}

/// The documents issued on a day that were not cancelled, in order of number: of a viewer's sight, or all for the keeper of
/// the data folder.
///
/// # Errors
/// The database's.
pub fn of_day(
    connection: &Connection,
    viewer: Option<&Viewer>,
    day: Date,
) -> Result<Vec<Issued>, StoreError> {
    let read = |row: &Row<'_>| {
        Ok(Issued {
            matter: MatterId(row.get(0)?),
            document: DocumentId(row.get(1)?),
            sealed: row.get(2)?,
        })
    };
    let mut values = viewer.map_or_else(Vec::new, |viewer| Sight::from(viewer).values());
    values.push(day.to_string().into());
    let place = values.len();
    let sql = format!(
        "SELECT d.matter, d.document, m.sealed FROM documents d JOIN matters m ON m.id = d.matter \
         WHERE d.issued = ?{place} AND d.state <> 'voided' {} ORDER BY d.series, d.serial",
        viewer.map_or_else(String::new, |viewer| {
            format!("AND {}", Sight::from(viewer).sees("d.matter"))
        })
    );
    connection.all(&sql, &values, read)
}

/// What the public check finds; it tells nothing personal, and nothing of the matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRecord {
    /// The matter it stands in.
    pub matter: MatterId,
    /// Its number inside the matter.
    pub document: DocumentId,
    /// The number.
    pub number: DocumentNumber,
    /// The organ.
    pub unit: UnitId,
    /// The day of issue.
    pub issued: Date,
    /// SHA-256 over the text.
    pub hash: String,
    /// Whether it was cancelled.
    pub voided: bool,
}

/// The document that bears a check code.
///
/// # Errors
/// The database's.
pub fn by_check(connection: &Connection, code: &str) -> Result<Option<OnRecord>, StoreError> {
    connection.first(
        "SELECT series, year, serial, unit, issued, hash, state, matter, document \
         FROM documents WHERE checked = ?1",
        values![code],
        |row| {
            let (issued, state): (String, String) = (row.get(4)?, row.get(6)?);
            Ok(OnRecord {
                matter: MatterId(row.get(7)?),
                document: DocumentId(row.get(8)?),
                number: DocumentNumber {
                    series: row.get(0)?,
                    year: row.get(1)?,
                    serial: row.get(2)?,
                },
                unit: UnitId(row.get(3)?),
                issued: issued.parse().unwrap_or(Date::ZERO),
                hash: row.get(5)?,
                voided: state == "voided",
            })
        },
    )
}

/// Serials missing below the largest of their series and year: there are none unless the ledger was cut.
///
/// # Errors
/// The database's.
pub fn gaps(connection: &Connection) -> Result<Vec<(String, i16, i64)>, StoreError> {
    connection.all(
        "SELECT series, year, MAX(serial) - COUNT(*) FROM documents \
         GROUP BY series, year HAVING MAX(serial) <> COUNT(*)",
        values![],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}
