//! The layout of a data folder: a new one is made, one of an earlier version is brought up to this program's.

use std::path::Path;

use crate::engine::schema::KEPT;
use crate::engine::{self, Connection, values};
use crate::{StoreError, serving, tables};

/// The version of the layout, kept in `meta`. A program that does not know it refuses the folder.
const VERSION: &str = "3";

/// The one before: it did not say which edition its projected tables were of, so all of them are filled again.
const WITHOUT_EDITIONS: &str = "2";

/// Projected tables of that version that no projection has any more.
const GIVEN_UP: [&str; 1] = ["tiers"];

/// Makes what a new folder begins with.
pub(crate) fn make(connection: &Connection) -> Result<(), StoreError> {
    let making = connection.beginning()?;
    engine::make_tables(&making, KEPT)?;
    set_version(&making)?;
    tables::codes::begin(&making)?;
    making.keep()
}

/// Brings what is not projected up to date. Whatever changes, changes at once or not at all.
pub(crate) fn bring_up(connection: &Connection, dir: &Path) -> Result<(), StoreError> {
    let version: String =
        connection.only("SELECT value FROM meta WHERE name = 'schema'", &[], |row| {
            row.get(0)
        })?;
    match version.as_str() {
        VERSION => {}
        WITHOUT_EDITIONS if serving::is_served(dir) => {
            return Err(StoreError::ServedByOlder(dir.to_owned()));
        }
        WITHOUT_EDITIONS => {}
        _ => return Err(StoreError::Schema(version)),
    }
    let salted = engine::knows(connection, "code_salts")?;
    let change = connection.change()?;
    engine::make_tables(&change, KEPT)?;
    if !salted {
        tables::codes::begin(&change)?;
    }
    if version == WITHOUT_EDITIONS {
        for table in GIVEN_UP {
            engine::drop_table(&change, table)?;
        }
        set_version(&change)?;
    }
    change.keep()
}

pub(crate) fn set_version(connection: &Connection) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO meta (name, value) VALUES ('schema', ?1) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        values![VERSION],
    )?;
    Ok(())
}
