//! Tables that follow from the ledger are filled again when a folder is opened that has none of them, or rows of another edition.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use huiyin_office as office;
use kernel::org::Role;
use matter::petition::{Channel, Relation};
use office::intake::Submission;
use office::lists::{Filter, Order};
use office::{Office, OfficeError};
use rusqlite::types::Value;
use store::serving::Serving;
use store::verify::verify;
use store::{Durability, Store, StoreError};
use tempfile::TempDir;

use crate::county::{County, OFFICE, at, roof};
use crate::tamper::{change, database, number, projections};

type Rows = Vec<(String, Vec<Value>)>;

/// A closed folder in which something of every kind happened, with every row of its projected tables.
fn closed() -> (TempDir, PathBuf, Rows) {
    let county = County::new();
    county.everything();
    let data = county.data();
    let rows = projections(&data);
    let County { dir, office, .. } = county;
    drop(office);
    (dir, data, rows)
}

/// As the version before editions left it: no word of editions, a table that is no more, and rows of another layout.
fn without_editions(data: &Path) {
    database(data)
        .execute_batch(
            "DROP TABLE projections; UPDATE meta SET value = '2' WHERE name = 'schema'; \
             CREATE TABLE tiers (matter INTEGER PRIMARY KEY); \
             ALTER TABLE matters DROP COLUMN visitors; DELETE FROM duties; DROP TABLE rights",
        )
        .unwrap();
}

/// Whether a folder opens, has these rows, and nothing of a fill is left to do.
fn is_whole(data: &Path, rows: &Rows) {
    let store = Store::open(data).unwrap();
    let report = verify(&store, &mut |_| {}).unwrap();
    assert!(report.ok, "{report:?}");
    assert_eq!(&projections(data), rows);
    let left = "SELECT COUNT(*) FROM projections WHERE filled IS NOT NULL OR edition = 0";
    assert_eq!(number(data, left), 0);
}

#[test]
fn a_folder_from_before_there_were_editions_gets_its_tables_anew() {
    let (_dir, data, rows) = closed();
    without_editions(&data);
    let mut told = Vec::new();
    let opened = Office::open_with(&data, Durability::Full, &mut |at| told.push(at)).unwrap();
    drop(opened);
    let end = told.last().expect("it is told how far it is");
    assert!(end.done > 1 && end.done == end.of, "{end:?}");
    is_whole(&data, &rows);
    let gone = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'tiers'";
    assert_eq!(number(&data, gone), 0);
    let mut told = 0;
    drop(Office::open_with(&data, Durability::Full, &mut |_| told += 1).unwrap());
    assert_eq!(told, 0, "there is nothing to do a second time");
}

#[test]
fn each_projection_of_another_edition_is_filled_again_alone() {
    let (_dir, data, rows) = closed();
    for projection in &store::projection::ALL {
        for table in projection.tables() {
            change(&data, &format!("DELETE FROM {table}"));
        }
        let older = format!(
            "UPDATE projections SET edition = edition - 1 WHERE name = '{}'",
            projection.name
        );
        assert_eq!(change(&data, &older), 1, "{}", projection.name);
        is_whole(&data, &rows);
    }
}

#[test]
fn a_fill_that_was_killed_goes_on_at_the_next_opening() {
    let (_dir, data, rows) = closed();
    without_editions(&data);
    let killed = catch_unwind(AssertUnwindSafe(|| {
        Store::open_with(&data, Durability::Full, &mut |_| panic!("killed"))
    }));
    assert!(killed.is_err());
    let filling = "SELECT COUNT(*) FROM projections WHERE filled > 0";
    assert_eq!(number(&data, filling), store::projection::ALL.len() as i64);
    is_whole(&data, &rows);

    // Killed when some matters had their rows and others had none yet.
    change(&data, "DELETE FROM matters WHERE id > 3");
    change(&data, "DELETE FROM sight WHERE matter > 2");
    change(
        &data,
        "UPDATE projections SET filled = 3 WHERE name = 'matters'",
    );
    change(
        &data,
        "UPDATE projections SET filled = 2 WHERE name = 'sight'",
    );
    is_whole(&data, &rows);
}

#[test]
fn what_a_newer_program_wrote_is_refused_and_stays_as_it_is() {
    let (_dir, data, rows) = closed();
    for newer in [
        "UPDATE projections SET edition = edition + 1 WHERE name = 'sight'",
        "INSERT INTO projections (name, edition, tables, filled) VALUES ('later', 1, 'later', NULL)",
    ] {
        assert_eq!(change(&data, newer), 1);
        let Err(OfficeError::Store(StoreError::Newer(_))) = Office::open(&data) else {
            panic!("opened after {newer}");
        };
        assert_eq!(projections(&data), rows);
        change(
            &data,
            "UPDATE projections SET edition = 1 WHERE name = 'sight'",
        );
        change(&data, "DELETE FROM projections WHERE name = 'later'");
    }
    is_whole(&data, &rows);
}

#[test]
fn no_table_is_made_anew_under_a_server_that_may_be_the_older_program() {
    let (_dir, data, rows) = closed();
    let serving = Serving::begin(&data, "http://127.0.0.1/").unwrap();
    drop(Store::open(&data).unwrap());
    change(
        &data,
        "UPDATE projections SET edition = 0 WHERE name = 'duties'",
    );
    assert!(matches!(
        Store::open(&data),
        Err(StoreError::ServedByOlder(_))
    ));
    assert_eq!(projections(&data), rows);
    without_editions(&data);
    assert!(matches!(
        Store::open(&data),
        Err(StoreError::ServedByOlder(_))
    ));
    drop(serving);
    is_whole(&data, &rows);
}

#[test]
fn a_damaged_folder_opens_so_that_verify_can_name_the_damage() {
    let (_dir, data, _) = closed();
    let broken = "UPDATE entries SET body = '{' WHERE matter = 4 AND version = 2";
    assert_eq!(change(&data, broken), 1);
    let broken = "UPDATE entries SET body = '{' WHERE matter = 0 AND version = 12";
    assert_eq!(change(&data, broken), 1);
    without_editions(&data);
    let store = Store::open(&data).unwrap();
    let report = verify(&store, &mut |_| {}).unwrap();
    let named: Vec<_> = report
        .problems
        .iter()
        .filter_map(|problem| problem.entry)
        .collect();
    assert_eq!(named.len(), 2, "{report:?}");
}

#[test]
fn the_most_visitors_of_one_visit_are_what_the_petitions_tell() {
    let county = County::new();
    let visit = |head_count| Submission {
        channel: Channel::Visit,
        head_count,
        ..roof()
    };
    let host = county.register(visit(3)).matter;
    let guest = county.register(visit(5)).matter;
    let letter = county.register(Submission {
        head_count: 9,
        ..roof()
    });
    let lines = || {
        let clerk = county.viewer(OFFICE, Role::Clerk);
        let all = county
            .office
            .list(&clerk, &Filter::default(), Order::Oldest, None);
        let told = "(SELECT COALESCE(MAX(p.head_count), 0) FROM petitions p WHERE p.matter = m.id AND p.channel = 'visit')";
        let other = format!("SELECT COUNT(*) FROM matters m WHERE m.visitors <> {told}");
        assert_eq!(number(&county.data(), &other), 0);
        let lines = all.unwrap().lines;
        lines.iter().map(|line| line.visitors).collect::<Vec<_>>()
    };
    assert_eq!(lines(), [3, 5, 0]);
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let (office, day) = (&county.office, at("2026-03-03"));
    for one in [guest, letter.matter] {
        let version = office.version(one).unwrap();
        office
            .join(&clerk, one, version, host, Relation::Repeat, day)
            .unwrap();
    }
    assert_eq!(lines(), [5, 0, 0], "whoever was joined counts for the host");
    let apart = "不是同一件事".to_owned();
    office.undo_join(&clerk, guest, 0, apart, day).unwrap();
    assert_eq!(lines(), [3, 5, 0]);
}
