//! A hand in the database that does not go through the program.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use store::projection;
use testkit::{on_a_server, on_the_server};

pub fn database(dir: &Path) -> Connection {
    Connection::open(dir.join("huiyin.db")).unwrap()
}

/// Changes the database behind the program's back; returns how many rows.
pub fn change(dir: &Path, sql: &str) -> usize {
    if on_a_server() {
        let returning = format!("WITH done AS ({sql} RETURNING 1) SELECT COUNT(*) FROM done");
        return on_the_server(dir, &returning).trim().parse().unwrap();
    }
    database(dir).execute(sql, []).unwrap()
}

pub fn number(dir: &Path, sql: &str) -> i64 {
    if on_a_server() {
        return on_the_server(dir, sql).trim().parse().unwrap();
    }
    database(dir).query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Every row of every projected table.
pub fn projections(dir: &Path) -> Vec<(String, Vec<Value>)> {
    if on_a_server() {
        let rows_of = |table: &'static str| {
            let sql = format!("SELECT * FROM {table} ORDER BY 1, 2");
            let rows = on_the_server(dir, &sql);
            assert!(!rows.is_empty(), "{table} is empty");
            let rows: Vec<String> = rows.lines().map(str::to_owned).collect();
            rows.into_iter()
                .map(move |row| (table.to_owned(), vec![Value::Text(row)]))
        };
        return projection::tables().flat_map(rows_of).collect();
    }
    let connection = database(dir);
    let mut rows = Vec::new();
    for table in projection::tables() {
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

/// A row of a table, taken out to be changed and put back.
pub struct Row {
    pub table: &'static str,
    pub columns: Vec<String>,
    pub values: Vec<Value>,
}

impl Row {
    /// The first row of a table.
    pub fn first(connection: &Connection, table: &'static str) -> Self {
        let mut statement = connection
            .prepare(&format!("SELECT * FROM {table} LIMIT 1"))
            .unwrap();
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let values = statement
            .query_row([], |row| (0..columns.len()).map(|at| row.get(at)).collect())
            .unwrap_or_else(|_| panic!("{table} is empty: nothing can be changed in it"));
        Self {
            table,
            columns,
            values,
        }
    }

    pub fn insert(&self, connection: &Connection) {
        let marks = vec!["?"; self.columns.len()].join(", ");
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({marks})",
            self.table,
            self.columns.join(", ")
        );
        connection
            .execute(&sql, params_from_iter(&self.values))
            .unwrap();
    }

    pub fn delete(&self, connection: &Connection) {
        let same: Vec<String> = self
            .columns
            .iter()
            .map(|column| format!("{column} IS ?"))
            .collect();
        let sql = format!("DELETE FROM {} WHERE {}", self.table, same.join(" AND "));
        let gone = connection
            .execute(&sql, params_from_iter(&self.values))
            .unwrap();
        assert_eq!(gone, 1, "{}", self.table);
    }

    /// The same row with another value in one column.
    pub fn changed(&self, column: usize) -> Self {
        let mut values = self.values.clone();
        values[column] = match &values[column] {
            Value::Integer(number) => Value::Integer(number + 1_000_003),
            Value::Text(text) => Value::Text(format!("{text}改")),
            Value::Null => Value::Text("改".to_owned()),
            other => panic!("no such column is projected: {other:?}"),
        };
        Self {
            table: self.table,
            columns: self.columns.clone(),
            values,
        }
    }
}

/// Takes a row out of one index only, as a damaged page of it does: the table still has it.
pub fn hide_from_index(dir: &Path, table: &'static str, index: &str) {
    let connection = database(dir);
    let row = Row::first(&connection, table);
    row.delete(&connection);
    let schema = |sql: &str| {
        connection
            .execute_batch("PRAGMA writable_schema = ON")
            .unwrap();
        connection.execute(sql, [index]).unwrap();
        connection
            .execute_batch("PRAGMA writable_schema = RESET")
            .unwrap();
    };
    connection
        .execute_batch("CREATE TEMP TABLE aside AS SELECT * FROM sqlite_schema")
        .unwrap();
    schema("DELETE FROM sqlite_schema WHERE name = ?1");
    row.insert(&connection);
    schema("INSERT INTO sqlite_schema SELECT * FROM temp.aside WHERE name = ?1");
}
