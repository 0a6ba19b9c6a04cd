//! Replaying the ledger gives the tables exactly (invariant 6), and whatever was changed behind its back is found.

use huiyin_office as office;
use kernel::org::Role;
use office::{Office, OfficeError};
use store::projection;
use store::verify::{Report, rebuild, verify};

use crate::county::{County, HOUSING, OFFICE, at, note, roof, transfer};
use crate::tamper::{Row, change, database, number, projections};

fn check(office: &Office) -> Report {
    verify(office.store(), &mut |_| {}).unwrap()
}

/// What verification says of a county whose database somebody changed.
fn after(sql: &str) -> (County, Report) {
    let county = County::new();
    county.busy_life();
    assert!(change(&county.data(), sql) > 0, "nothing was changed");
    let report = check(&county.office);
    assert!(!report.ok, "not found: {sql}");
    (county, report)
}

#[test]
fn after_a_busy_life_everything_agrees() {
    let county = County::new();
    let matters = county.busy_life();
    let report = check(&county.office);
    assert!(report.ok, "{report:?}");
    assert_eq!(report.matters, matters.len() as u64);
    assert_eq!(report.files, 1);
    let entries = number(&county.data(), "SELECT COUNT(*) FROM entries");
    assert_eq!(report.entries, u64::try_from(entries).unwrap());
    let left = std::fs::read_dir(county.data()).unwrap();
    let names: Vec<_> = left
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names.iter().all(|name| !name.ends_with(".tmp")),
        "{names:?}"
    );
}

#[test]
fn verification_agrees_while_others_write() {
    let county = County::new();
    let id = county.register(roof()).matter;
    let mut written = false;
    let report = verify(county.office.store(), &mut |_| {
        // The matter was replayed already and its row is compared later: in between somebody acts on it.
        if !std::mem::replace(&mut written, true) {
            county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(HOUSING));
            county.register(roof());
        }
    });
    let report = report.unwrap();
    assert!(written && report.ok, "{report:?}");
    assert_eq!(
        report.matters, 1,
        "what came later belongs to the next check"
    );
    assert_eq!(check(&county.office).matters, 2);
}

#[test]
fn a_changed_body_is_found_and_the_first_bad_entry_is_named() {
    let county = County::new();
    let matters = county.busy_life();
    county.does(HOUSING, Role::Clerk, matters[0], "2026-03-27", note("归档"));
    let data = county.data();
    // The later entry belongs to the earlier matter, so the order of matters is not the order of entries.
    let early = number(&data, "SELECT MIN(seq) FROM entries WHERE matter = 2");
    let late = number(&data, "SELECT MAX(seq) FROM entries WHERE matter = 1");
    assert!(early < late);
    for seq in [late, early] {
        change(
            &data,
            &format!("UPDATE entries SET body = REPLACE(body, ':', ': ') WHERE seq = {seq}"),
        );
    }
    let report = check(&county.office);
    assert_eq!(report.problems[0].entry, Some(early));
    assert_eq!(report.problems[1].entry, Some(late));
    assert!(report.problems[0].text.contains("从备份恢复"));
}

#[test]
fn a_changed_time_author_or_kind_is_found() {
    for change in [
        "at = at - 86400000",
        "post = post + 1",
        "kind = 'noted'",
        "actor = 'system'",
    ] {
        let (_, report) = after(&format!(
            "UPDATE entries SET {change} WHERE matter = 1 AND version = 4"
        ));
        assert!(report.problems[0].entry.is_some(), "{change}: {report:?}");
    }
}

#[test]
fn a_deleted_entry_is_found_wherever_it_stood() {
    let (county, report) = after("DELETE FROM entries WHERE matter = 1 AND version = 3");
    let next = number(
        &county.data(),
        "SELECT seq FROM entries WHERE matter = 1 AND version = 4",
    );
    assert!(
        report
            .problems
            .iter()
            .any(|problem| problem.entry == Some(next))
    );
    let (_, report) = after("DELETE FROM entries WHERE matter = 3 AND version = 1");
    assert!(report.problems[0].entry.is_some(), "{report:?}");
    // The end of a chain: what is left is a sound chain, but a place in the ledger is empty.
    let (_, report) =
        after("DELETE FROM entries WHERE seq = (SELECT MAX(seq) FROM entries WHERE matter = 2)");
    assert!(report.problems[0].entry.is_some(), "{report:?}");
}

#[test]
fn the_last_matter_cannot_vanish_unseen() {
    let (_, report) = after("DELETE FROM entries WHERE matter = (SELECT MAX(matter) FROM entries)");
    assert!(report.problems[0].entry.is_some(), "{report:?}");
}

#[test]
fn two_swapped_entries_are_found() {
    let county = County::new();
    county.busy_life();
    let data = county.data();
    let first = number(
        &data,
        "SELECT seq FROM entries WHERE matter = 1 AND version = 2",
    );
    for (from, to) in [(2, 999), (3, 2), (999, 3)] {
        change(
            &data,
            &format!(
                "UPDATE entries SET version = {to}, key = key - {from} + {to} WHERE matter = 1 AND version = {from}"
            ),
        );
    }
    let report = check(&county.office);
    assert_eq!(report.problems[0].matter.map(|matter| matter.0), Some(1));
    assert_eq!(
        report.problems[0].entry,
        Some(first + 1),
        "the entry that now stands second"
    );
}

#[test]
fn an_entry_moved_to_another_matter_is_found() {
    let (_, report) =
        after("UPDATE entries SET matter = 2, version = 90 WHERE matter = 1 AND version = 12");
    assert!(report.problems[0].entry.is_some());
}

#[test]
fn a_changed_row_of_any_table_is_found_and_rebuild_mends_it() {
    for sql in [
        "UPDATE matters SET owner = 6 WHERE id = 1",
        "DELETE FROM matters WHERE id = 2",
        "UPDATE petitions SET matter = 1 WHERE id = 4",
        "DELETE FROM petition_people WHERE petition = 1",
        "INSERT INTO sight (unit, matter) VALUES (6, 5)",
        "DELETE FROM barred",
        "UPDATE units SET parent = 3 WHERE id = 4",
        "DELETE FROM posts WHERE id = 9",
    ] {
        let (county, report) = after(sql);
        assert!(
            report
                .problems
                .iter()
                .all(|problem| problem.entry.is_none()),
            "{sql}"
        );
        assert!(report.problems[0].text.contains("huiyin rebuild"), "{sql}");
        assert!(rebuild(county.office.store()).unwrap().ok);
        assert!(check(&county.office).ok, "{sql}");
    }
}

#[test]
fn a_change_in_any_column_of_any_projected_table_is_found() {
    let county = County::new();
    county.everything();
    let connection = database(&county.data());
    let names = |table: &str| format!("表 {table} ");
    for table in projection::tables() {
        let row = Row::first(&connection, table);
        row.delete(&connection);
        let report = check(&county.office);
        assert!(
            report
                .problems
                .iter()
                .any(|problem| problem.text.starts_with(&names(table))),
            "a row less in {table}"
        );
        for (place, column) in row.columns.iter().enumerate() {
            let changed = row.changed(place);
            changed.insert(&connection);
            let report = check(&county.office);
            let named = report
                .problems
                .iter()
                .filter(|problem| problem.text.starts_with(&names(table)));
            assert_eq!(
                named.count(),
                2,
                "{table}.{column}: one row too many and one missing: {report:?}"
            );
            changed.delete(&connection);
        }
        row.insert(&connection);
    }
    assert!(check(&county.office).ok, "everything was put back");
}

#[test]
fn rebuild_recreates_every_table_exactly() {
    let county = County::new();
    county.everything();
    let before = projections(&county.data());
    assert!(rebuild(county.office.store()).unwrap().ok);
    assert_eq!(projections(&county.data()), before);
}

#[test]
fn rebuild_refuses_a_broken_ledger_and_writes_nothing() {
    for sql in [
        "UPDATE entries SET body = '{}' WHERE matter = 4 AND version = 2",
        "DELETE FROM entries WHERE matter = 3 AND version = 1",
        "DELETE FROM entries WHERE matter = (SELECT MAX(matter) FROM entries)",
    ] {
        let county = County::new();
        county.everything();
        county.breaks();
        assert!(change(&county.data(), sql) > 0, "{sql}");
        let before = projections(&county.data());
        let error = rebuild(county.office.store()).unwrap_err();
        assert!(error.to_string().contains("未重建任何数据"), "{error}");
        assert_eq!(projections(&county.data()), before, "{sql}");
    }
}

#[test]
fn a_missing_or_altered_attachment_is_found() {
    let county = County::new();
    county.busy_life();
    let hash = store::files::hash("屋顶照片三张".as_bytes());
    let path = store::files::path(&county.data(), &hash).unwrap();
    for content in [Some("屋顶照片两张"), None] {
        match content {
            Some(content) => std::fs::write(&path, content).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
        let report = check(&county.office);
        assert_eq!(report.problems.len(), 1, "{report:?}");
        assert!(report.problems[0].text.contains("照片说明.txt"));
    }
}

#[test]
fn an_office_goes_on_after_a_rebuild() {
    let county = County::new();
    let matters = county.busy_life();
    rebuild(county.office.store()).unwrap();
    let viewer = county.viewer(OFFICE, Role::Clerk);
    let file = county
        .office
        .matter_file(&viewer, matters[0], at("2026-03-26"))
        .unwrap();
    assert_eq!(file.matter.owner, HOUSING);
    county.does(
        HOUSING,
        Role::Clerk,
        matters[1],
        "2026-03-27",
        note("重建之后"),
    );
    let missing = county
        .office
        .matter_file(&viewer, kernel::MatterId(999), at("2026-03-26"));
    assert!(matches!(missing, Err(OfficeError::NotFound)));
    assert!(check(&county.office).ok);
}
