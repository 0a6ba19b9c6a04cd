//! Something that the office does over time and that is no matter has its own chain in the same ledger: it shows nowhere as a matter, and
//! the ledger's checks hold for it.

use exchange::Format;
use huiyin_office as office;
use kernel::org::Role;
use kernel::{MatterId, StreamId, StreamKind, stream};
use office::lists::{Filter, Order, Search};
use office::{Office, StoreError};
use store::ledger::{self, Author, Stamp};
use store::verify::{rebuild, verify};

use crate::county::{County, OFFICE, at, hidden, letter, note, roof, today};
use crate::tamper::{change, projections};

/// A kind that no institution has.
fn kind() -> StreamKind {
    StreamKind::Bureau(stream::Range::new(127).unwrap())
}

/// Two entries of something whose words a search would find in a matter.
fn something(office: &Office, stream: StreamId) {
    let stamp = Stamp {
        at: today().millis(),
        author: Author::System,
    };
    let said = ["排班表：屋顶漏水", "排班表已调换"]
        .map(|text| ("said", format!("{{\"said\":\"{text}\"}}")));
    office
        .store()
        .writer()
        .write(move |writing| -> Result<(), StoreError> {
            ledger::append_bodies(writing, stream, 0, &said, stamp)
        })
        .unwrap();
}

/// Everything the office tells of its matters: lists, counts, search, projected rows.
fn told(county: &County) -> String {
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let office = &county.office;
    office.catch_up(&mut |_| {}).unwrap();
    let all = Filter::default();
    let list = office.list(&clerk, &all, Order::Newest, None).unwrap();
    let search = Search {
        text: "排班表 屋顶漏水".to_owned(),
        limit: 10,
        ..Search::default()
    };
    let found = office.search(&clerk, &search).unwrap();
    let counts = office.counts(&clerk, &all).unwrap();
    let rows = projections(&county.data());
    format!("{list:?} {counts:?} {:?} {rows:?}", found.lines)
}

#[test]
fn a_stream_of_another_kind_shows_in_no_list_export_index_or_page_of_matters() {
    let county = County::new();
    county.everything();
    let before = told(&county);
    let stream = kind().stream(1);
    something(&county.office, stream);
    assert_eq!(told(&county), before);

    let number = MatterId(stream.0);
    for viewer in county.everybody() {
        let (office, acts) = (&county.office, note("x"));
        assert!(hidden(office.matter_file(&viewer, number, today())));
        assert!(hidden(office.act(&viewer, number, 2, acts, today())));
    }
    assert_eq!(county.office.version(number).unwrap(), 0);

    assert!(rebuild(county.office.store()).unwrap().ok);
    assert_eq!(told(&county), before, "and none is made of it");
    let (all, day) = (Filter::default(), at("2026-04-01"));
    let export = county
        .office
        .export(None, &all, Format::Jsonl, Vec::new(), day);
    let (rows, text) = export.unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(rows, text.lines().count() as u64);
    assert!(rows > 5 && !text.contains("排班表"));
    let last = county.register(roof()).matter;
    let next = county
        .register(letter("路灯不亮", "村口三盏路灯不亮"))
        .matter;
    assert_eq!(next.0, last.0 + 1, "matters go on in their own numbers");
}

#[test]
fn verify_checks_the_chain_of_a_stream_of_another_kind() {
    let stream = kind().stream(7);
    for (harm, words) in [
        (
            "UPDATE entries SET body = '{\"said\":\"排班表\"}' WHERE version = 2",
            "哈希链",
        ),
        ("DELETE FROM entries WHERE version = 1", "哈希链"),
        ("UPDATE entries SET at = at + 1 WHERE version = 1", "哈希链"),
    ] {
        let county = County::new();
        county.register(roof());
        county.breaks();
        something(&county.office, stream);
        let check = || verify(county.office.store(), &mut |_| {}).unwrap();
        let sound = check();
        assert!(sound.ok, "{sound:?}");
        assert_eq!(sound.matters, 1);
        let harm = format!("{harm} AND matter = {stream}");
        assert_eq!(change(&county.data(), &harm), 1);
        let found = check();
        let problem = found.problems.iter().find(|one| one.text.contains(words));
        let problem = problem.unwrap_or_else(|| panic!("{harm}: {found:?}"));
        assert!(problem.entry.is_some() && problem.matter.is_none());
        assert!(problem.text.contains(&stream.to_string()));
        assert!(rebuild(county.office.store()).is_err(), "{harm}");
    }
}
