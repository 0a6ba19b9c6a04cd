//! The ledger: entries, and the hash chain that ties the entries of each stream together.

use kernel::{MatterId, PostId, Recorded, StreamId, StreamKind};
use matter::Matter;
use sha2::{Digest, Sha256};

use crate::engine::{Connection, Row, Value, values};
use crate::{StoreError, Writing, streams};

/// The chain of the office itself: units, posts, settings, exports. No matter has this number.
pub const OFFICE: StreamId = StreamId::ORGANISATION;

/// A hash in the chain.
pub type Hash = [u8; 32];

/// Who acted, as the entry keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A post.
    Post(PostId),
    /// The petitioner.
    Petitioner,
    /// The program.
    System,
}

impl Author {
    fn code(self) -> &'static str {
        match self {
            Self::Post(_) => "staff",
            Self::Petitioner => "petitioner",
            Self::System => "system",
        }
    }

    fn post(self) -> Option<i64> {
        match self {
            Self::Post(post) => Some(post.0),
            Self::Petitioner | Self::System => None,
        }
    }
}

/// One entry (卷宗记录) as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the order of commits.
    pub seq: i64,
    /// Whose chain it stands in.
    pub stream: StreamId,
    /// Its place in the chain, from 1.
    pub version: u32,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    /// Who acted.
    pub author: Author,
    /// The kind of event.
    pub kind: String,
    /// The event as JSON.
    pub body: String,
    /// The hash over the one before and this entry.
    pub hash: Hash,
}

impl Entry {
    /// The event it holds, by the kind of stream it stands in.
    ///
    /// # Errors
    /// When the body is not an event this program knows.
    pub fn event<E: Recorded>(&self) -> Result<E, StoreError> {
        serde_json::from_str(&self.body).map_err(|error| StoreError::Entry {
            seq: self.seq,
            problem: error.to_string(),
        })
    }

    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        let post: Option<i64> = row.get(4)?;
        let actor = row.text(5)?;
        let author = match (actor, post) {
            ("staff", Some(post)) => Author::Post(PostId(post)),
            ("petitioner", _) => Author::Petitioner,
            _ => Author::System,
        };
        Ok(Self {
            seq: row.get(0)?,
            stream: StreamId(row.get(1)?),
            version: row.get(2)?,
            at: row.get(3)?,
            author,
            kind: row.get(6)?,
            body: row.get(7)?,
            hash: row.get(8)?,
        })
    }
}

/// What a new entry says, before it has a place.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    /// Who acts.
    pub author: Author,
}

/// The hash that opens a chain. The words are part of the format: every stream's are these.
pub fn genesis(stream: StreamId) -> Hash {
    Sha256::digest(format!("huiyin ledger, matter {stream}")).into()
}

/// The hash of an entry: over the hash before it and every field, each field preceded by its length.
pub fn link(before: &Hash, entry: &Entry) -> Hash {
    let mut digest = Sha256::new();
    digest.update(before);
    digest.update(entry.stream.0.to_be_bytes());
    digest.update(entry.version.to_be_bytes());
    digest.update(entry.at.to_be_bytes());
    digest.update(entry.author.post().unwrap_or(-1).to_be_bytes());
    for text in [entry.author.code(), &entry.kind, &entry.body] {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text);
    }
    digest.finalize().into()
}

/// The most entries one chain can have, as a power of two.
const CHAIN_BITS: u32 = 24;

/// Where an entry lies: the entries of one stream side by side, in order.
fn key(stream: StreamId, version: u32) -> i64 {
    (stream.0 << CHAIN_BITS) | i64::from(version)
}

/// Whether a matter can have this number.
fn is_matter(matter: MatterId) -> bool {
    StreamId::from(matter).kind() == Some(StreamKind::Matter)
}

/// The stretch of keys that one chain takes.
pub(crate) fn chain(stream: StreamId) -> (i64, i64) {
    (key(stream, 0), key(stream, (1 << CHAIN_BITS) - 1))
}

/// That stretch as the values of a statement.
fn stretch(stream: StreamId) -> [Value<'static>; 2] {
    let (first, last) = chain(stream);
    [first.into(), last.into()]
}

/// The stream whose stretch a key lies in.
fn stream_at(key: i64) -> StreamId {
    StreamId(key >> CHAIN_BITS)
}

/// The version and hash at the end of a chain.
fn head(connection: &Connection, stream: StreamId) -> Result<(u32, Hash), StoreError> {
    let found = connection.first(
        "SELECT version, hash FROM entries WHERE key BETWEEN ?1 AND ?2 \
         ORDER BY key DESC LIMIT 1",
        &stretch(stream),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(found.unwrap_or_else(|| (0, genesis(stream))))
}

/// The version a stream has reached; 0 when there is none.
///
/// # Errors
/// The database's.
pub fn version(connection: &Connection, stream: StreamId) -> Result<u32, StoreError> {
    Ok(head(connection, stream)?.0)
}

/// The version a matter has reached; 0 when there is none, and for the number of anything else.
///
/// # Errors
/// The database's.
pub fn matter_version(connection: &Connection, matter: MatterId) -> Result<u32, StoreError> {
    if is_matter(matter) {
        version(connection, matter.into())
    } else {
        Ok(0)
    }
}

/// Appends raw bodies to a chain. Only [`streams::append`] and [`streams::record`] use it.
///
/// # Errors
/// [`StoreError::Stale`] when the chain has moved on, [`StoreError::NoStream`] for a number that none can have.
pub fn append_bodies(
    writing: &Writing<'_>,
    stream: StreamId,
    based_on: u32,
    bodies: &[(&str, String)],
    stamp: Stamp,
) -> Result<(), StoreError> {
    let (now, mut hash) = if based_on == 0 && stream != OFFICE {
        // A new stream: its key refuses a second beginning.
        (0, genesis(stream))
    } else {
        head(writing.connection, stream)?
    };
    if now != based_on {
        return Err(StoreError::Stale { based_on, now });
    }
    if stream.kind().is_none() {
        return Err(StoreError::NoStream(stream));
    }
    let insert = "INSERT INTO entries (key, seq, matter, version, at, post, actor, kind, body, hash) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let seq = position(writing.connection)? + 1;
    for (version, (seq, (kind, body))) in (now + 1..).zip((seq..).zip(bodies)) {
        let entry = Entry {
            seq,
            stream,
            version,
            at: stamp.at,
            author: stamp.author,
            kind: (*kind).to_owned(),
            body: body.clone(),
            hash: Hash::default(),
        };
        hash = link(&hash, &entry);
        writing.connection.execute(
            insert,
            values![
                key(stream, version),
                seq,
                stream.0,
                version,
                stamp.at,
                stamp.author.post(),
                stamp.author.code(),
                kind,
                body,
                hash
            ],
        )?;
    }
    Ok(())
}

const COLUMNS: &str = "seq, matter, version, at, post, actor, kind, body, hash";

/// The entries of a stream in order.
///
/// # Errors
/// The database's.
pub fn entries(
    connection: &Connection,
    stream: impl Into<StreamId>,
) -> Result<Vec<Entry>, StoreError> {
    connection.all(
        &format!("SELECT {COLUMNS} FROM entries WHERE key BETWEEN ?1 AND ?2 ORDER BY key"),
        &stretch(stream.into()),
        Entry::read,
    )
}

/// A matter's entries with their events, oldest first.
pub type History = streams::History<Matter>;

/// A matter replayed from its entries, with the entries and their events; none for a number that no matter has.
///
/// # Errors
/// The database's, or an entry that cannot be read.
pub fn load(
    connection: &Connection,
    id: MatterId,
) -> Result<Option<(Matter, History)>, StoreError> {
    streams::load(connection, id.into())
}

/// What the first petition of a matter tells, as its first entry has it; none where the matter began otherwise.
///
/// # Errors
/// The database's, or an entry that cannot be read.
pub fn first_told(connection: &Connection, matter: MatterId) -> Result<Option<String>, StoreError> {
    #[derive(serde::Deserialize)]
    struct Opening {
        received: Option<Received>,
    }
    #[derive(serde::Deserialize)]
    struct Received {
        petition: Told,
    }
    #[derive(serde::Deserialize)]
    struct Told {
        body: String,
    }
    let sql = "SELECT body FROM entries WHERE key = ?1";
    let opening = connection.first(sql, values![key(matter.into(), 1)], |row| {
        Ok(serde_json::from_str::<Opening>(row.text(0)?)?)
    })?;
    Ok(opening
        .and_then(|opening| opening.received)
        .map(|received| received.petition.body))
}

/// The matters whose last entry stands after `seq`, in the order of these entries, and the place of the last one given, which may be
/// another stream's; at most `limit` of them. Reading on from that place gives each matter once, however many entries it has.
///
/// # Errors
/// The database's.
pub fn changed_since(
    connection: &Connection,
    seq: i64,
    limit: usize,
) -> Result<(Vec<MatterId>, i64), StoreError> {
    let sql = "SELECT e.seq, e.key FROM entries e WHERE e.seq > ?1 AND NOT EXISTS \
               (SELECT 1 FROM entries later WHERE later.key = e.key + 1) \
               ORDER BY e.seq LIMIT ?2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let (mut matters, mut last) = (Vec::new(), seq);
    connection.each(sql, values![seq, limit], |row| {
        last = row.get(0)?;
        let stream = stream_at(row.get(1)?);
        if stream.kind() == Some(StreamKind::Matter) {
            matters.push(MatterId(stream.0));
        }
        Ok(())
    })?;
    Ok((matters, last))
}

/// The office's own entries after `seq`, in order.
///
/// # Errors
/// The database's.
pub fn office_since(connection: &Connection, seq: i64) -> Result<Vec<Entry>, StoreError> {
    let (first, last) = chain(OFFICE);
    connection.all(
        &format!(
            "SELECT {COLUMNS} FROM entries WHERE key BETWEEN ?1 AND ?2 AND seq > ?3 \
             ORDER BY key"
        ),
        values![first, last, seq],
        Entry::read,
    )
}

/// The place in the ledger of the last entry of the office's own chain up to a moment, in milliseconds since 1970 UTC.
///
/// # Errors
/// The database's.
pub fn office_seq_at(connection: &Connection, at: i64) -> Result<Option<i64>, StoreError> {
    let (first, last) = chain(OFFICE);
    connection.first(
        "SELECT seq FROM entries WHERE key BETWEEN ?1 AND ?2 AND at <= ?3 \
         ORDER BY key DESC LIMIT 1",
        values![first, last, at],
        |row| row.get(0),
    )
}

/// Whether the office's own chain has an entry of one of these kinds after `version`.
///
/// # Errors
/// The database's.
pub fn office_has_since(
    connection: &Connection,
    version: u32,
    kinds: [&str; 3],
) -> Result<bool, StoreError> {
    connection.exists(
        "SELECT 1 FROM entries WHERE key BETWEEN ?1 AND ?2 AND kind IN (?3, ?4, ?5) LIMIT 1",
        values![
            key(OFFICE, version) + 1,
            chain(OFFICE).1,
            kinds[0],
            kinds[1],
            kinds[2]
        ],
    )
}

/// The place of the last entry.
///
/// # Errors
/// The database's.
pub fn position(connection: &Connection) -> Result<i64, StoreError> {
    connection.only(
        "SELECT COALESCE(MAX(seq), 0) FROM entries",
        values![],
        |row| row.get(0),
    )
}

/// The latest time among the newest entries, in milliseconds since 1970 UTC; none in an empty ledger.
///
/// # Errors
/// The database's.
pub fn newest_time(connection: &Connection) -> Result<Option<i64>, StoreError> {
    connection.only(
        "SELECT MAX(at) FROM (SELECT at FROM entries ORDER BY seq DESC LIMIT 200) newest",
        values![],
        |row| row.get(0),
    )
}

/// Every matter that has entries, in order of number, from `after` on; at most `limit`.
///
/// # Errors
/// The database's.
pub fn matters_after(
    connection: &Connection,
    after: MatterId,
    limit: usize,
) -> Result<Vec<MatterId>, StoreError> {
    let last = StreamId(*StreamKind::Matter.numbers().end());
    let found = streams(connection, after.into(), last, limit)?;
    Ok(found.into_iter().map(|stream| MatterId(stream.0)).collect())
}

/// Every stream behind one, in order of number, whatever it is of; at most `limit`.
///
/// # Errors
/// The database's.
pub fn streams_after(
    connection: &Connection,
    after: StreamId,
    limit: usize,
) -> Result<Vec<StreamId>, StoreError> {
    streams(connection, after, StreamId(i64::MAX >> CHAIN_BITS), limit)
}

/// The streams with a number beyond `after` and not beyond `last`.
fn streams(
    connection: &Connection,
    after: StreamId,
    last: StreamId,
    limit: usize,
) -> Result<Vec<StreamId>, StoreError> {
    let next = "SELECT key FROM entries WHERE key > ?1 AND key <= ?2 ORDER BY key LIMIT 1";
    let (mut found, mut after, end) = (Vec::new(), after, chain(last).1);
    while found.len() < limit {
        let next = connection.first(next, values![chain(after).1, end], |row| row.get(0))?;
        let Some(key) = next else { break };
        after = stream_at(key);
        found.push(after);
    }
    Ok(found)
}

/// Goes through the bodies of all entries, of whatever stream, without reading them as events.
///
/// # Errors
/// The database's.
pub fn each_body(connection: &Connection, mut look: impl FnMut(&str)) -> Result<(), StoreError> {
    connection.each("SELECT body FROM entries", values![], |row| {
        look(row.text(0)?);
        Ok(())
    })
}
