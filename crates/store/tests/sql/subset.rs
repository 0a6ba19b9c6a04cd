//! What only one engine has stands in one place, `store/src/engine/`.

use huiyin_store as store;
use store::schema;

use crate::literals::{begins_as_statement, literals, sources};

/// Where one engine's own words may stand.
const OWN: &str = "engine";

/// Words of one engine, or of both with different meaning.
const FOREIGN: [&str; 46] = [
    "PRAGMA",
    "INSERT OR",
    "REPLACE INTO",
    "UPDATE OR",
    "ROWID",
    "GLOB",
    "MATCH",
    "REGEXP",
    "ILIKE",
    "JSON_EACH",
    "JSON_EXTRACT",
    "JSONB",
    "->",
    "SQLITE_",
    "AUTOINCREMENT",
    "SERIAL PRIMARY",
    "REINDEX",
    "VACUUM",
    "ATTACH",
    "DETACH",
    "STRFTIME(",
    "JULIANDAY(",
    "DATETIME(",
    "DATE(",
    "UNIXEPOCH(",
    "NOW(",
    "CURRENT_",
    "IFNULL(",
    "IIF(",
    "INSTR(",
    "HEX(",
    "PRINTF(",
    "TOTAL(",
    "GROUP_CONCAT(",
    "STRING_AGG(",
    "TYPEOF(",
    "RANDOM",
    "CHANGES(",
    "INDEXED BY",
    "COLLATE",
    "DISTINCT ON",
    "FOR UPDATE",
    "NULLS ",
    "::",
    "BEGIN IMMEDIATE",
    "AS INTEGER",
];

/// What in a text only one engine has.
fn foreign(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.to_uppercase();
    if let Some(word) = FOREIGN.iter().find(|word| has(&text, word)) {
        return Some((*word).to_owned());
    }
    if let Some((_, after)) = text.split_once("DO UPDATE")
        && has(after, "WHERE")
    {
        return Some("DO UPDATE … WHERE".to_owned());
    }
    let unnumbered = text
        .match_indices('?')
        .any(|(at, _)| !text[at + 1..].starts_with(|c: char| c.is_ascii_digit() || c == '{'));
    unnumbered.then(|| "a place without a number".to_owned())
}

/// Whether a word begins somewhere in the text, not within another.
fn has(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let inside = before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        !(inside && word.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

#[test]
fn no_statement_has_what_only_one_engine_knows() {
    let all = literals("store", OWN);
    let sql: Vec<_> = all.iter().filter(|literal| literal.is_sql()).collect();
    assert!(sql.len() > 100, "only {} texts were read", sql.len());
    let found: Vec<String> = sql
        .iter()
        .filter_map(|literal| foreign(&literal.text).map(|what| (literal, what)))
        .map(|(literal, what)| format!("{}: {what}: {}", literal.place, literal.text))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_word_of_one_engine_would_be_found() {
    for text in [
        "INSERT OR IGNORE INTO sight VALUES (?1, ?2)",
        "INSERT INTO a (b) VALUES (?1) ON CONFLICT (b) DO UPDATE SET c = 1 WHERE a.c <> 1",
        "SELECT rowid FROM matters",
        "SELECT json_extract(body, '$.a') FROM entries",
        "SELECT body->>'a' FROM entries",
        "SELECT name FROM sqlite_master",
        "SELECT strftime('%Y', at) FROM entries",
        "SELECT 1 FROM matters WHERE number GLOB '2026*'",
        "SELECT 1 FROM matters WHERE id = ?",
        "SELECT CAST(value AS INTEGER) FROM meta",
        "PRAGMA quick_check",
    ] {
        assert!(foreign(text).is_some(), "{text}");
    }
    assert_eq!(foreign("SELECT id FROM matters WHERE id = ?1"), None);
}

#[test]
fn the_tables_have_what_both_engines_know() {
    for line in schema::every().flat_map(str::lines) {
        let line = line.split("--").next().unwrap_or_default();
        assert_eq!(foreign(line), None, "{line}");
    }
}

#[test]
fn sql_is_written_in_capitals_so_that_it_is_found() {
    let small: Vec<_> = literals("store", OWN)
        .into_iter()
        .filter(|literal| {
            let lower = literal.text.to_lowercase();
            let clause = [" from ", " into ", " set "]
                .iter()
                .any(|word| lower.contains(word));
            begins_as_statement(&literal.text) && clause && !literal.is_sql()
        })
        .map(|literal| literal.place)
        .collect();
    assert!(small.is_empty(), "{small:?}");
}

#[test]
fn the_engine_is_named_in_one_place() {
    let strayed: Vec<_> = sources("store", OWN)
        .into_iter()
        .filter(|(_, source)| source.contains("rusqlite"))
        .map(|(path, _)| path)
        .collect();
    assert!(strayed.is_empty(), "{strayed:?}");
}

#[test]
fn nobody_above_the_store_speaks_sql() {
    let mut read = 0;
    for krate in [
        "kernel",
        "matter",
        "language",
        "exchange",
        "documents",
        "county",
        "office",
        "web",
        "huiyin",
    ] {
        for (path, source) in sources(krate, "") {
            assert!(!source.contains("rusqlite"), "{krate}: {}", path.display());
            read += 1;
        }
        for literal in literals(krate, "") {
            assert!(
                !(begins_as_statement(&literal.text) && literal.is_sql()),
                "{}: {}",
                literal.place,
                literal.text
            );
        }
    }
    assert!(read > 300, "only {read} files were read");
}
