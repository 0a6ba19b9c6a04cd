//! `verify` recomputes everything from the ledger and names what does not agree; `rebuild` writes it anew.

use std::collections::BTreeSet;
use std::path::Path;

use domain::MatterId;
use domain::matter::{Event, Matter};
use domain::org::Org;
use rusqlite::Connection;
use serde::Serialize;

use crate::tables::org::{self as org_table, OfficeEvent};
use crate::{Store, StoreError, files, ledger, tables, writer::Writing};

/// The projected tables, in the order they are rebuilt.
const PROJECTED: [&str; 7] =
    ["matters", "petitions", "petition_people", "sight", "barred", "units", "posts"];

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
    let shadow = tempfile_database(store.dir())?;
    let replayed = Replay {
        reader: &reader,
        target: &shadow.connection,
        dir: store.dir(),
        report: &mut report,
    }
    .run(progress);
    replayed?;
    compare(&reader, &shadow, &mut report)?;
    report.ok = report.problems.is_empty();
    Ok(report)
}

/// Writes the projected tables anew from the ledger, in one transaction.
///
/// # Errors
/// When the ledger is broken: nothing is written then, restore a backup first.
pub fn rebuild(store: &Store) -> Result<Report, StoreError> {
    let dir = store.dir().to_owned();
    store.writer().write(move |writing: &Writing<'_>| {
        let connection = writing.connection;
        for table in PROJECTED {
            connection.execute_batch(&format!("DELETE FROM {table}"))?;
        }
        let mut report = Report::default();
        Replay {
            reader: connection,
            target: connection,
            dir: &dir,
            report: &mut report,
        }
        .run(&mut |_| {})?;
        if let Some(problem) = report.problems.iter().find(|problem| problem.entry.is_some()) {
            return Err(StoreError::File(format!(
                "卷宗有误，未重建任何数据：{}",
                problem.text
            )));
        }
        report.ok = report.problems.is_empty();
        Ok(report)
    })
}

/// A replay of the whole ledger into the projected tables of `target`.
struct Replay<'a> {
    reader: &'a Connection,
    target: &'a Connection,
    dir: &'a Path,
    report: &'a mut Report,
}

impl Replay<'_> {
    fn run(mut self, progress: &mut dyn FnMut(u64)) -> Result<(), StoreError> {
        let org = self.office()?;
        let mut seen_files = BTreeSet::new();
        let mut after = ledger::OFFICE;
        loop {
            let matters = ledger::matters_after(self.reader, after, 1_000)?;
            let Some(last) = matters.last() else { break };
            after = *last;
            for id in &matters {
                self.matter(*id, &org, &mut seen_files)?;
            }
            progress(self.report.matters);
        }
        let orphans: i64 = self.reader.query_row(
            "SELECT COUNT(*) FROM entries e WHERE e.matter <> 0 AND NOT EXISTS \
             (SELECT 1 FROM entries f WHERE f.matter = e.matter AND f.version = 1)",
            [],
            |row| row.get(0),
        )?;
        if orphans > 0 {
            self.problem(None, None, format!("有 {orphans} 条卷宗记录没有首条记录，请从备份恢复"));
        }
        Ok(())
    }

    fn problem(&mut self, entry: Option<i64>, matter: Option<MatterId>, text: String) {
        if self.report.problems.len() < MOST {
            self.report.problems.push(Problem {
                entry,
                matter,
                text,
            });
        }
    }

    /// Checks a chain; returns its entries up to the first bad one.
    fn chain(&mut self, matter: MatterId) -> Result<Vec<ledger::Entry>, StoreError> {
        let mut entries = ledger::entries(self.reader, matter)?;
        let mut hash = ledger::genesis(matter);
        let mut sound = 0;
        for (entry, version) in entries.iter().zip(1..) {
            let expected = ledger::link(&hash, entry);
            if entry.version != version || entry.hash != expected {
                let text = format!(
                    "事项 {matter} 的第 {version} 条记录（序号 {}）与哈希链不符：内容被改动或有缺失，请从备份恢复",
                    entry.seq
                );
                let seq = entry.seq;
                self.problem(Some(seq), Some(matter), text);
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
        for entry in self.chain(ledger::OFFICE)? {
            match serde_json::from_str::<OfficeEvent>(&entry.body) {
                Ok(event) => org_table::project(self.target, &event)?,
                Err(error) => self.problem(
                    Some(entry.seq),
                    None,
                    format!("机构记录（序号 {}）无法读取：{error}", entry.seq),
                ),
            }
        }
        org_table::load(self.target)
    }

    fn matter(
        &mut self,
        id: MatterId,
        org: &Org,
        seen_files: &mut BTreeSet<String>,
    ) -> Result<(), StoreError> {
        let mut events: Vec<Event> = Vec::new();
        for entry in self.chain(id)? {
            match entry.event() {
                Ok(event) => events.push(event),
                Err(error) => {
                    self.problem(Some(entry.seq), Some(id), error.to_string());
                    break;
                }
            }
        }
        self.report.matters += 1;
        let Some(matter) = Matter::replay(id, &events) else {
            return Ok(());
        };
        for attachment in &matter.attachments {
            if seen_files.insert(attachment.hash.clone()) {
                self.file(id, &attachment.hash, &attachment.name);
            }
        }
        tables::project(self.target, &matter, org)
    }

    fn file(&mut self, matter: MatterId, hash: &str, name: &str) {
        self.report.files += 1;
        let sound = files::read(self.dir, hash).is_ok_and(|content| files::hash(&content) == hash);
        if !sound {
            self.problem(
                None,
                Some(matter),
                format!("附件“{name}”缺失或内容被改动（{hash}），请从备份恢复"),
            );
        }
    }
}

/// An empty database with the same tables, beside the real one, gone when dropped.
struct Shadow {
    connection: Connection,
    path: std::path::PathBuf,
}

impl Drop for Shadow {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

fn tempfile_database(dir: &Path) -> Result<Shadow, StoreError> {
    let path = dir.join(format!("verify-{}.tmp", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let connection = Connection::open(&path)?;
    connection.pragma_update(None, "journal_mode", "OFF")?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.execute_batch(crate::SCHEMA)?;
    connection.execute_batch("BEGIN")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(Shadow { connection, path })
}

/// Names every row that stands on one side only.
fn compare(reader: &Connection, shadow: &Shadow, report: &mut Report) -> Result<(), StoreError> {
    shadow.connection.execute_batch("COMMIT")?;
    reader.execute(
        "ATTACH DATABASE ?1 AS shadow",
        [shadow.path.to_string_lossy().as_ref()],
    )?;
    let outcome = PROJECTED.iter().try_for_each(|table| {
        for (left, right, what) in [
            ("main", "shadow", "多出或被改动"),
            ("shadow", "main", "缺少或被改动"),
        ] {
            let sql = format!(
                "SELECT COUNT(*) FROM (SELECT * FROM {left}.{table} EXCEPT SELECT * FROM {right}.{table})"
            );
            let rows: i64 = reader.query_row(&sql, [], |row| row.get(0))?;
            if rows > 0 {
                report.problems.push(Problem {
                    entry: None,
                    matter: None,
                    text: format!(
                        "表 {table} 有 {rows} 行{what}，与卷宗不符，请运行 huiyin rebuild"
                    ),
                });
            }
        }
        Ok::<(), StoreError>(())
    });
    reader.execute_batch("DETACH DATABASE shadow")?;
    outcome
}
