//! What is written of a matter costs what there is of it, and no statement for what there is not.

use std::sync::{Arc, Mutex};

use rusqlite::trace::{TraceEvent, TraceEventCodes};
use store::projection::{self, Change};
use store::{Connection, Store};

use crate::county::{County, HOUSING, OFFICE, note, roof, transfer};
use kernel::org::Role;
use matter::Matter;

/// The first words of each statement that brings a matter's rows up to date in a new folder, in order.
fn asked(changes: &[Change<'_, Matter>]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    drop(Store::create(&data).unwrap());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    let mut connection = rusqlite::Connection::open(data.join("huiyin.db")).unwrap();
    let hear = move |event: TraceEvent<'_>| {
        if let TraceEvent::Stmt(_, sql) = event {
            let words: Vec<_> = sql.split_whitespace().take(3).collect();
            hears.lock().unwrap().push(words.join(" "));
        }
    };
    connection
        .trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(hear))
        .unwrap();
    let connection = Connection::from(connection);
    for change in changes {
        heard.lock().unwrap().clear();
        projection::follow(&connection, change).unwrap();
    }
    std::mem::take(&mut heard.lock().unwrap())
}

#[test]
fn a_plain_letter_writes_its_own_rows_and_asks_for_nothing() {
    let county = County::new();
    let id = county.register(roof()).matter;
    let (org, registered) = (county.office.org(), county.matter(id));
    let begins = Change {
        begins: true,
        ..Change::whole(&registered, &[], &org)
    };
    let written = asked(&[begins]);
    assert_eq!(
        written,
        [
            "INSERT INTO matters",
            "INSERT INTO petitions",
            "INSERT INTO petition_people",
            "INSERT INTO sight",
            "INSERT INTO duties",
        ]
    );
    county.does(OFFICE, Role::Clerk, id, "2026-03-03", transfer(HOUSING));
    county.does(HOUSING, Role::Clerk, id, "2026-03-04", note("已收到"));
    let later = county.matter(id);
    let goes_on = Change {
        now: &later,
        begins: false,
        ..begins
    };
    let written = asked(&[begins, goes_on, goes_on]);
    assert_eq!(
        written,
        [
            "INSERT INTO matters",
            "INSERT INTO petitions",
            "UPDATE petitions SET",
            "INSERT INTO petition_people",
            "SELECT unit FROM",
            "SELECT kind, number,",
            "SELECT kind, number,",
        ],
        "no table of what is out of the ordinary is looked at"
    );
}
