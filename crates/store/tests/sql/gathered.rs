//! Every statement of the store: whole ones are read from the sources, others are heard while they are put together.

use std::collections::BTreeSet;

use crate::composed;
use crate::literals::{Literal, literals};

/// The texts of SQL outside of what only one engine has.
fn sql() -> Vec<Literal> {
    literals("store", "engine")
        .into_iter()
        .filter(Literal::is_sql)
        .collect()
}

/// Every statement, once.
pub fn statements() -> BTreeSet<String> {
    let whole = sql()
        .into_iter()
        .filter(Literal::is_statement)
        .map(|literal| literal.text);
    whole.chain(composed::statements()).collect()
}

#[test]
fn no_part_of_a_statement_is_left_out() {
    let statements = statements();
    let missed: Vec<String> = sql()
        .iter()
        .filter(|part| !statements.iter().any(|statement| part.is_in(statement)))
        .map(|part| format!("{}: {}", part.place, part.text))
        .collect();
    assert!(
        missed.is_empty(),
        "in no statement that is prepared on PostgreSQL; ask for it in tests/sql/composed.rs:\n{}",
        missed.join("\n")
    );
}
