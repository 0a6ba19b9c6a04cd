//! Rows that follow from the organisation as well as from a matter: who sees it, and from whom something is awaited.
//!
//! A telephone number changes nothing here. What does change them is a unit that moves, opens, closes or becomes something else, and
//! a post that goes to another unit or gets other rights; then the matters these have to do with are looked at, and no others.

use std::collections::BTreeSet;

use kernel::org::{Org, Post};
use kernel::{MatterId, PostId, UnitId};

use crate::engine::{Connection, Value};
use crate::projection::{Change, follow_org as project, sight};
use crate::{StoreError, Writing, ledger};

/// Brings the rows up to date after the organisation changed from `before` to `after`. Says how many matters were looked at.
///
/// # Errors
/// The database's, or an entry that cannot be read; nothing is changed then.
pub fn follow_org(writing: &Writing<'_>, before: &Org, after: &Org) -> Result<usize, StoreError> {
    let affected = affected(writing.connection, before, after)?;
    for id in &affected {
        if let Some((matter, _)) = ledger::load(writing.connection, *id)? {
            let change = Change::whole(&matter, &[], after);
            project(writing.connection, &change)?;
        }
    }
    Ok(affected.len())
}

fn affected(
    connection: &Connection,
    before: &Org,
    after: &Org,
) -> Result<BTreeSet<MatterId>, StoreError> {
    let moved = moved(before, after);
    let mut matters = sight::seen_by(connection, &moved)?;
    if !moved.is_empty() {
        // Whether a unit stands below an accused one is asked of sealed matters alone.
        matters.extend(ids(
            connection,
            "SELECT id FROM matters WHERE sealed <> 0",
            &[],
        )?);
    }
    for (post, units) in posts_changed(before, after) {
        for unit in units {
            let sql = "SELECT stream FROM duties WHERE (unit = ?1 OR post = ?2) AND number > 0";
            matters.extend(ids(connection, sql, &[unit.0, post.0])?);
        }
    }
    Ok(matters)
}

/// The units that stand elsewhere in the tree now, or are overseen by others.
fn moved(before: &Org, after: &Org) -> Vec<UnitId> {
    let changed = |unit: &UnitId| {
        before.above(*unit) != after.above(*unit)
            || before.overseers(*unit) != after.overseers(*unit)
    };
    let mut units: Vec<UnitId> = before
        .units()
        .iter()
        .map(|unit| unit.id)
        .filter(changed)
        .collect();
    // What a post was asked to read is seen by the unit the post belongs to.
    units.extend(
        posts_changed(before, after)
            .into_iter()
            .filter_map(|(_, units)| units.first().copied().filter(|_| units.len() > 1)),
    );
    units
}

/// The posts that are held otherwise, each with the unit it was in and, where it went elsewhere, the unit it is in.
fn posts_changed(before: &Org, after: &Org) -> Vec<(PostId, Vec<UnitId>)> {
    let held = |post: &Post| (post.unit, post.role, post.active, post.person);
    let mut changed = Vec::new();
    for post in after.posts() {
        let old = before.post(post.id);
        if old.map(held) == Some(held(post)) {
            continue;
        }
        let mut units: Vec<UnitId> = old
            .map(|old| old.unit)
            .into_iter()
            .chain([post.unit])
            .collect();
        units.dedup();
        changed.push((post.id, units));
    }
    changed
}

fn ids(connection: &Connection, sql: &str, values: &[i64]) -> Result<Vec<MatterId>, StoreError> {
    let values: Vec<Value<'_>> = values.iter().copied().map(Value::from).collect();
    connection.all(sql, &values, |row| row.get(0).map(MatterId))
}
