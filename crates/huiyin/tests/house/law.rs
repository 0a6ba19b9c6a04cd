//! What the law is called by: a limit, a ground, a document has its code written once, where its name and article stand; a kind of unit or
//! of stop is a kind and no name. Tests may write codes: they say what the law says.

use crate::{read, root, sources};

/// Where codes are at home, below `crates/`. `county` invents a plan and knows no rulebook.
const HOMES: &[&str] = &[
    "kernel/src/rulebook/key.rs",
    "kernel/src/rulebook/ground.rs",
    "matter/src/model/code.rs",
    "county/src/",
];

/// Where a procuratorate is known by its name: units of older data folders have no other sign.
const NAMED: &str = "kernel/src/org.rs";

/// Whether a literal is the code of a limit (`K4V`), of a ground (`NL1`) or of a document (`D17A`), or the beginning of one (`NL`).
fn is_code(literal: &str) -> bool {
    const NAMES: [&str; 4] = ["SUP", "INS", "FUP", "A01"];
    const LETTERS: [&str; 7] = ["K", "D", "TP", "NA", "NL", "SV", "RT"];
    if NAMES.contains(&literal) || ["NA", "NL", "SV", "RT"].contains(&literal) {
        return true;
    }
    LETTERS.iter().any(|letters| {
        let rest = literal.strip_prefix(letters).unwrap_or_default();
        let tail = rest.trim_start_matches(|one: char| one.is_ascii_digit());
        tail.len() < rest.len()
            && tail.len() <= 2
            && tail.chars().all(|one| one.is_ascii_alphabetic())
    })
}

/// The literals of a file's code, without comments and without its own tests.
fn literals(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().map(str::trim);
    let lines = lines.filter(|line| !line.starts_with("//"));
    let inside = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
    inside.map(str::to_owned).collect()
}

/// Every file of the program with its path below `crates/`.
fn program() -> Vec<(String, String)> {
    let crates = root().join("crates");
    let files = sources(&crates).into_iter().map(|path| {
        let name = path.strip_prefix(&crates).unwrap();
        (name.to_str().unwrap().replace('\\', "/"), read(&path))
    });
    files
        .filter(|(name, _)| name.contains("/src/"))
        .filter(|(name, _)| !name.contains("/tests/") && !name.ends_with("/tests.rs"))
        .collect()
}

#[test]
fn a_code_of_the_law_is_written_at_its_home_alone() {
    let mut strayed = Vec::new();
    for (name, text) in program() {
        if HOMES.iter().any(|home| name.starts_with(home)) {
            continue;
        }
        let codes = literals(&text).into_iter().filter(|one| is_code(one));
        strayed.extend(codes.map(|code| format!("crates/{name}: {code}")));
    }
    assert!(
        strayed.is_empty(),
        "take the constant of one of {HOMES:?}:\n{}",
        strayed.join("\n")
    );
}

#[test]
fn a_unit_is_known_by_its_kind() {
    for (name, text) in program() {
        let named = literals(&text).iter().any(|one| one == "检察院");
        assert_eq!(named, name == NAMED, "crates/{name}");
    }
}

#[test]
fn codes_are_told_from_other_words() {
    for code in [
        "K6", "K1aN", "K10A", "NL1", "NL", "D03", "D17A", "TP2", "SUP",
    ] {
        assert!(is_code(code), "{code}");
    }
    for word in [
        "K",
        "KEY",
        "D",
        "Data",
        "",
        "N",
        "SVG",
        "D10 is issued",
        "RTL",
    ] {
        assert!(!is_code(word), "{word}");
    }
}
