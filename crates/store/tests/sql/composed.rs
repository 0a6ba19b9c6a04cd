//! The statements that are put together while the program runs, as the database gets them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use huiyin_store as store;
use jiff::civil::date;
use kernel::access::Viewer;
use kernel::org::Role;
use kernel::trust::Trust;
use kernel::{MatterId, PersonId, PostId, UnitId};
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use store::ledger::{self, OFFICE};
use store::projection::{documents, notices};
use store::tables::{list, people, sessions, sign_ins};
use store::{Connection, Store};

use crate::filters;

/// Whoever sees sealed matters and whoever does not are asked for in different words.
const VIEWERS: [Viewer; 2] = [viewer(Trust::Confirmed), viewer(Trust::Awaiting)];

const fn viewer(trust: Trust) -> Viewer {
    Viewer {
        post: PostId(1),
        unit: UnitId(2),
        person: PersonId(3),
        role: Role::Handler,
        trust,
    }
}

/// Every statement that the functions which put some together give to the database.
pub fn statements() -> BTreeSet<String> {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    drop(Store::create(&data).unwrap());
    let heard = Arc::new(Mutex::new(BTreeSet::new()));
    let connection = listening(&data.join("huiyin.db"), &heard);
    lists(&connection);
    // The newest matters are in sight now, so that other indexes lead.
    fill(&data.join("huiyin.db"));
    lists(&connection);
    others(&connection);
    std::mem::take(&mut heard.lock().unwrap())
}

fn listening(database: &Path, heard: &Arc<Mutex<BTreeSet<String>>>) -> Connection {
    let heard = Arc::clone(heard);
    let mut connection = rusqlite::Connection::open(database).unwrap();
    connection
        .trace_v2(
            TraceEventCodes::SQLITE_TRACE_STMT,
            Some(move |event: TraceEvent<'_>| {
                if let TraceEvent::Stmt(_, sql) = event {
                    heard.lock().unwrap().insert(sql.to_owned());
                }
            }),
        )
        .unwrap();
    connection.into()
}

fn fill(database: &Path) {
    let connection = rusqlite::Connection::open(database).unwrap();
    for id in 1..=16 {
        let columns = "version, number, subject, stage, owner, office, weight, channel, purpose, received, \
                       late, returned, sealed, petitions, head_count, visitors, rulebook, returns, orders, tier, unusual";
        connection
            .execute(
                &format!(
                    "INSERT INTO matters (id, {columns}) VALUES (?1, 1, '', '', 'closed', 2, 2, '', 'visit', '', '', 0, 0, 0, 1, 1, 0, '', 0, 0, 0, 0)"
                ),
                [id],
            )
            .unwrap();
        connection
            .execute("INSERT INTO sight (unit, matter) VALUES (2, ?1)", [id])
            .unwrap();
    }
}

/// Each filter in each order, on the first page and after it, with its counts.
fn lists(connection: &Connection) {
    let after = list::Cursor {
        key: "2026-03-09".to_owned(),
        id: MatterId(9),
    };
    for viewer in &VIEWERS {
        for filter in filters::every() {
            for order in [list::Order::Newest, list::Order::Oldest, list::Order::Due] {
                for cursor in [None, Some(&after)] {
                    list::page(connection, viewer, &filter, order, cursor, 50).unwrap();
                }
            }
            list::count(connection, viewer, &filter).unwrap();
            list::counts(connection, viewer, &filter).unwrap();
        }
    }
}

fn others(connection: &Connection) {
    let day = date(2026, 3, 9);
    for viewer in &VIEWERS {
        list::by_day(connection, viewer, day).unwrap();
        list::lines(connection, viewer, &[MatterId(1)]).unwrap();
        list::lines(
            connection,
            viewer,
            &(1..9).map(MatterId).collect::<Vec<_>>(),
        )
        .unwrap();
        documents::of_day(connection, Some(viewer), day).unwrap();
        people::matters_of_same(connection, viewer, "same", 5).unwrap();
        notices::since(connection, viewer, PostId(1), (day, day), 50).unwrap();
    }
    documents::of_day(connection, None, day).unwrap();
    sessions::of(connection, PersonId(3)).unwrap();
    let logins = ["a", "b"].map(str::to_owned);
    sign_ins::recent(connection, None, 50).unwrap();
    sign_ins::recent(connection, Some(&logins), 50).unwrap();
    ledger::entries(connection, OFFICE).unwrap();
    ledger::office_since(connection, 0).unwrap();
}
