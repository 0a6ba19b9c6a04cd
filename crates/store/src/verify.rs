//! `verify` recomputes everything from the ledger and names what does not agree; `rebuild` writes it anew.

use std::collections::BTreeSet;
use std::path::Path;

use bureau::{OfficeEvent, OfficeRecord, Organisation};
use kernel::org::Org;
use kernel::{Aggregate, MatterId, StreamId, StreamKind};
use serde::Serialize;

use crate::engine::{self, Connection, Shadow, values};
use crate::projection::{self, Change};
use crate::streams::{self, Kept, Kind};
use crate::{Store, StoreError, files, ledger, sound, tables, writer::Writing};

/// What verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether everything agrees.
    pub ok: bool,
    /// Matters replayed.
    pub matters: u64,
    /// Entries whose hashes were recomputed.
    pub entries: u64,
    /// Files whose content was hashed again.
    pub files: u64,
    /// What is wrong, the first bad entry first.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The entry's place in the ledger, for a broken chain.
    pub entry: Option<i64>,
    /// The matter, where one is concerned.
    pub matter: Option<MatterId>,
    /// What, and what to do.
    pub text: String,
}

/// The most problems listed; more of the same kind help nobody.
const MOST: usize = 50;

/// Checks chains, projections and files.
///
/// # Errors
/// Only when the check itself cannot run; what it finds stands in the report.
pub fn verify(store: &Store, progress: &mut dyn FnMut(u64)) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let reader = store.reader()?;
    let shadow = Shadow::create(store.home(), &reader)?;
    let outcome = in_one_view(&reader, &shadow, store.dir(), &mut report, progress);
    shadow.hide(&reader)?;
    match outcome {
        // Damaged pages can stop the replay itself; that is what the check is asked about.
        Err(StoreError::Database(error)) => {
            report.add(
                None,
                None,
                format!("数据库读到一半出错（{error}），请从备份恢复"),
            );
        }
        other => other?,
    }
    report.finish();
    Ok(report)
}

/// Entries and tables are read from one snapshot: others may write meanwhile.
fn in_one_view(
    reader: &Connection,
    shadow: &Shadow,
    dir: &Path,
    report: &mut Report,
    progress: &mut dyn FnMut(u64),
) -> Result<(), StoreError> {
    let _view = reader.view()?;
    shadow.begin(reader)?;
    sound::pages(reader, report)?;
    Replay {
        reader,
        target: &shadow.connection,
        dir,
        report: &mut *report,
        skipped: 0,
        seen_files: BTreeSet::new(),
    }
    .run(progress)?;
    compare(reader, shadow, report)?;
    sound::tables(reader, report)
}

impl Report {
    /// Adds what is wrong, unless enough is named already.
    pub fn add(&mut self, entry: Option<i64>, matter: Option<MatterId>, text: String) {
        self.ok = false;
        if self.problems.len() < MOST {
            self.problems.push(Problem {
                entry,
                matter,
                text,
            });
        }
    }

    /// The first bad entry stands first, then what names no entry.
    pub fn finish(&mut self) {
        self.problems
            .sort_by_key(|problem| (problem.entry.is_none(), problem.entry));
        self.ok = self.problems.is_empty();
    }
}

/// Writes the projected tables anew from the ledger, in one transaction.
///
/// # Errors
/// When the ledger is broken: nothing is written then, restore a backup first.
pub fn rebuild(store: &Store) -> Result<Report, StoreError> {
    let dir = store.dir().to_owned();
    store.writer().write(move |writing| {
        // Indexes first: what is read through a wrong one is not what is there.
        engine::mend_indexes(writing.connection)?;
        let report = rebuild_within(writing, &dir)?;
        tables::counters::catch_up(writing)?;
        Ok(report)
    })
}

fn rebuild_within(writing: &Writing<'_>, dir: &Path) -> Result<Report, StoreError> {
    let connection = writing.connection;
    projection::clear(connection)?;
    let mut report = Report::default();
    Replay {
        reader: connection,
        target: connection,
        dir,
        report: &mut report,
        skipped: 0,
        seen_files: BTreeSet::new(),
    }
    .run(&mut |_| {})?;
    report.finish();
    match report.problems.first() {
        Some(problem) if problem.entry.is_some() => Err(StoreError::File(format!(
            "卷宗有误，未重建任何数据：{}",
            problem.text
        ))),
        _ => Ok(report),
    }
}

/// A replay of the whole ledger into the projected tables of `target`.
pub(crate) struct Replay<'a> {
    reader: &'a Connection,
    target: &'a Connection,
    dir: &'a Path,
    report: &'a mut Report,
    /// Numbers of matters that restores passed over.
    skipped: i64,
    /// The files that were read again already, by their hashes.
    seen_files: BTreeSet<String>,
}

impl Replay<'_> {
    fn run(mut self, progress: &mut dyn FnMut(u64)) -> Result<(), StoreError> {
        let org = self.office()?;
        let mut after = StreamId::ORGANISATION;
        loop {
            let streams = ledger::streams_after(self.reader, after, 1_000)?;
            let Some(last) = streams.last() else { break };
            after = *last;
            for stream in streams {
                match Kind::of_stream(stream) {
                    Some(known) => (known.replay)(&mut self, stream, &org)?,
                    // Of a kind this program does not know: its chain can be checked all the same.
                    None => drop(self.chain(stream)?),
                }
            }
            progress(self.report.matters);
        }
        self.gaps()
    }

    /// Places in the ledger are given without gaps, so one that is missing was taken out, be it the last of its chain.
    fn gaps(&mut self) -> Result<(), StoreError> {
        let missing: Vec<(i64, i64)> = self.reader.all(
            "SELECT before + 1, seq - 1 FROM \
             (SELECT seq, LAG(seq, 1, 0) OVER (ORDER BY seq) AS before FROM entries) pairs \
             WHERE seq > before + 1 ORDER BY seq LIMIT 50",
            values![],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        for (from, to) in missing {
            let text = format!("卷宗缺少序号 {from} 至 {to} 的记录：已被删除，请从备份恢复");
            self.problem(Some(from), None, text);
        }
        // Matters are numbered without gaps as well, which tells when the end of the ledger is gone.
        let (numbered, kept): (i64, i64) = self.reader.only(
            "SELECT COALESCE((SELECT value FROM counters WHERE name = 'matter'), 0), \
             (SELECT COUNT(*) FROM entries WHERE version = 1 AND matter BETWEEN 1 AND 4294967295)",
            values![],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        for (series, year, missing) in projection::documents::gaps(self.target)? {
            let text =
                format!("文号 {series}〔{year}〕缺 {missing} 个，号码应当连续，请从备份恢复");
            self.problem(None, None, text);
        }
        let numbered = numbered - self.skipped;
        if kept < numbered {
            let end = ledger::position(self.reader)? + 1;
            let text =
                format!("已编号事项 {numbered} 件，卷宗只有 {kept} 件的首条记录，请从备份恢复");
            self.problem(Some(end), None, text);
        }
        Ok(())
    }

    fn problem(&mut self, entry: Option<i64>, matter: Option<MatterId>, text: String) {
        self.report.add(entry, matter, text);
    }

    /// Checks a chain; returns its entries up to the first bad one.
    fn chain(&mut self, stream: StreamId) -> Result<Vec<ledger::Entry>, StoreError> {
        let mut entries = ledger::entries(self.reader, stream)?;
        let mut hash = ledger::genesis(stream);
        let matter = matter(stream);
        let whose = whose(stream);
        let (mut sound, mut before) = (0, 0);
        for (entry, version) in entries.iter().zip(1..) {
            let expected = ledger::link(&hash, entry);
            if entry.seq <= before {
                let text = format!(
                    "{whose}的第 {version} 条记录（序号 {}）先于它前一条：次序被改动，请从备份恢复",
                    entry.seq
                );
                self.problem(Some(entry.seq), matter, text);
            }
            before = entry.seq;
            if entry.version != version || entry.hash != expected {
                let text = format!(
                    "{whose}的第 {version} 条记录（序号 {}）与哈希链不符：内容被改动或有缺失，请从备份恢复",
                    entry.seq
                );
                let seq = entry.seq;
                self.problem(Some(seq), matter, text);
                break;
            }
            hash = expected;
            sound += 1;
        }
        self.report.entries += sound as u64;
        entries.truncate(sound);
        Ok(entries)
    }

    fn office(&mut self) -> Result<Org, StoreError> {
        let entries = self.chain(ledger::OFFICE)?;
        let events = streams::of_office(&entries, |entry, error| {
            self.problem(Some(entry.seq), None, error.to_string());
        });
        for event in &events {
            if let OfficeEvent::Record(OfficeRecord::Restored { skipped, .. }) = event {
                self.skipped += skipped.get(tables::counters::MATTER).unwrap_or(&0);
            }
        }
        if let Some(now) = Organisation::replay(ledger::OFFICE, &events) {
            let whole = Change::whole(&now, &events, now.org());
            projection::follow(self.target, &whole)?;
        }
        projection::organisation::load(self.target)
    }

    /// Checks a stream and writes its rows anew, as far as it can be read.
    pub(crate) fn stream<A: Kept>(
        &mut self,
        stream: StreamId,
        org: &Org,
    ) -> Result<(), StoreError> {
        let mut events: Vec<A::Event> = Vec::new();
        for entry in self.chain(stream)? {
            match entry.event() {
                Ok(event) => events.push(event),
                Err(error) => {
                    self.problem(Some(entry.seq), matter(stream), error.to_string());
                    break;
                }
            }
        }
        if A::KIND == StreamKind::Matter {
            self.report.matters += 1;
        }
        let Some(now) = A::replay(stream, &events) else {
            return Ok(());
        };
        for file in now.files() {
            if self.seen_files.insert(file.hash.to_owned()) {
                self.file(stream, file.hash, file.name);
            }
        }
        projection::follow(self.target, &Change::whole(&now, &events, org))
    }

    fn file(&mut self, stream: StreamId, hash: &str, name: &str) {
        self.report.files += 1;
        let sound = files::read(self.dir, hash).is_ok_and(|content| files::hash(&content) == hash);
        if !sound {
            self.problem(
                None,
                matter(stream),
                format!("附件“{name}”缺失或内容被改动（{hash}），请从备份恢复"),
            );
        }
    }
}

/// The matter that a chain is of; the organisation stands as 0, as it always did.
pub(crate) fn matter(stream: StreamId) -> Option<MatterId> {
    match stream.kind() {
        Some(StreamKind::Matter | StreamKind::Organisation) => Some(MatterId(stream.0)),
        Some(StreamKind::Bureau(_)) | None => None,
    }
}

/// Whose chain it is, in words.
pub(crate) fn whose(stream: StreamId) -> String {
    match matter(stream) {
        Some(matter) => format!("事项 {matter} "),
        None => format!("编号 {stream} 的卷宗"),
    }
}

/// Names every row that stands on one side only.
fn compare(reader: &Connection, shadow: &Shadow, report: &mut Report) -> Result<(), StoreError> {
    shadow.filled()?;
    for table in projection::tables() {
        let (more, fewer) = shadow.differing(reader, table)?;
        for (rows, what) in [(more, "多出或被改动"), (fewer, "缺少或被改动")] {
            if rows > 0 {
                let text =
                    format!("表 {table} 有 {rows} 行{what}，与卷宗不符，请运行 huiyin rebuild");
                report.add(None, None, text);
            }
        }
    }
    Ok(())
}
