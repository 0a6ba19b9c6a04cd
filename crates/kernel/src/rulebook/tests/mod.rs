#![allow(clippy::unwrap_used, clippy::expect_used)]

mod local;
mod national;
mod strictness;

use super::*;

fn key(text: &str) -> LimitKey {
    text.parse().unwrap()
}

/// A local book with `body` after its head.
fn with(body: &str) -> Result<Rulebook, RulebookError> {
    let head = "id = \"test\"\nversion = \"1\"\nnational = \"national-2022\"\ntitle = \"测试\"\n";
    Rulebook::national().tightened_by(&format!("{head}{body}"))
}

/// A local book that changes one limit.
fn limit(key: &str, body: &str) -> Result<Rulebook, RulebookError> {
    with(&format!(
        "[[limit]]\nkey = \"{key}\"\narticle = \"《地方规定》第一条\"\n{body}\n"
    ))
}

#[track_caller]
fn loosens(book: Result<Rulebook, RulebookError>) -> Loosening {
    match book {
        Err(RulebookError::Loosens(loosening)) => *loosening,
        other => panic!("not refused as loosening: {other:?}"),
    }
}
