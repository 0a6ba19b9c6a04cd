//! A hand in the database that does not go through the program.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

pub fn database(dir: &Path) -> Connection {
    Connection::open(dir.join("huiyin.db")).unwrap()
}

/// Changes the database behind the program's back; returns how many rows.
pub fn change(dir: &Path, sql: &str) -> usize {
    database(dir).execute(sql, []).unwrap()
}

pub fn number(dir: &Path, sql: &str) -> i64 {
    database(dir).query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Every row of every projected table.
pub fn projections(dir: &Path) -> Vec<(String, Vec<Value>)> {
    let tables = [
        "matters",
        "petitions",
        "petition_people",
        "sight",
        "barred",
        "units",
        "posts",
    ];
    let connection = database(dir);
    let mut rows = Vec::new();
    for table in tables {
        let mut statement = connection
            .prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))
            .unwrap();
        let columns = statement.column_count();
        let read = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
        let found: Vec<Vec<Value>> = statement
            .query_map([], read)
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(
            !found.is_empty(),
            "{table} is empty: the comparison would prove nothing"
        );
        rows.extend(found.into_iter().map(|row| (table.to_owned(), row)));
    }
    rows
}
