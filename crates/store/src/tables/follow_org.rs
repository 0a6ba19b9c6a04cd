//! Rows that follow from the organisation as well as from a stream: who sees a matter, and from whom something is awaited.
//!
//! A telephone number changes nothing here. What does change them is a unit that moves, opens, closes or becomes something else, and
//! a post that goes to another unit or gets other rights; then the streams these have to do with are looked at, and no others.

use std::collections::BTreeSet;

use kernel::org::{Org, Post};
use kernel::{PostId, StreamId, UnitId};

use crate::engine::{Connection, Value};
use crate::projection::sight;
use crate::streams::Kind;
use crate::{StoreError, Writing};

/// Brings the rows up to date after the organisation changed from `before` to `after`. Says how many streams were looked at.
///
/// # Errors
/// The database's, or an entry that cannot be read; nothing is changed then.
pub fn follow_org(writing: &Writing<'_>, before: &Org, after: &Org) -> Result<usize, StoreError> {
    let affected = affected(writing.connection, before, after)?;
    for stream in &affected {
        if let Some(known) = Kind::of_stream(*stream) {
            (known.follow_org)(writing.connection, *stream, after)?;
        }
    }
    Ok(affected.len())
}

fn affected(
    connection: &Connection,
    before: &Org,
    after: &Org,
) -> Result<BTreeSet<StreamId>, StoreError> {
    let moved = moved(before, after);
    let seen = sight::seen_by(connection, &moved)?;
    let mut streams: BTreeSet<StreamId> = seen.into_iter().map(StreamId::from).collect();
    if !moved.is_empty() {
        // Whether a unit stands below an accused one is asked of sealed matters alone.
        let sealed = "SELECT id FROM matters WHERE sealed <> 0";
        streams.extend(numbers(connection, sealed, &[])?);
    }
    for (post, units) in posts_changed(before, after) {
        for unit in units {
            let sql = "SELECT stream FROM duties WHERE (unit = ?1 OR post = ?2) AND number > 0";
            streams.extend(numbers(connection, sql, &[unit.0, post.0])?);
        }
    }
    Ok(streams)
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

fn numbers(
    connection: &Connection,
    sql: &str,
    values: &[i64],
) -> Result<Vec<StreamId>, StoreError> {
    let values: Vec<Value<'_>> = values.iter().copied().map(Value::from).collect();
    connection.all(sql, &values, |row| row.get(0).map(StreamId))
}
