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

/// What `psql` answers to a statement about a folder's database on the server, a line for each row: a hand that does not go through
/// the program.
pub fn on_the_server(dir: &Path, sql: &str) -> String {
    psql(&address(&std::env::var(VARIABLE).unwrap(), dir), sql)
}

/// The schema of one folder, made where it is not there yet.
fn schema(url: &str, dir: &Path) -> Server {
    let make = format!(
        "SET client_min_messages TO warning; CREATE SCHEMA IF NOT EXISTS \"{}\"",
        name(dir)
    );
    psql(url, &make);
    address(url, dir).parse().unwrap()
}

fn address(url: &str, dir: &Path) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options=-csearch_path%3D%22{}%22", name(dir))
}

/// A schema's name is at most 63 bytes long, and the end of a path tells it from others.
fn name(dir: &Path) -> String {
    let letters = dir.to_string_lossy();
    let plain = letters.chars().map(|letter| match letter {
        'a'..='z' | '0'..='9' => letter,
        'A'..='Z' => letter.to_ascii_lowercase(),
        _ => '_',
    });
    let plain: String = plain.collect();
    plain[plain.len().saturating_sub(60)..].to_owned()
}

fn psql(url: &str, sql: &str) -> String {
    let told = Command::new("psql")
        .args([
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            url,
            "-c",
            sql,
        ])
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "{sql}: {words}");
    String::from_utf8(told.stdout).unwrap()
}
