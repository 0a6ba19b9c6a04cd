//! The texts that stand in the sources between quotation marks, as the program has them.

use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::str::CharIndices;

/// What of a source is not read yet.
type Rest<'s> = Peekable<CharIndices<'s>>;

/// A text and where it stands.
pub struct Literal {
    pub place: String,
    pub text: String,
}

impl Literal {
    /// Whether it is SQL or a part of it. Words of SQL stand in capitals, which nothing else in the sources does. Texts that make
    /// tables are no statements: the program lists them (`schema::every`), and they are tried as that list has them.
    pub fn is_sql(&self) -> bool {
        if self.text.trim_start().starts_with("CREATE TABLE ") {
            return false;
        }
        const WORDS: [&str; 15] = [
            "SELECT", "INSERT", "UPDATE", "DELETE", "FROM", "WHERE", "AND", "OR", "JOIN", "EXISTS",
            "UNION", "ORDER", "GROUP", "LIMIT", "DESC",
        ];
        let compares = ["= {", "< {", "> {"]
            .iter()
            .any(|sign| self.text.contains(sign));
        let words = || {
            self.text
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        };
        compares || words().any(|word| WORDS.contains(&word))
    }

    /// Whether it is a whole statement, with nothing to be put in.
    pub fn is_statement(&self) -> bool {
        begins_as_statement(&self.text) && !self.text.contains('{')
    }

    /// What stands between the places where something is put in.
    pub fn parts(&self) -> Vec<&str> {
        self.text
            .split('{')
            .enumerate()
            .map(|(n, part)| match part.rfind('}') {
                Some(end) if n > 0 => &part[end + 1..],
                _ => part,
            })
            .collect()
    }

    /// Whether a statement can have been made with it.
    pub fn is_in(&self, statement: &str) -> bool {
        let mut rest = statement;
        self.parts().into_iter().all(|part| {
            let found = rest.find(part);
            rest = found.map_or("", |at| &rest[at + part.len()..]);
            found.is_some()
        })
    }
}

/// Whether a text begins as SQL does, in whatever letters.
pub fn begins_as_statement(text: &str) -> bool {
    let upper = text.trim_start().to_uppercase();
    [
        "SELECT ",
        "INSERT INTO ",
        "INSERT OR ",
        "REPLACE INTO ",
        "UPDATE ",
        "DELETE FROM ",
        "WITH ",
    ]
    .iter()
    .any(|verb| upper.starts_with(verb))
}

/// The sources of a crate, without what stands in the folder `but`.
pub fn sources(krate: &str, but: &str) -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(krate)
        .join("src");
    let mut found = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if but.is_empty() || path != src.join(but) {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&src).unwrap().to_owned(), source));
            }
        }
    }
    found.sort();
    found
}

/// The texts of a crate's sources, tests inside of them left out.
pub fn literals(krate: &str, but: &str) -> Vec<Literal> {
    sources(krate, but)
        .iter()
        .flat_map(|(path, source)| {
            texts(source).into_iter().map(|(line, text)| Literal {
                place: format!("{krate}/src/{}:{line}", path.display()),
                text,
            })
        })
        .collect()
}

/// The texts of one source with their lines.
pub fn texts(source: &str) -> Vec<(usize, String)> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let line = |at: usize| source[..at].matches('\n').count() + 1;
    let mut found = Vec::new();
    let mut rest = source.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = rest.next() {
        match c {
            '/' if before == '/' => {
                rest.find(|(_, c)| *c == '\n');
            }
            '\'' => skip_character(&mut rest),
            '"' => found.extend(text(&mut rest, before == 'r').map(|text| (line(at), text))),
            _ => {}
        }
        before = c;
    }
    found
}

/// A quotation mark as a character begins no text; a lifetime is no character.
fn skip_character(rest: &mut Rest<'_>) {
    let mut ahead = rest.clone().map(|(_, c)| c);
    let length = match (ahead.next(), ahead.next(), ahead.next()) {
        (Some('\\'), Some(_), Some('\'')) => 3,
        (Some(_), Some('\''), _) => 2,
        _ => 0,
    };
    rest.by_ref().take(length).for_each(drop);
}

/// A text up to its end, with what the compiler makes of its strokes; none where it does not end.
fn text(rest: &mut Rest<'_>, raw: bool) -> Option<String> {
    let mut text = String::new();
    loop {
        match rest.next()?.1 {
            '"' => return Some(text),
            '\\' if !raw => match rest.next()?.1 {
                '\n' => while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {},
                'n' => text.push('\n'),
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
}

#[test]
fn texts_are_read_as_the_compiler_reads_them() {
    let source = r#"
        // "no text"
        let a: &'static str = "SELECT 1 \
                               FROM t";
        let (b, c) = ('"', "with \" inside");
        #[cfg(test)] "a test's"
    "#;
    let texts: Vec<String> = texts(source).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["SELECT 1 FROM t", "with \" inside"]);
}

#[test]
fn what_a_statement_was_made_of_is_found_in_it() {
    let made_of = |text: &str| {
        let text = text.to_owned();
        let place = String::new();
        Literal { place, text }.is_in("SELECT m.id FROM matters m WHERE m.due >= ?3 LIMIT 50")
    };
    assert!(made_of(
        "SELECT {COLUMNS} FROM matters m WHERE {} LIMIT {limit}"
    ));
    assert!(made_of("{of}.due >= {{}}"));
    assert!(!made_of("{of}.due <= {{}}"));
    assert!(!made_of("SELECT {COLUMNS} FROM petitions p"));
}
