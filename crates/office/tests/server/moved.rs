//! An office moves onto a server and back, and stays the same office.

use std::fmt::Write;
use std::path::Path;

use huiyin_office as office;
use kernel::MatterId;
use office::{Office, OfficeError};
use store::moving::move_office;
use store::{Home, StoreError, ledger};
use testkit::Cluster;

use crate::town::{clerk, on, register, settle, today};

/// What a ledger says, entry by entry.
fn told(office: &Office) -> String {
    let reader = office.store().reader().unwrap();
    let mut entries = ledger::entries(&reader, ledger::OFFICE).unwrap();
    for matter in ledger::matters_after(&reader, MatterId(0), 1_000).unwrap() {
        entries.extend(ledger::entries(&reader, matter).unwrap());
    }
    entries.sort_by_key(|entry| entry.seq);
    let mut told = String::new();
    for entry in entries {
        writeln!(
            told,
            "{} {} {:?} {}",
            entry.seq, entry.stream, entry.hash, entry.body
        )
        .unwrap();
    }
    told
}

fn sound(office: &Office) {
    let report = office::verify::verify(office.store(), &mut |_| {}).unwrap();
    assert!(report.ok, "{report:?}");
}

fn refusal(home: &Home) -> String {
    match Office::open(home.clone()).map(drop) {
        Err(OfficeError::Store(error @ StoreError::Unfit(_))) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

fn settled(dir: &Path) -> (Home, Vec<office::intake::Receipt>) {
    let folder = Home::from(dir);
    let office = settle(&folder);
    let receipts = (0..7)
        .map(|n| register(&office, &format!("form-{n}")).unwrap())
        .collect();
    (folder, receipts)
}

#[test]
fn an_office_moves_onto_a_server_works_there_and_comes_back_with_all_of_it() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let (folder, receipts) = settled(&data);
    let before = told(&Office::open(folder.clone()).unwrap());
    let server = on(&data, &cluster.address());

    move_office(&folder, &server, &mut |_| {}).unwrap();
    assert!(
        refusal(&folder).contains("数据已迁到"),
        "only one of both can be opened"
    );
    let office = Office::open(server.clone()).unwrap();
    assert_eq!(told(&office), before);
    sound(&office);
    for receipt in &receipts {
        let opened = office.petitioner(&receipt.number, &receipt.code, "", today());
        assert_eq!(
            opened.unwrap().track().unwrap().petition.number,
            receipt.number
        );
    }
    let there = register(&office, "form-there").unwrap();
    assert!(receipts.iter().all(|one| one.number != there.number));
    let after = told(&office);
    drop(office);

    move_office(&server, &folder, &mut |_| {}).unwrap();
    assert!(refusal(&server).contains("数据已迁到"));
    let office = Office::open(folder).unwrap();
    assert_eq!(told(&office), after);
    sound(&office);
    let found = office.by_number(&clerk(&office), &there.number).unwrap();
    assert_eq!(found, Some(there.matter));
}

#[test]
fn a_move_that_is_cut_off_goes_on_and_nobody_opens_what_is_half_there() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let (folder, _) = settled(&data);
    let before = told(&Office::open(folder.clone()).unwrap());
    let server = on(&data, &cluster.address());
    let cut = std::panic::catch_unwind(|| {
        move_office(&folder, &server, &mut |_| panic!("killed")).unwrap();
    });
    assert!(cut.is_err());
    assert!(refusal(&server).contains("迁移尚未完成"));
    // Nothing is lost by giving it up, either.
    drop(Office::open(folder.clone()).unwrap());
    move_office(&folder, &server, &mut |_| {}).unwrap();
    let office = Office::open(server).unwrap();
    assert_eq!(told(&office), before);
    sound(&office);
}

#[test]
fn a_database_with_something_else_in_it_is_left_alone() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let (one, other) = (dir.path().join("one"), dir.path().join("other"));
    let (folder, _) = settled(&one);
    let (second, _) = settled(&other);
    cluster.run("CREATE TABLE theirs (id BIGINT)");
    let server = on(&one, &cluster.address());
    let taken = move_office(&folder, &server, &mut |_| {});
    assert!(matches!(taken, Err(StoreError::InUse(_))), "{taken:?}");
    cluster.run("DROP TABLE theirs");
    move_office(&folder, &server, &mut |_| {}).unwrap();
    let taken = move_office(&second, &on(&other, &cluster.address()), &mut |_| {});
    assert!(matches!(taken, Err(StoreError::InUse(_))), "{taken:?}");
    // With another office's keys nothing there could be read.
    assert!(Office::open(on(&other, &cluster.address())).is_err());
    drop(Office::open(server).unwrap());
    drop(Office::open(second).unwrap());
}

#[test]
fn a_server_that_cannot_be_used_is_told_in_words_that_help() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let words = |address: &str| {
        let opened = Office::open(on(dir.path(), address)).map(drop);
        opened.unwrap_err().to_string()
    };
    let address = cluster.address();
    assert!(words(&address).contains("huiyin init"), "nothing there yet");
    assert!(
        words(&address.replace("postgres://huiyin@", "postgres://huiyin@x"))
            .contains("PostgreSQL 正在运行")
    );
    assert!(
        words(
            &address
                .replace("/postgres?", "/none?")
                .replace("/postgres", "/none")
        )
        .contains("none")
    );
    cluster.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
    let latin = address.trim_end_matches("postgres").to_owned() + "latin";
    assert!(
        words(&latin).contains("ENCODING 'UTF8' LOCALE 'C'"),
        "{}",
        words(&latin)
    );
}
