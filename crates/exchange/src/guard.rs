//! Formula injection: a spreadsheet program runs a CSV cell that starts with
//! `=`, `+`, `-` or `@`, in full width too (a Chinese or Japanese one turns
//! them into the narrow ones), or after a tab or a line's end. Such a text
//! gets a leading `'` on the way out and loses it on the way in. A text that already starts with `'` before one of
//! these gets one more, so the two are exact inverses.

use std::borrow::Cow;

/// What a formula may begin with: narrow, full width, small, and the characters that are skipped before it.
const BEGINNINGS: [char; 15] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '\t', '\r', '\n',
];

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(BEGINNINGS)
}

pub(crate) fn guard(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

pub(crate) fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => excel_text(text),
    }
}

/// `="0012"`, the way some systems make Excel keep leading zeros.
fn excel_text(text: &str) -> &str {
    let inner = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guarding_is_undone_exactly() {
        for text in [
            "=1+1", "+86", "-5", "@a", "'=1", "''=1", "'plain", "plain", "", "'", "\tx", "=\"12\"",
            "a=b", "＝1+1", "＋86", "－5", "＠a", "'＝1", "﹦1", "\n=1", "\r\n＝1",
        ] {
            assert_eq!(unguard(&guard(text)), text);
        }
        assert_eq!(guard("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        for text in BEGINNINGS.map(|first| format!("{first}HYPERLINK(1)")) {
            assert_eq!(guard(&text), format!("'{text}"));
        }
        assert_eq!(guard("普通文字"), "普通文字");
    }

    #[test]
    fn numbers_kept_as_formulas_lose_the_wrapping() {
        assert_eq!(unguard("=\"0012\""), "0012");
    }
}
