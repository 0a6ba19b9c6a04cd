//! The engine that tests run on: SQLite, unless the environment names a PostgreSQL database to run them on instead.

use std::path::Path;
use std::process::Command;

use store::{Database, Home, Server};

/// Names the database; each folder of a test has a schema of its own there.
const VARIABLE: &str = "HUIYIN_TEST_DATABASE";

/// A folder with its database: in the folder, or on the server that the tests run on.
pub fn home(dir: impl AsRef<Path>) -> Home {
    let dir = dir.as_ref();
    Home {
        dir: dir.to_owned(),
        database: match std::env::var(VARIABLE) {
            Ok(url) => Database::Server(schema(&url, dir)),
            Err(_) => Database::Embedded,
        },
    }
}

/// Whether the tests run on a server: those that open the file of an embedded database do not.
pub fn on_a_server() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// The schema of one folder, made where it is not there yet.
fn schema(url: &str, dir: &Path) -> Server {
    let letters = dir.to_string_lossy();
    let name: String = letters
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    let name = &name[name.len().saturating_sub(60)..];
    let made = Command::new("psql")
        .args(["-X", "-q", url, "-c"])
        .arg(format!(
            "SET client_min_messages TO warning; CREATE SCHEMA IF NOT EXISTS \"{name}\""
        ))
        .status()
        .unwrap();
    assert!(made.success(), "no schema for {}", dir.display());
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options=-csearch_path%3D%22{name}%22")
        .parse()
        .unwrap()
}
