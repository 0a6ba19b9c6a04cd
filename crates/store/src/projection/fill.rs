//! Filling projections when a folder is opened: those it was never written with, and those it was written with in another edition.
//!
//! The folder says of each projection which edition its rows are of and, while they are being filled, up to which stream they are.
//! That mark moves in the transaction that writes the rows, so a fill that is killed goes on where it stood, and two programs that
//! open the folder at once fill it together. Nobody reads meanwhile: a folder is filled before it is opened to anybody, and never
//! beside a server, whose program may be the older one.

use bureau::Organisation;
use kernel::{Aggregate, StreamId, StreamKind};

use super::{ALL, Change, Registered, organisation};
use crate::engine::{self, Connection, values};
use crate::streams::{self, Kind};
use crate::{StoreError, ledger, serving, tables};

/// Streams filled in one transaction.
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
    /// The last stream whose rows stand; none once all of them do.
    filled: Option<StreamId>,
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
    while let Some(last) = go_on(connection)? {
        // Whatever is no matter comes behind all matters, and is little beside them.
        let done = match last.kind() {
            Some(StreamKind::Matter) => u64::try_from(last.0).unwrap_or(0),
            Some(StreamKind::Organisation | StreamKind::Bureau(_)) | None => of,
        };
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
                filled: row.get::<Option<i64>>(3)?.map(StreamId),
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

/// Those that are being filled, each with the stream it is filled up to.
fn unfilled(kept: &[Kept]) -> impl Iterator<Item = (&'static Registered, StreamId)> {
    ALL.iter().filter_map(|known| {
        let kept = kept.iter().find(|kept| kept.name == known.name)?;
        kept.filled.map(|filled| (known, filled))
    })
}

/// Clears what is out of date, writes what follows from the office's own chain, and says that all other streams are still to come.
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
    let entries = ledger::entries(&change, StreamId::ORGANISATION)?;
    // What cannot be read is left to `verify`, which names it: a damaged folder must open for that.
    let events = streams::of_office(&entries, |entry, _| {
        tracing::warn!(seq = entry.seq, "an entry of the office cannot be read");
    });
    if let Some(now) = Organisation::replay(StreamId::ORGANISATION, &events) {
        let names: Vec<_> = outdated.iter().map(|(one, _)| one.name).collect();
        let whole = Change::whole(&now, &events, now.org());
        super::fill_some(&change, &whole, &names)?;
    }
    change.keep()
}

/// Fills the next streams; the number of the last one, or none when all were filled.
fn go_on(connection: &Connection) -> Result<Option<StreamId>, StoreError> {
    let change = connection.change()?;
    let kept = kept(&change)?;
    let unfilled: Vec<_> = unfilled(&kept).collect();
    // What was filled further already is filled again: rows are brought up to date whatever they were.
    let Some(from) = unfilled.iter().map(|(_, filled)| *filled).min() else {
        return Ok(None);
    };
    let org = organisation::load(&change)?;
    let names: Vec<_> = unfilled.iter().map(|(one, _)| one.name).collect();
    let ids = ledger::streams_after(&change, from, BATCH)?;
    for id in &ids {
        // Streams of a kind this program does not know have rows in none of its tables.
        if let Some(known) = Kind::of_stream(*id) {
            (known.fill)(&change, *id, &org, &names)?;
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
