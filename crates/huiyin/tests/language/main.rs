//! Commands on small invented files, most of them those of `language`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accusation;
mod category;
mod closed_pipe;
mod confirm;
mod forecast;
mod hot;
mod reply;
mod same;
mod suggest;

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// A folder to work in.
struct Desk(TempDir);

/// What a command said.
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// Runs `huiyin language ARGS` in the folder.
    fn run(&self, args: &str) -> Said {
        self.huiyin(&format!("language {args}"))
    }

    /// Runs `huiyin ARGS` in the folder.
    fn huiyin(&self, args: &str) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_huiyin"))
            .args(args.split_whitespace())
            .current_dir(self.0.path())
            .output()
            .unwrap();
        Said {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn lines(&self, name: &str) -> Vec<Value> {
        let text = std::fs::read_to_string(self.path(name)).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// Rows as a file of JSON lines.
fn jsonl(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

fn keys(row: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = row
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}
