//! The glossary of CONTRIBUTING.md speaks of words that the code has.

use std::fmt::Write as _;

use crate::{has_word, read, root, sources};

#[test]
fn every_word_of_the_glossary_is_a_word_of_the_code() {
    let guide = read(&root().join("CONTRIBUTING.md"));
    let (_, after) = guide.split_once("\n## Glossary\n").unwrap();
    let glossary = after.split("\n## ").next().unwrap();
    let mut code = String::new();
    for path in sources(&root().join("crates")) {
        if path.components().any(|part| part.as_os_str() == "src") {
            writeln!(code, "{}", read(&path)).unwrap();
        }
    }
    let mut words = 0;
    // The words stand in the second column; those that shall become others in the first of the table behind.
    let rows = glossary.lines().filter(|line| line.starts_with("| "));
    let mut column = 2;
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        if cells[1] == "word" {
            column = 1;
        }
        // Between backticks stands what the code has.
        for word in cells[column].split('`').skip(1).step_by(2) {
            assert!(has_word(&code, word), "the code has no word {word}: {row}");
            words += 1;
        }
    }
    assert!(words >= 60, "only {words} words");
}
