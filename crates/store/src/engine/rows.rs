//! Whole rows, from one database into another, whatever their columns are.

use super::schema::Engine;
use super::value::{Cell, Value};
use super::{Connection, Row};
use crate::StoreError;

/// The columns of a table, in order of name.
fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let asked = match connection.engine() {
        Engine::Sqlite => "SELECT name FROM pragma_table_info(?1) ORDER BY 1",
        Engine::PostgreSql => {
            "SELECT CAST(column_name AS TEXT) FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = ?1 ORDER BY 1"
        }
    };
    connection.all(asked, super::values![table], |row| row.get(0))
}

/// Which rows of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which {
    /// All of them.
    All,
    /// Those whose name is not one of these.
    NotNamed([&'static str; 3]),
    /// The next ones in the order of commits.
    After {
        /// The place they come after.
        seq: i64,
        /// How many at most.
        most: i64,
    },
}

/// Copies rows of a table; says how many.
pub(crate) fn copy_rows(
    from: &Connection,
    to: &Connection,
    table: &str,
    which: Which,
) -> Result<usize, StoreError> {
    let columns = columns(to, table)?;
    let named = columns.join(", ");
    let places: Vec<String> = (1..=columns.len())
        .map(|place| format!("?{place}"))
        .collect();
    let insert = format!(
        "INSERT INTO {table} ({named}) VALUES ({})",
        places.join(", ")
    );
    let mut copied = 0;
    let (picked, values) = match which {
        Which::All => ("", vec![]),
        Which::NotNamed(names) => (
            "WHERE name NOT IN (?1, ?2, ?3)",
            names.map(|name| Value::Text(name.into())).to_vec(),
        ),
        Which::After { seq, most } => (
            "WHERE seq > ?1 ORDER BY seq LIMIT ?2",
            vec![seq.into(), most.into()],
        ),
    };
    from.each(
        &format!("SELECT {named} FROM {table} {picked}"),
        &values,
        |row| {
            let cells: Vec<Value<'_>> = (0..columns.len())
                .map(|place| value(row, place))
                .collect::<Result<_, _>>()?;
            to.execute(&insert, &cells)?;
            copied += 1;
            Ok(())
        },
    )?;
    Ok(copied)
}

fn value<'r>(row: &'r Row<'_>, place: usize) -> Result<Value<'r>, StoreError> {
    Ok(match row.cell(place)? {
        Cell::Null => Value::Null,
        Cell::Number(number) => Value::Number(number),
        Cell::Text(text) => Value::Text(text.into()),
        Cell::Bytes(bytes) => Value::Bytes(bytes),
    })
}
