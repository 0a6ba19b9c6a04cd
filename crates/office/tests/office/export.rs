//! What the viewer may see, out as a file; and back into another office.

use bureau::OfficeRecord;
use std::collections::BTreeMap;

use exchange::{Format, Mapping};
use huiyin_office as office;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::rulebook::Weight;
use matter::Event;
use matter::petition::Channel;
use office::Office;
use office::intake::Submission;
use office::lists::Filter;
use office::matter_file::Author;
use serde_json::Value;

use crate::county::{County, DISCIPLINE, HOUSING, OFFICE, VILLAGE, WATER, accusation, at, roof};

const KEPT: [&str; 7] = [
    "id",
    "subject",
    "body",
    "time",
    "label",
    "reply",
    "reply_time",
];

const RECORDS: &str = concat!(
    r#"{"id":"9","user":"u9","subject":"路灯不亮","time":"2025-06-01 08:30:00","body":"村口路灯坏了","label":"城乡建设"}"#,
    "\n",
    r#"{"id":"10","user":"u8","subject":"水渠堵塞","time":"2025-06-02","body":"田里没水","label":"农业农村","reply":"已疏通","reply_time":"2025-06-20 10:00:00"}"#,
    "\n",
);

fn export(office: &Office, viewer: Option<&Viewer>) -> Vec<BTreeMap<String, Value>> {
    let (rows, out) = office
        .export(
            viewer,
            &Filter::default(),
            Format::Jsonl,
            Vec::new(),
            at("2026-03-30"),
        )
        .unwrap();
    let text = String::from_utf8(out).unwrap();
    let read: Vec<_> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows, read.len() as u64);
    read
}

/// What must come back the same, by number.
fn essence(rows: &[BTreeMap<String, Value>]) -> BTreeMap<String, Vec<Option<Value>>> {
    let id = |row: &BTreeMap<String, Value>| row["id"].as_str().unwrap().to_owned();
    let kept =
        |row: &BTreeMap<String, Value>| KEPT.iter().map(|name| row.get(*name).cloned()).collect();
    rows.iter().map(|row| (id(row), kept(row))).collect()
}

#[test]
fn what_goes_out_comes_into_another_office_unchanged() {
    for format in [Format::Jsonl, Format::Csv, Format::Xlsx] {
        let first = County::new();
        first.busy_life();
        let path = first.dir.path().join("records.jsonl");
        std::fs::write(&path, RECORDS).unwrap();
        first
            .office
            .import(
                &path,
                &Mapping::default(),
                false,
                at("2026-03-30"),
                &mut |_| {},
            )
            .unwrap();
        let before = export(&first.office, None);

        let second = County::new();
        let path = second
            .dir
            .path()
            .join(format!("out.{}", format.extension()));
        let out = std::fs::File::create(&path).unwrap();
        let (rows, _) = first
            .office
            .export(None, &Filter::default(), format, out, at("2026-03-30"))
            .unwrap();
        assert_eq!(rows, before.len() as u64);
        let tally = second
            .office
            .import(
                &path,
                &Mapping::default(),
                false,
                at("2026-03-30"),
                &mut |_| {},
            )
            .unwrap();
        let errors = tally
            .errors
            .as_ref()
            .map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(
            (tally.imported, tally.failed),
            (rows, 0),
            "{format:?}: {errors:?}"
        );
        assert_eq!(
            essence(&export(&second.office, None)),
            essence(&before),
            "{format:?}"
        );
        assert!(
            store::verify::verify(second.office.store(), &mut |_| {})
                .unwrap()
                .ok
        );
        let again = second
            .office
            .import(
                &path,
                &Mapping::default(),
                false,
                at("2026-03-30"),
                &mut |_| {},
            )
            .unwrap();
        assert_eq!((again.imported, again.already), (0, rows));
    }
}

#[test]
fn an_imported_record_goes_out_as_it_came() {
    let county = County::new();
    let path = county.dir.path().join("records.jsonl");
    std::fs::write(&path, RECORDS).unwrap();
    county
        .office
        .import(
            &path,
            &Mapping::default(),
            false,
            at("2026-03-02"),
            &mut |_| {},
        )
        .unwrap();
    let rows = export(&county.office, None);
    assert_eq!(rows[0]["id"], "9");
    assert_eq!(rows[0]["label"], "城乡建设");
    assert_eq!(rows[0]["body"], "村口路灯坏了");
    assert_eq!(rows[1]["reply"], "已疏通");
    assert!(
        rows[1]["reply_time"]
            .as_str()
            .unwrap()
            .starts_with("2025-06-20")
    );
}

#[test]
fn an_export_holds_what_its_viewer_may_see() {
    let county = County::new();
    county.busy_life();
    let all = export(&county.office, None);
    let petitions = crate::tamper::number(&county.data(), "SELECT COUNT(*) FROM petitions");
    assert_eq!(
        all.len() as u64,
        u64::try_from(petitions).unwrap(),
        "one petition a row, joined ones with their host"
    );
    for unit in [OFFICE, HOUSING, WATER, VILLAGE, DISCIPLINE] {
        let viewer = county.viewer(unit, Role::Handler);
        let rows = export(&county.office, Some(&viewer));
        for row in &rows {
            let number = row["number"].as_str().unwrap();
            assert!(
                county.office.by_number(&viewer, number).unwrap().is_some(),
                "{number} went out to {unit}"
            );
        }
        let seen = county.office.counts(&viewer, &Filter::default()).unwrap();
        assert_eq!(rows.len() as u64, seen.arrivals(), "unit {unit}");
    }
    assert!(
        export(
            &county.office,
            Some(&county.viewer(OFFICE, Role::Administrator))
        )
        .is_empty()
    );
}

#[test]
fn an_export_narrows_like_the_list_it_was_asked_from() {
    let county = County::new();
    county.busy_life();
    let viewer = county.viewer(OFFICE, Role::Supervisor);
    let filter = Filter {
        owner: Some(HOUSING),
        ..Filter::default()
    };
    let (rows, out) = county
        .office
        .export(
            Some(&viewer),
            &filter,
            Format::Jsonl,
            Vec::new(),
            at("2026-03-30"),
        )
        .unwrap();
    assert!(rows > 0);
    for line in String::from_utf8(out).unwrap().lines() {
        let row: BTreeMap<String, Value> = serde_json::from_str(line).unwrap();
        assert_eq!(row["unit"], "青禾县住房局");
    }
}

#[test]
fn every_export_and_import_is_an_entry() {
    let county = County::new();
    county.busy_life();
    let viewer = county.viewer(HOUSING, Role::Leader);
    let rows = export(&county.office, Some(&viewer)).len() as u64;
    let reader = county.office.store().reader().unwrap();
    let last = store::ledger::entries(&reader, store::ledger::OFFICE)
        .unwrap()
        .pop()
        .unwrap();
    assert_eq!(last.author, store::ledger::Author::Post(viewer.post));
    let event: OfficeRecord = serde_json::from_str(&last.body).unwrap();
    assert!(
        matches!(event, OfficeRecord::Exported { rows: noted, .. } if noted == rows),
        "{event:?}"
    );
}

#[test]
fn the_entry_of_an_export_says_what_it_was_narrowed_to() {
    let county = County::new();
    county.busy_life();
    let viewer = county.viewer(OFFICE, Role::Supervisor);
    let urgent = Filter {
        weight: Some(Weight::Urgent),
        ..Filter::default()
    };
    let (office, now) = (&county.office, at("2026-03-30"));
    let exported = office.export(Some(&viewer), &urgent, Format::Csv, Vec::new(), now);
    exported.unwrap();
    let reader = office.store().reader().unwrap();
    let mut entries = store::ledger::entries(&reader, store::ledger::OFFICE).unwrap();
    let event: OfficeRecord = serde_json::from_str(&entries.pop().unwrap().body).unwrap();
    assert!(
        matches!(&event, OfficeRecord::Exported { filter, .. } if filter.contains("weight: Some(Urgent)")),
        "{event:?}"
    );
}

/// What stands in a matter about copies that left it.
fn copies(county: &County, id: kernel::MatterId) -> Vec<(Author, String)> {
    let reader = county.office.store().reader().unwrap();
    let (_, history) = store::ledger::load(&reader, id).unwrap().unwrap();
    history
        .iter()
        .filter_map(|(entry, event)| match event {
            Event::Exported { purpose } => Some((entry.author, purpose.clone())),
            _ => None,
        })
        .collect()
}

#[test]
fn an_export_is_an_entry_in_every_sealed_matter_in_it_and_in_no_other() {
    let county = County::new();
    let sealed = county.register(accusation(&[WATER], &[])).matter;
    let letter = county
        .register(Submission {
            channel: Channel::Letter,
            ..accusation(&[WATER], &[])
        })
        .matter;
    let open = county.register(roof()).matter;
    let office = &county.office;
    let out = |viewer: Option<&Viewer>, filter: &Filter, format| {
        let (_, file) = office
            .export(viewer, filter, format, Vec::new(), at("2026-03-30"))
            .unwrap();
        file.len()
    };
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let all = Filter::default();
    for format in [Format::Jsonl, Format::Csv, Format::Xlsx] {
        assert!(out(Some(&clerk), &all, format) > 0);
    }
    for id in [sealed, letter] {
        let copies = copies(&county, id);
        assert_eq!(copies.len(), 3, "{copies:?}");
        assert!(
            copies
                .iter()
                .all(|(author, _)| *author == Author::Post(clerk.post))
        );
        assert!(copies[2].1.contains("xlsx"), "{copies:?}");
    }
    assert!(copies(&county, open).is_empty());
    // Somebody it is sealed from exports nothing of it, and enters nothing.
    out(Some(&county.viewer(WATER, Role::Leader)), &all, Format::Csv);
    assert_eq!(copies(&county, sealed).len(), 3);
    // What a filter leaves out does not leave.
    let visits = Filter {
        channel: Some(Channel::Visit),
        ..Filter::default()
    };
    out(Some(&clerk), &visits, Format::Csv);
    assert_eq!(copies(&county, sealed).len(), 3);
    // The keeper of the data folder is no exception.
    out(None, &all, Format::Jsonl);
    let by_keeper = copies(&county, sealed);
    assert_eq!(
        by_keeper.last().map(|(author, _)| *author),
        Some(Author::System)
    );
    assert_eq!(by_keeper.len(), 4);
}
