//! An office's database moves from one engine to the other: its ledger entry by entry as it stands, what is kept beside it row by
//! row; what follows from the ledger is filled there anew. A move that is cut off goes on where it stood, and at no time can both
//! databases be opened: the old one closes before the new one opens.

use std::fmt::Write;

use crate::engine::schema::KEPT;
use crate::engine::{self, Connection, Which, values};
use crate::{Database, Home, Progress, StoreError, layout, ledger, private, projection};

/// In `meta`: the database is being moved into, from the office with this first entry.
const COMING: &str = "moving";
/// In `meta`: where the database's office has moved.
const GONE: &str = "moved-to";

/// What `meta` says of a database alone, whichever office is in it.
const OWN: [&str; 3] = ["schema", COMING, GONE];

/// Entries that are copied in one transaction.
const BATCH: i64 = 2_000;

/// A database that somebody is moving into, or has moved out of, is opened by nobody.
pub(crate) fn check_settled(connection: &Connection) -> Result<(), StoreError> {
    if said(connection, COMING)?.is_some() {
        return Err(StoreError::Unfit(
            "数据库的迁移尚未完成，请再次运行 huiyin move，会接着上次继续 (a move into this database was cut off: run huiyin move again)".to_owned(),
        ));
    }
    match said(connection, GONE)? {
        None => Ok(()),
        Some(place) => Err(StoreError::Unfit(format!(
            "数据已迁到 {place}，请写明该数据库 (the office has moved there: name that database)"
        ))),
    }
}

/// Moves the office of `from`, which nobody else works on, to `to`, which is empty, or was moved into before and cut off, or is where the office came from.
/// `progress` is told of entries first, then of matters whose tables are filled.
///
/// # Errors
/// When `to` holds something else, or either database fails; the next call goes on.
pub fn move_office(
    from: &Home,
    to: &Home,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), StoreError> {
    let source = engine::open(from)?;
    if !engine::knows(&source, "meta")? {
        return Err(StoreError::NoOffice(from.dir.clone()));
    }
    layout::bring_up(&source, &from.dir)?;
    if said(&source, COMING)?.is_some() {
        check_settled(&source)?;
    }
    let whose = beginning(&source)?.ok_or_else(|| StoreError::NoOffice(from.dir.clone()))?;
    if let Database::Embedded = to.database
        && !to.file().exists()
    {
        private::create_file(&to.file())?;
    }
    let target = engine::open(to)?;
    begin(&target, &whose, to)?;
    copy_entries(&source, &target, progress)?;
    copy_kept(&source, &target)?;
    projection::fill_alone(&target, progress)?;
    say(&source, GONE, &to.to_string())?;
    let change = target.change()?;
    forget(&change, COMING)?;
    change.keep()
}

/// The hash of the office's first entry: no two offices have the same.
fn beginning(connection: &Connection) -> Result<Option<String>, StoreError> {
    let first = ledger::entries(connection, ledger::OFFICE)?
        .into_iter()
        .next();
    Ok(first.map(|entry| {
        entry.hash.iter().fold(String::new(), |mut letters, byte| {
            let _ = write!(letters, "{byte:02x}");
            letters
        })
    }))
}

/// Makes the tables, or finds those of the same office, and says that they are being moved into.
fn begin(target: &Connection, whose: &str, to: &Home) -> Result<(), StoreError> {
    if engine::is_empty(target)? {
        let making = target.beginning()?;
        engine::make_tables(&making, KEPT)?;
        layout::set_version(&making)?;
        say(&making, COMING, whose)?;
        return making.keep();
    }
    let taken = || StoreError::InUse(to.to_string());
    if !engine::knows(target, "meta")? {
        return Err(taken());
    }
    layout::bring_up(target, &to.dir)?;
    let coming = said(target, COMING)?;
    let was_here = said(target, GONE)?.is_some() && beginning(target)?.as_deref() == Some(whose);
    if coming.as_deref() != Some(whose) && !was_here {
        return Err(taken());
    }
    let change = target.change()?;
    if was_here {
        // Its tables are of the day it was left.
        change.execute("DELETE FROM projections", &[])?;
    }
    forget(&change, GONE)?;
    say(&change, COMING, whose)?;
    change.keep()
}

/// Copies the entries that are not there yet, in their order.
fn copy_entries(
    source: &Connection,
    target: &Connection,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), StoreError> {
    let of = ledger::position(source)?;
    loop {
        let change = target.change()?;
        let last = ledger::position(&change)?;
        if last > 0 && hash_at(source, last)? != hash_at(&change, last)? {
            return Err(StoreError::Unfit(
                "目标数据库中的卷宗与来源不同，没有迁移 (the ledgers differ: nothing was moved)"
                    .to_owned(),
            ));
        }
        let next = Which::After {
            seq: last,
            most: BATCH,
        };
        let copied = engine::copy_rows(source, &change, "entries", next)?;
        change.keep()?;
        if copied == 0 {
            return Ok(());
        }
        progress(Progress {
            done: u64::try_from(last).unwrap_or(0) + copied as u64,
            of: u64::try_from(of).unwrap_or(0),
        });
    }
}

fn hash_at(connection: &Connection, seq: i64) -> Result<Option<Vec<u8>>, StoreError> {
    connection.first(
        "SELECT hash FROM entries WHERE seq = ?1",
        values![seq],
        |row| row.get(0),
    )
}

/// Copies what is kept beside the ledger, in place of what an earlier move left.
fn copy_kept(source: &Connection, target: &Connection) -> Result<(), StoreError> {
    let made = KEPT.split("CREATE TABLE IF NOT EXISTS ").skip(1);
    let tables = made.filter_map(|table| table.split([' ', '(']).next());
    for table in tables.filter(|table| !["entries", "projections", "meta"].contains(table)) {
        let change = target.change()?;
        change.execute(&format!("DELETE FROM {table}"), &[])?;
        engine::copy_rows(source, &change, table, Which::All)?;
        change.keep()?;
    }
    let change = target.change()?;
    change.execute(
        "DELETE FROM meta WHERE name NOT IN (?1, ?2, ?3)",
        values![OWN[0], OWN[1], OWN[2]],
    )?;
    engine::copy_rows(source, &change, "meta", Which::NotNamed(OWN))?;
    change.keep()
}

fn said(connection: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    connection.first(
        "SELECT value FROM meta WHERE name = ?1",
        values![name],
        |row| row.get(0),
    )
}

fn say(connection: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        values![name, value],
    )?;
    Ok(())
}

fn forget(connection: &Connection, name: &str) -> Result<(), StoreError> {
    connection.execute("DELETE FROM meta WHERE name = ?1", values![name])?;
    Ok(())
}
