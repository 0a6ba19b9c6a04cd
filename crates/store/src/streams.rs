//! Streams as aggregates: read and replayed, appended to, and which projections follow which kind. One way for a matter, the
//! organisation and whatever else the office does over time.
//!
//! A kind of stream has its line in [`KINDS`] and says in [`Kept`] what follows it; whoever walks the whole ledger (`verify`, `rebuild`,
//! the filling of projections) goes through that list.

use bureau::{OfficeEvent, OfficeRecord, Organisation};
use kernel::org::Org;
use kernel::{Aggregate, Recorded, StreamId, StreamKind};
use matter::Matter;

use crate::engine::Connection;
use crate::ledger::{self, Entry, OFFICE, Stamp};
use crate::projection::{self, Change, Follower};
use crate::verify::Replay;
use crate::{StoreError, Writing};

/// An aggregate that the ledger keeps streams of.
pub trait Kept: Aggregate + 'static {
    /// The projections that follow it, in the order in which they write their rows.
    const FOLLOWED_BY: &'static [Follower<Self>];

    /// The files it speaks of, which a check reads again.
    fn files(&self) -> Vec<NamedFile<'_>>;
}

/// A file as a stream speaks of it.
#[derive(Clone, Copy, Debug)]
pub struct NamedFile<'a> {
    /// The hash of its content, under which it is kept.
    pub hash: &'a str,
    /// What people call it.
    pub name: &'a str,
}

impl Kept for Organisation {
    const FOLLOWED_BY: &'static [Follower<Self>] =
        &[Follower::of::<projection::organisation::Units>()];

    fn files(&self) -> Vec<NamedFile<'_>> {
        Vec::new()
    }
}

impl Kept for Matter {
    const FOLLOWED_BY: &'static [Follower<Self>] = &[
        Follower::of::<projection::matters::Matters>(),
        Follower::of::<projection::petitions::Petitions>(),
        Follower::of::<projection::sight::Sights>(),
        Follower::of::<projection::duties::Duties>(),
        Follower::of::<projection::rights::Rights>(),
        Follower::of::<projection::documents::Documents>(),
        Follower::of::<projection::notices::Notices>(),
    ];

    fn files(&self) -> Vec<NamedFile<'_>> {
        let files = self.attachments.iter();
        files
            .map(|file| NamedFile {
                hash: &file.hash,
                name: &file.name,
            })
            .collect()
    }
}

/// Every kind of stream whose events this program knows. The organisation is read before all others, since their rows follow from it.
pub(crate) const KINDS: [Kind; 2] = [Kind::of::<Organisation>(), Kind::of::<Matter>()];

/// A kind of stream as the list has it.
pub(crate) struct Kind {
    /// What it is of.
    pub kind: StreamKind,
    /// Writes the rows of some projections, as far as a stream can be read.
    pub fill: fn(&Connection, StreamId, &Org, &[&str]) -> Result<(), StoreError>,
    /// Brings the rows of a stream up to date that follow from the organisation as well.
    pub follow_org: fn(&Connection, StreamId, &Org) -> Result<(), StoreError>,
    /// Checks a stream and writes its rows anew.
    pub replay: fn(&mut Replay<'_>, StreamId, &Org) -> Result<(), StoreError>,
}

impl Kind {
    const fn of<A: Kept>() -> Self {
        Self {
            kind: A::KIND,
            fill: fill::<A>,
            follow_org: follow_org::<A>,
            replay: replay::<A>,
        }
    }

    /// The kind that a stream is of; none for streams of a program that knows more.
    pub fn of_stream(stream: StreamId) -> Option<&'static Self> {
        KINDS.iter().find(|known| Some(known.kind) == stream.kind())
    }
}

/// The entries of a stream with their events, oldest first.
pub type History<A> = Vec<(Entry, <A as Aggregate>::Event)>;

/// An aggregate replayed from its entries, with the entries and their events; none for a number that no stream of this kind has.
///
/// # Errors
/// The database's, or an entry that cannot be read.
pub fn load<A: Kept>(
    connection: &Connection,
    stream: StreamId,
) -> Result<Option<(A, History<A>)>, StoreError> {
    if stream.kind() != Some(A::KIND) {
        return Ok(None);
    }
    let history = ledger::entries(connection, stream)?
        .into_iter()
        .map(|entry| entry.event().map(|event| (entry, event)))
        .collect::<Result<History<A>, _>>()?;
    Ok(A::replay(stream, history.iter().map(|(_, event)| event)).map(|now| (now, history)))
}

/// Appends events to a stream and brings the tables up to date that follow it. `after` is the aggregate with the events applied,
/// `based_on` the version they were decided on, `org` the organisation they were decided by.
///
/// # Errors
/// [`StoreError::Stale`] when the stream has moved on.
pub fn append<A: Kept>(
    writing: &Writing<'_>,
    after: &A,
    based_on: u32,
    events: &[A::Event],
    stamp: Stamp,
    org: &Org,
) -> Result<(), StoreError> {
    let bodies = events
        .iter()
        .map(|event| Ok((event.kind(), serde_json::to_string(event)?)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    ledger::append_bodies(writing, after.stream(), based_on, &bodies, stamp)?;
    let change = Change {
        now: after,
        events,
        org,
        begins: based_on == 0,
    };
    projection::follow(writing.connection, &change)
}

/// Appends a record to the office's own chain, whatever its version is now. Nobody decided it, and nothing follows from it.
///
/// # Errors
/// The database's.
pub fn record(writing: &Writing<'_>, record: OfficeRecord, stamp: Stamp) -> Result<(), StoreError> {
    let event = OfficeEvent::from(record);
    let body = (event.kind(), serde_json::to_string(&event)?);
    let now = ledger::version(writing.connection, OFFICE)?;
    ledger::append_bodies(writing, OFFICE, now, &[body], stamp)
}

/// Whether what was decided on an older version stands all the same: nothing came since, or only what contradicts nothing.
///
/// # Errors
/// [`StoreError::Stale`].
pub fn unchanged_since<A: Aggregate>(
    history: &History<A>,
    now: u32,
    based_on: u32,
) -> Result<(), StoreError> {
    let mut later = history.iter().filter(|(entry, _)| entry.version > based_on);
    if now == based_on || (now > based_on && later.all(|(_, event)| event.is_look())) {
        Ok(())
    } else {
        Err(StoreError::Stale { based_on, now })
    }
}

/// The events of the office's own chain that can be read. Units and posts stand each for itself, so what cannot be read is told to
/// `unreadable` and passed over.
pub(crate) fn of_office(
    entries: &[Entry],
    mut unreadable: impl FnMut(&Entry, StoreError),
) -> Vec<OfficeEvent> {
    let mut events = Vec::new();
    for entry in entries {
        match entry.event() {
            Ok(event) => events.push(event),
            Err(error) => unreadable(entry, error),
        }
    }
    events
}

/// Writes the rows of some projections for a stream, up to its first entry that cannot be read: `verify` names that.
fn fill<A: Kept>(
    connection: &Connection,
    stream: StreamId,
    org: &Org,
    projections: &[&str],
) -> Result<(), StoreError> {
    let events: Vec<A::Event> = ledger::entries(connection, stream)?
        .iter()
        .map_while(|entry| entry.event().ok())
        .collect();
    match A::replay(stream, &events) {
        Some(now) => {
            projection::fill_some(connection, &Change::whole(&now, &events, org), projections)
        }
        None => Ok(()),
    }
}

fn follow_org<A: Kept>(
    connection: &Connection,
    stream: StreamId,
    org: &Org,
) -> Result<(), StoreError> {
    match load::<A>(connection, stream)? {
        Some((now, _)) => projection::follow_org(connection, &Change::whole(&now, &[], org)),
        None => Ok(()),
    }
}

fn replay<A: Kept>(replay: &mut Replay<'_>, stream: StreamId, org: &Org) -> Result<(), StoreError> {
    replay.stream::<A>(stream, org)
}

#[cfg(test)]
mod tests;
