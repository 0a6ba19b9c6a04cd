//! First letters of the Chinese readings: 长河街道 is typed as chjd.

use pinyin::{ToPinyin, ToPinyinMulti};

use crate::normalise::{fold, is_han};

/// Longest key in letters; nobody types more.
const LONGEST: usize = 12;

/// Most readings of one name: two or three characters with two readings each.
const READINGS: usize = 8;

/// Keys under which `name` is found by the first letters of its readings, from each of its characters on, without repetition: typing
/// the beginning of any of them is enough.
///
/// A character read in two ways counts with both (重庆 is cq and zq), up to 8 readings of a name. Letters and digits stand for
/// themselves; anything else ends a name. Keys have 2 to 12 letters.
#[must_use]
pub fn initials(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    let chars: Vec<Vec<char>> = name.chars().map(letters).collect();
    for run in chars.split(Vec::is_empty) {
        for from in 0..run.len() {
            out.extend(readings(&run[from..]));
        }
    }
    out.retain(|key| key.len() >= 2 && key.contains(|c: char| c.is_ascii_alphabetic()));
    out.sort();
    out.dedup();
    out
}

/// A name as it is spelled in letters without tones (长河 is changhe), each character in its commonest reading; what has none
/// is left out.
#[must_use]
pub fn spelling(name: &str) -> String {
    let spell = |c: char| {
        let c = fold(c);
        if c.is_ascii_alphanumeric() {
            return c.to_string();
        }
        c.to_pinyin()
            .map_or_else(String::new, |reading| reading.plain().to_owned())
    };
    name.chars().map(spell).collect()
}

/// The readings of a run as letters.
fn readings(run: &[Vec<char>]) -> Vec<String> {
    let mut out = vec![String::new()];
    for choices in run.iter().take(LONGEST) {
        let room = if out.len() * choices.len() > READINGS {
            1
        } else {
            choices.len()
        };
        out = out
            .iter()
            .flat_map(|key| choices[..room].iter().map(move |c| format!("{key}{c}")))
            .collect();
    }
    out
}

/// The first letters of the two commonest readings of `c`, or `c` itself; none where it ends a name.
fn letters(c: char) -> Vec<char> {
    let c = fold(c);
    if c.is_ascii_alphanumeric() {
        return vec![c];
    }
    if !is_han(c) {
        return Vec::new();
    }
    let mut out: Vec<char> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten().take(2) {
        let first = reading.plain().chars().next();
        out.extend(first.filter(|c| c.is_ascii_alphabetic() && !out.contains(c)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_by_the_letters_of_any_part_of_it() {
        let keys = initials("云溪市长河街道");
        for typed in ["yxs", "chjd", "jd", "zhjd"] {
            assert!(
                keys.iter().any(|key| key.starts_with(typed)),
                "{typed} in {keys:?}"
            );
        }
        assert!(!keys.iter().any(|key| key.starts_with("dl")), "{keys:?}");
    }

    #[test]
    fn punctuation_ends_a_name_and_numbers_stay() {
        let keys = initials("桥南 7栋");
        assert_eq!(keys, ["7d", "qn"]);
        assert!(initials("302").is_empty() && initials("").is_empty());
    }

    #[test]
    fn many_readings_stay_few_keys() {
        assert!(initials(&"长重朝乐单曾".repeat(5)).len() <= 30 * READINGS);
    }

    #[test]
    fn traditional_names_have_the_letters_of_simplified_ones() {
        assert_eq!(initials("長河街道"), initials("长河街道"));
    }
}
