//! Marks such as `【信访人电话】`: where a name belongs, and nowhere else.
//!
//! A mark has its meaning where a template puts it, or in a field whose template offers it. The same letters in anybody's own
//! words are words: they stand on paper between other brackets, and never become a telephone number.

use std::borrow::Cow;

/// The mark for a petitioner's name.
pub const NAME: &str = "【信访人姓名】";
/// The mark for a petitioner's telephone number.
pub const PHONE: &str = "【信访人电话】";
/// The mark for a petitioner's address.
pub const ADDRESS: &str = "【信访人住址】";
/// The mark for a petitioner's identity number.
pub const ID_NUMBER: &str = "【信访人证件号】";

/// Each mark, with the private letter that holds its place while a text is put together, and the words between plain brackets.
const MARKS: [(&str, char, &str); 4] = [
    (NAME, '\u{F8F0}', "〖信访人姓名〗"),
    (PHONE, '\u{F8F1}', "〖信访人电话〗"),
    (ADDRESS, '\u{F8F2}', "〖信访人住址〗"),
    (ID_NUMBER, '\u{F8F3}', "〖信访人证件号〗"),
];

/// Whether a text bears any mark.
pub(crate) fn any_in(text: &str) -> bool {
    MARKS.iter().any(|(mark, ..)| text.contains(mark))
}

/// A template's own words: every mark in them is one.
pub(crate) fn of_template(words: &str) -> String {
    held(words, |_| true)
}

/// Words typed into a field: only marks that the template itself `offers` there are marks.
pub(crate) fn of_field(typed: &str, offers: &str) -> String {
    // Nobody types a place holder.
    let clean: String = typed
        .chars()
        .filter(|letter| MARKS.iter().all(|(_, held, _)| held != letter))
        .collect();
    held(&clean, |mark| offers.contains(mark))
}

fn held(words: &str, is_mark: impl Fn(&str) -> bool) -> String {
    MARKS
        .iter()
        .filter(|(mark, ..)| is_mark(mark))
        .fold(words.to_owned(), |text, (mark, letter, _)| {
            text.replace(mark, letter.encode_utf8(&mut [0; 4]))
        })
}

/// A text put together: what looks like a mark now is somebody's words, wherever its pieces came from; what was held is a mark.
pub(crate) fn settled(text: &str) -> String {
    let plain = MARKS
        .iter()
        .fold(Cow::Borrowed(text), |text, (mark, _, words)| {
            if text.contains(mark) {
                Cow::Owned(text.replace(mark, words))
            } else {
                text
            }
        });
    MARKS
        .iter()
        .fold(plain.into_owned(), |text, (mark, letter, _)| {
            if text.contains(*letter) {
                text.replace(*letter, mark)
            } else {
                text
            }
        })
}

/// Puts words where the marks are, in one pass: what is put in is not looked at again, or a name could be written so that it
/// asks for a telephone number.
pub(crate) fn put_in(text: &str, words: [&str; 4]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let next = MARKS
            .iter()
            .zip(words)
            .filter_map(|((mark, ..), word)| Some((rest.find(mark)?, *mark, word)))
            .min_by_key(|(at, ..)| *at);
        let Some((at, mark, word)) = next else {
            out.push_str(rest);
            return out;
        };
        out.push_str(&rest[..at]);
        out.push_str(word);
        rest = &rest[at + mark.len()..];
    }
}
