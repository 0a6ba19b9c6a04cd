//! The hash chain: every field of an entry counts, and a chain has one end.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use huiyin_store as store;
use kernel::{MatterId, PostId, StreamId, StreamKind, stream};
use proptest::prelude::*;
use store::ledger::{
    Author, Entry, Hash, OFFICE, Stamp, append_bodies, entries, genesis, link, version,
};
use store::{Store, StoreError};

fn entry() -> Entry {
    Entry {
        seq: 1,
        stream: StreamId(7),
        version: 2,
        at: 1_772_416_800_000,
        author: Author::Post(PostId(3)),
        kind: "noted".to_owned(),
        body: "{\"noted\":{\"text\":\"已电话联系\"}}".to_owned(),
        hash: Hash::default(),
    }
}

const STAMP: Stamp = Stamp {
    at: 1_772_416_800_000,
    author: Author::System,
};

/// Appends raw bodies to a chain.
fn append(
    store: &Store,
    stream: StreamId,
    based_on: u32,
    bodies: &[&str],
) -> Result<(), StoreError> {
    let bodies: Vec<_> = bodies
        .iter()
        .map(|body| ("noted", (*body).to_owned()))
        .collect();
    store
        .writer()
        .write(move |writing| append_bodies(writing, stream, based_on, &bodies, STAMP))
}

#[test]
fn every_field_of_an_entry_changes_its_hash() {
    let before = genesis(StreamId(7));
    let base = link(&before, &entry());
    let others = [
        Entry {
            stream: StreamId(8),
            ..entry()
        },
        Entry {
            version: 3,
            ..entry()
        },
        Entry {
            at: entry().at + 1,
            ..entry()
        },
        Entry {
            author: Author::Post(PostId(4)),
            ..entry()
        },
        Entry {
            author: Author::Petitioner,
            ..entry()
        },
        Entry {
            author: Author::System,
            ..entry()
        },
        Entry {
            kind: "note".to_owned(),
            ..entry()
        },
        Entry {
            body: entry().body.replace("已", "未"),
            ..entry()
        },
    ];
    let mut hashes: Vec<Hash> = others.iter().map(|other| link(&before, other)).collect();
    hashes.push(base);
    hashes.push(link(&genesis(StreamId(8)), &entry()));
    let distinct: std::collections::BTreeSet<_> = hashes.iter().collect();
    assert_eq!(distinct.len(), hashes.len());
}

proptest! {
    /// Nothing can be moved from one text field to the next without changing the hash.
    #[test]
    fn fields_do_not_run_into_each_other(text in "[a-z]{2,12}", cut in 1_usize..11, other in 1_usize..11) {
        let at = |cut: usize| cut.min(text.len() - 1);
        prop_assume!(at(cut) != at(other));
        let split = |cut| Entry { kind: text[..at(cut)].to_owned(), body: text[at(cut)..].to_owned(), ..entry() };
        prop_assert_ne!(link(&Hash::default(), &split(cut)), link(&Hash::default(), &split(other)));
    }
}

#[test]
fn a_chain_links_each_entry_to_the_one_before() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(testkit::home(dir.path())).unwrap();
    append(&store, StreamId(1), 0, &["a", "b"]).unwrap();
    append(&store, StreamId(2), 0, &["x"]).unwrap();
    append(&store, StreamId(1), 2, &["c"]).unwrap();
    let chain = entries(&store.reader().unwrap(), StreamId(1)).unwrap();
    let bodies: Vec<_> = chain
        .iter()
        .map(|entry| (entry.version, entry.body.as_str()))
        .collect();
    assert_eq!(bodies, [(1, "a"), (2, "b"), (3, "c")]);
    let mut before = genesis(StreamId(1));
    for entry in &chain {
        assert_eq!(entry.hash, link(&before, entry));
        before = entry.hash;
    }
}

#[test]
fn a_write_based_on_another_version_is_stale_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(testkit::home(dir.path())).unwrap();
    append(&store, StreamId(1), 0, &["a", "b"]).unwrap();
    for based_on in [1, 3] {
        let stale = append(&store, StreamId(1), based_on, &["c"]);
        assert!(
            matches!(stale, Err(StoreError::Stale { based_on: told, now: 2 }) if told == based_on),
            "{stale:?}"
        );
    }
    assert!(
        append(&store, StreamId(1), 0, &["again"]).is_err(),
        "a matter begins once"
    );
    assert_eq!(version(&store.reader().unwrap(), StreamId(1)).unwrap(), 2);
    assert_eq!(version(&store.reader().unwrap(), OFFICE).unwrap(), 0);
}

#[test]
fn changes_are_told_each_matter_once_where_its_last_entry_stands() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(testkit::home(dir.path())).unwrap();
    for (matter, based_on) in [(1, 0), (2, 0), (1, 1), (3, 0)] {
        append(&store, StreamId(matter), based_on, &["a"]).unwrap();
    }
    append(&store, OFFICE, 0, &["unit"]).unwrap();
    let reader = store.reader().unwrap();
    let ids = |numbers: &[i64]| numbers.iter().map(|id| MatterId(*id)).collect::<Vec<_>>();
    assert_eq!(
        store::ledger::changed_since(&reader, 0, 2).unwrap(),
        (ids(&[2, 1]), 3)
    );
    assert_eq!(
        store::ledger::changed_since(&reader, 3, 10).unwrap(),
        (ids(&[3]), 5)
    );
    assert_eq!(
        store::ledger::changed_since(&reader, 5, 10).unwrap(),
        (Vec::new(), 5)
    );
    assert_eq!(store::ledger::position(&reader).unwrap(), 5);
    assert_eq!(
        store::ledger::matters_after(&reader, MatterId(1), 10).unwrap(),
        ids(&[2, 3])
    );
}

#[test]
fn whoever_walks_all_matters_meets_nothing_of_another_kind() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(testkit::home(dir.path())).unwrap();
    let range = stream::Range::new(3).unwrap();
    let kind = StreamKind::Bureau(range);
    let last_matter = StreamId(*StreamKind::Matter.numbers().end());
    for stream in [StreamId(2), kind.stream(1), last_matter, kind.stream(0)] {
        append(&store, stream, 0, &["a"]).unwrap();
    }
    append(&store, kind.stream(1), 1, &["b"]).unwrap();
    let reader = store.reader().unwrap();
    let matters = [MatterId(2), MatterId(last_matter.0)];
    let walked =
        |after, limit| store::ledger::matters_after(&reader, MatterId(after), limit).unwrap();
    assert_eq!(walked(0, 10), matters);
    assert_eq!(walked(2, 10), matters[1..]);
    assert_eq!(walked(last_matter.0, 10), []);
    let (changed, position) = store::ledger::changed_since(&reader, 0, 10).unwrap();
    assert_eq!((changed.as_slice(), position), (&matters[..], 5));
    let next = |after| store::ledger::streams_after(&reader, after, 1).unwrap();
    assert_eq!(next(StreamId::ORGANISATION), [StreamId(2)]);
    assert_eq!(next(last_matter), [kind.stream(0)]);
    assert_eq!(next(kind.stream(0)), [kind.stream(1)]);
    assert_eq!(next(kind.stream(1)), []);

    let number = MatterId(kind.stream(1).0);
    assert!(store::ledger::load(&reader, number).unwrap().is_none());
    assert_eq!(store::ledger::matter_version(&reader, number).unwrap(), 0);
    assert_eq!(version(&reader, kind.stream(1)).unwrap(), 2);
}

#[test]
fn no_stream_begins_under_a_number_that_none_can_have() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(testkit::home(dir.path())).unwrap();
    for number in [-1, 1 << 39, i64::MAX] {
        let refused = append(&store, StreamId(number), 0, &["a"]);
        assert!(matches!(refused, Err(StoreError::NoStream(_))), "{number}");
    }
    assert_eq!(
        store::ledger::position(&store.reader().unwrap()).unwrap(),
        0
    );
}
