//! Every table is made on a real PostgreSQL, and every statement prepared on it.

use std::collections::BTreeSet;
use std::fmt::Write;

use huiyin_store as store;
use store::schema::{self, Engine};
use testkit::Cluster;

use crate::gathered;

/// The kinds of value that the program reads and binds. A sum or an average of another kind needs a cast.
const KINDS: [&str; 5] = ["bigint", "integer", "text", "bytea", "boolean"];

/// A statement with its places as PostgreSQL writes them, on one line.
fn written(statement: &str) -> String {
    statement
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('?', "$")
}

/// How many lines of the script belong to one statement.
const LINES: usize = 4;

/// Prepares each statement and tells the kinds of its places and of what it answers: a line with the number before each.
fn script(statements: &[String]) -> String {
    let mut script = String::new();
    for (number, statement) in statements.iter().enumerate() {
        let sql = written(statement);
        writeln!(script, "\\echo :{number}").unwrap();
        writeln!(script, "PREPARE s{number} AS {sql};").unwrap();
        writeln!(
            script,
            "SELECT 'place|' || UNNEST(parameter_types) FROM pg_prepared_statements WHERE name = 's{number}';"
        )
        .unwrap();
        writeln!(script, "{sql} \\gdesc").unwrap();
    }
    script
}

/// The first statements that were refused, each with what PostgreSQL says of it.
fn first_refused(statements: &[String], refused: &str) -> Vec<String> {
    let told = refused.lines().filter_map(|line| {
        let (line, why) = line.split_once("script.sql:")?.1.split_once(':')?;
        let number = (line.parse::<usize>().ok()? - 1) / LINES;
        Some(format!("{}: {}", why.trim(), statements.get(number)?))
    });
    told.take(6).collect()
}

/// The statements of which a place or an answer is of a kind that the program does not have.
fn of_other_kinds(statements: &[String], answers: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut current = 0;
    for line in answers.lines() {
        if let Some(number) = line.strip_prefix(':') {
            current = number.parse().unwrap();
        } else if let Some((_, kind)) = line.rsplit_once('|')
            && !KINDS.contains(&kind)
        {
            found.insert(format!("{line}: {}", statements[current]));
        }
    }
    found
}

#[test]
fn every_table_and_statement_is_one_that_postgresql_takes() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    for schema in schema::every() {
        let (_, refused) = cluster.run(&Engine::PostgreSql.words(schema));
        assert_eq!(refused, "", "the tables");
    }
    let statements: Vec<String> = gathered::statements().into_iter().collect();
    assert!(statements.len() > 300, "only {}", statements.len());
    let (answers, refused) = cluster.run(&script(&statements));
    let refused = first_refused(&statements, &refused);
    assert!(refused.is_empty(), "{refused:#?}");
    let prepared = answers.lines().filter(|line| line.starts_with(':')).count();
    assert_eq!(prepared, statements.len());
    let others = of_other_kinds(&statements, &answers);
    assert!(others.is_empty(), "{others:#?}");
}
