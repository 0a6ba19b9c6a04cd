//! Whoever stops reading a command's output (`huiyin due … | head`) breaks nothing.

use std::process::{Command, Stdio};

use serde_json::json;

use crate::{Desk, jsonl};

/// Runs a command whose standard output nobody reads any more; its exit code and what it wrote to standard error.
fn unread(desk: &Desk, args: &str) -> (i32, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_huiyin"))
        .args(args.split_whitespace())
        .current_dir(desk.0.path())
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said)
}

#[test]
fn a_closed_pipe_ends_no_command_with_a_panic() {
    let desk = Desk::new();
    desk.write("password", "a-long-enough-password\n");
    let made = "init --data data --office 青川县信访局 --admin admin --password-file password";
    assert_eq!(
        unread(&desk, made),
        (0, String::new()),
        "the office is made"
    );
    assert!(desk.path("data").join("huiyin.db").is_file());
    let rows = [json!({"subject": "路灯不亮", "reply": "已修复", "body": "路灯不亮"})];
    desk.write("rows.jsonl", &jsonl(&rows));
    desk.write(
        "local.toml",
        include_str!("../../../../rulebooks/examples/local-tighter.toml"),
    );
    for command in [
        "due --limit K6 --from 2026-03-02",
        "due --limit K6 --from 2026-03-02 --json",
        "working-days --from 2026-03-02 --add 5",
        "verify --data data",
        "verify --data data --json",
        "rebuild --data data",
        "rulebook local.toml --check --data data",
        "search --data data 路灯",
        "backup copy --data data",
        "language check-reply --input rows.jsonl",
        "--help",
    ] {
        let (code, said) = unread(&desk, command);
        assert!(!said.contains("panicked"), "{command}: {said}");
        assert_eq!(code, 0, "{command}: {said}");
    }
}
