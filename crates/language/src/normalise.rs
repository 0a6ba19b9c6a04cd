//! One spelling out of many: what a person types on a phone, pastes from a
//! document or reads off a letterhead should compare equal.

use crate::simplified::simplified;

/// Returns `text` in half-width, lower case, simplified characters, without
/// invisible ones, with every run of white space as one space and none at the ends.
///
/// Chinese punctuation that has a half-width form becomes that form; the
/// result is for comparing, not for showing.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter(|&c| !is_invisible(c)) {
        let c = fold(c);
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// Half-width, lower case and simplified form of one character. Characters whose lower case
/// is several characters stay as they are, so that lengths are kept.
pub(crate) fn fold(c: char) -> char {
    if is_han(c) {
        return simplified(c);
    }
    let half = match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    if half.is_ascii() {
        return half.to_ascii_lowercase();
    }
    let mut lower = half.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => half,
    }
}

/// Characters that take no room on the page but break a comparison: zero-width
/// spaces and joiners, direction marks, byte-order mark, soft hyphen.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}'
    )
}

/// Whether `c` is a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{4E00}'..='\u{9FFF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{3007}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{323AF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_capitals_and_spaces_become_one_spelling() {
        assert_eq!(normalise("  ＸＦ２０２６　－１５ 号 \n\t"), "xf2026 -15 号");
        assert_eq!(normalise("拖\u{200B}欠\u{FEFF}工资"), "拖欠工资");
        assert_eq!(normalise("拖欠，工资！"), "拖欠,工资!");
        assert_eq!(normalise("工資　發放"), "工资 发放");
    }

    #[test]
    fn normalising_twice_changes_nothing_more() {
        for text in ["Ａ１栋　　３０２室", "İstanbul", "", "\u{200B}", "一二　三"] {
            let once = normalise(text);
            assert_eq!(normalise(&once), once);
        }
    }

    #[test]
    fn rare_characters_of_names_are_chinese_characters() {
        assert!(is_han('㐂') && is_han('𠮷') && is_han('〇'));
        assert!(!is_han('A') && !is_han('，') && !is_han('か'));
    }
}
