//! Filling projections when a folder is opened: those it was never written with, and those it was written with in another edition.
//!
//! The folder says of each projection which edition its rows are of and, while they are being filled, up to which matter they are.
//! That mark moves in the transaction that writes the rows, so a fill that is killed goes on where it stood, and two programs that
//! open the folder at once fill it together. Nobody reads meanwhile: a folder is filled before it is opened to anybody, and never
//! beside a server, whose program may be the older one.

use kernel::MatterId;

use super::{ALL, Change, Registered, organisation};
use crate::engine::{self, Connection, values};
use crate::ledger;
use crate::tables::org::OfficeEvent;
use crate::{StoreError, serving, tables};

/// Matters filled in one transaction.
const BATCH: usize = 500;

/// How far a fill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of the matter that was filled last.
    pub done: u64,
    /// The largest number that a matter was given.
    pub of: u64,
}

/// What the folder says of a projection.
struct Kept {
    name: String,
    edition: u32,
    /// The tables it had.
    tables: String,
    /// The last matter whose rows stand; none once all of them do.
    filled: Option<MatterId>,
}

/// Fills whatever is missing or of another edition. Tells how far it is, when there is anything to do.
///
/// # Errors
/// When a newer program wrote the folder, a server works on it, or the database refuses.
pub(crate) fn fill(
    connection: &Connection,
    dir: &std::path::Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), StoreError> {
    let kept = kept(connection)?;
    known(&kept)?;
    if unfilled(&kept).next().is_none() && outdated(&kept).next().is_none() {
        return Ok(());
    }
    if serving::is_served(dir) {
        return Err(StoreError::ServedByOlder(dir.to_owned()));
    }
    fill_alone(connection, progress)
}

/// The same for whoever knows that no server works on the tables.
///
/// # Errors
/// The database's.
pub(crate) fn fill_alone(
    connection: &Connection,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), StoreError> {
    begin(connection)?;
    let of = u64::try_from(tables::counters::value(
        connection,
        tables::counters::MATTER,
    )?);
    let of = of.unwrap_or(0);
    while let Some(MatterId(last)) = go_on(connection)? {
        let done = u64::try_from(last).unwrap_or(0);
        progress(Progress {
            done,
            of: of.max(done),
        });
    }
    Ok(())
}

fn kept(connection: &Connection) -> Result<Vec<Kept>, StoreError> {
    connection.all(
        "SELECT name, edition, tables, filled FROM projections ORDER BY name",
        values![],
        |row| {
            Ok(Kept {
                name: row.get(0)?,
                edition: row.get(1)?,
                tables: row.get(2)?,
                filled: row.get::<Option<i64>>(3)?.map(MatterId),
            })
        },
    )
}

/// A program that knows less than the folder's last one would leave rows behind that are out of date.
fn known(kept: &[Kept]) -> Result<(), StoreError> {
    let newer = kept.iter().find(|kept| {
        let known = ALL.iter().find(|known| known.name == kept.name);
        known.is_none_or(|known| known.edition < kept.edition)
    });
    newer.map_or(Ok(()), |newer| {
        Err(StoreError::Newer(format!(
            "{} {}",
            newer.name, newer.edition
        )))
    })
}

/// Those the folder has no rows of, or rows of another edition.
fn outdated(kept: &[Kept]) -> impl Iterator<Item = (&'static Registered, Option<&Kept>)> {
    ALL.iter().filter_map(|known| {
        let kept = kept.iter().find(|kept| kept.name == known.name);
        (kept.map(|kept| kept.edition) != Some(known.edition)).then_some((known, kept))
    })
}

/// Those that are being filled, each with the matter it is filled up to.
fn unfilled(kept: &[Kept]) -> impl Iterator<Item = (&'static Registered, MatterId)> {
    ALL.iter().filter_map(|known| {
        let kept = kept.iter().find(|kept| kept.name == known.name)?;
        kept.filled.map(|filled| (known, filled))
    })
}

/// Clears what is out of date, writes what follows from the office's own chain, and says that the matters are still to come.
fn begin(connection: &Connection) -> Result<(), StoreError> {
    let change = connection.change()?;
    // Asked again inside the transaction: another program may have begun meanwhile.
    let kept = kept(&change)?;
    known(&kept)?;
    let outdated: Vec<_> = outdated(&kept).collect();
    for (projection, kept) in &outdated {
        let had = kept.iter().flat_map(|kept| kept.tables.split(' '));
        for table in had.filter(|table| !table.is_empty()) {
            engine::drop_table(&change, table)?;
        }
        projection.clear(&change)?;
        let tables: Vec<_> = projection.tables().collect();
        change.execute(
            "INSERT INTO projections (name, edition, tables, filled) VALUES (?1, ?2, ?3, 0) \
             ON CONFLICT (name) DO UPDATE SET edition = excluded.edition, tables = excluded.tables, filled = excluded.filled",
            values![projection.name, projection.edition, tables.join(" ")],
        )?;
    }
    for entry in ledger::office_since(&change, 0)? {
        // What cannot be read is left to `verify`, which names it: a damaged folder must open for that.
        let Ok(event) = serde_json::from_str::<OfficeEvent>(&entry.body) else {
            tracing::warn!(seq = entry.seq, "an entry of the office cannot be read");
            continue;
        };
        for (projection, _) in &outdated {
            (projection.office)(&change, &event)?;
        }
    }
    change.keep()
}

/// Fills the next matters; the number of the last one, or none when all were filled.
fn go_on(connection: &Connection) -> Result<Option<MatterId>, StoreError> {
    let change = connection.change()?;
    let kept = kept(&change)?;
    let unfilled: Vec<_> = unfilled(&kept).collect();
    // What was filled further already is filled again: rows are brought up to date whatever they were.
    let Some(from) = unfilled.iter().map(|(_, filled)| *filled).min() else {
        return Ok(None);
    };
    let org = organisation::load(&change)?;
    let ids = ledger::matters_after(&change, from, BATCH)?;
    for id in &ids {
        let Some(matter) = ledger::as_far_as_readable(&change, *id)? else {
            continue;
        };
        for (projection, _) in &unfilled {
            let rows = Change {
                matter: &matter,
                org: &org,
                begins: false,
            };
            (projection.matter)(&change, &rows)?;
        }
    }
    let filled = ids.last().copied();
    for (projection, _) in &unfilled {
        change.execute(
            "UPDATE projections SET filled = ?2 WHERE name = ?1",
            values![projection.name, filled.map(|id| id.0)],
        )?;
    }
    change.keep()?;
    Ok(filled)
}
