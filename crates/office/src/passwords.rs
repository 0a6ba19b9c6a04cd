//! Passwords: which ones are refused, how they are kept.

use argon2::password_hash::PasswordHasher;
use argon2::{Argon2, PasswordVerifier};
use language::{initials, spelling};

use kernel::refusal::Refusal;

use crate::{OfficeError, hashing};

/// The shortest password, in characters.
pub const SHORTEST: usize = 10;
/// The longest, in characters: nobody types more, and hashing it costs.
pub const LONGEST: usize = 200;

/// What the commonest passwords are made of, besides digits and signs around it. From the lists that leaks made known, and what
/// offices here use.
const COMMON: [&str; 48] = [
    "password",
    "passw0rd",
    "passwd",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopasdfghjkl",
    "asdfghjkl",
    "asdfghjklzxcvbnm",
    "zxcvbnm",
    "qazwsx",
    "qazwsxedc",
    "qweasd",
    "qweasdzxc",
    "zaqxsw",
    "abc",
    "abcd",
    "abcabc",
    "admin",
    "administrator",
    "root",
    "guest",
    "test",
    "user",
    "welcome",
    "letmein",
    "iloveyou",
    "iloveyouforever",
    "dragon",
    "monkey",
    "master",
    "football",
    "sunshine",
    "princess",
    "superman",
    "changeme",
    "secret",
    "login",
    "default",
    "woaini",
    "woainima",
    "aini",
    "mima",
    "xinfang",
    "xinfangju",
    "xinfangban",
    "huiyin",
    "zhongguo",
    "china",
];

/// Rows and lines that fingers or habits run along.
const RUNS: [&str; 6] = [
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];

/// Refuses what is guessed first: short, common, made of the login, the name or words of this place, repeated or a run.
///
/// # Errors
/// What is wrong with it and what to do.
pub fn check(password: &str, local: &[String]) -> Result<(), OfficeError> {
    let bad = |zh: String, en: String| Err(Refusal::input(zh, en).into());
    let length = password.chars().count();
    if length < SHORTEST {
        return bad(
            format!("密码至少{SHORTEST}个字符"),
            format!("a password needs at least {SHORTEST} characters"),
        );
    }
    if length > LONGEST {
        return bad(
            format!("密码不超过{LONGEST}个字符"),
            format!("a password has at most {LONGEST} characters"),
        );
    }
    let lower = password.to_lowercase();
    if is_repeated(&lower) || is_run(&lower) {
        return bad(
            "密码不能只是重复的字符，也不能是连续的数字、字母或键盘上相邻的键，请换一个".to_owned(),
            "choose another password: not one character over and over, no run of digits, letters or keys".to_owned(),
        );
    }
    let core: String = lower
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    let core = once(&core);
    if COMMON.contains(&core) || COMMON.contains(&lower.as_str()) {
        return bad(
            "这个密码太常见，容易被猜中，请换一个".to_owned(),
            "this password is too common; choose another".to_owned(),
        );
    }
    if local.iter().any(|word| is_made_of(&lower, core, word)) {
        return bad(
            "密码不能只由登录名、姓名、本单位或本地名称加数字组成，请换一个".to_owned(),
            "choose another password: not the login, the name or a name of this place with digits"
                .to_owned(),
        );
    }
    Ok(())
}

/// Whether nothing but digits and signs was added to a word of this place: as written, spelled in letters, or by its initials.
fn is_made_of(lower: &str, core: &str, word: &str) -> bool {
    let word = word.trim().to_lowercase();
    if word.is_empty() {
        return false;
    }
    let spelled = spelling(&word);
    let letters: String = word
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    // A part of a long name is as easy to guess as the whole.
    let part = |whole: &str| core.chars().count() >= 2 && whole.contains(core);
    lower == word
        || (!letters.is_empty() && core == letters)
        || part(&spelled)
        || part(&word)
        || initials(&word).iter().any(|key| key == core)
}

/// A word that was written several times in a row, once.
fn once(word: &str) -> &str {
    let ends = word.char_indices().map(|(at, _)| at).skip(1);
    let mut units = ends.map(|at| &word[..at]);
    let repeats = |unit: &&str| {
        let times = word.len() / unit.len();
        times * unit.len() == word.len() && unit.repeat(times) == word
    };
    units.find(repeats).unwrap_or(word)
}

/// One to four characters over and over.
fn is_repeated(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    (1..=4).any(|unit| {
        letters.len() > unit
            && letters
                .iter()
                .zip(letters.iter().skip(unit))
                .all(|(a, b)| a == b)
    })
}

/// Made of no more than two stretches of a row, forwards or backwards.
fn is_run(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    let (mut from, mut stretches) = (0, 0);
    while from < letters.len() {
        let mut to = from + 1;
        while to < letters.len() && lies_in_a_row(&letters[from..=to]) {
            to += 1;
        }
        from = to;
        stretches += 1;
    }
    stretches <= 2
}

fn lies_in_a_row(stretch: &[char]) -> bool {
    let forwards: String = stretch.iter().collect();
    let backwards: String = stretch.iter().rev().collect();
    RUNS.iter()
        .any(|row| row.contains(&forwards) || row.contains(&backwards))
}

/// Hashes a password with argon2id.
///
/// # Errors
/// [`OfficeError::Busy`] while too many are hashed at once, or when the hashing itself fails.
pub fn hash(password: &str) -> Result<String, OfficeError> {
    let _turn = hashing::turn()?;
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| OfficeError::Vault(format!("密码无法保存：{error}")))
}

/// Whether a password is the one that was hashed.
///
/// # Errors
/// [`OfficeError::Busy`] while too many are hashed at once.
pub fn verify(password: &str, hash: &str) -> Result<bool, OfficeError> {
    let _turn = hashing::turn()?;
    Ok(argon2::PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_guessed_first_is_refused() {
        let local: Vec<String> = ["zhanghua", "章华", "云泽县信访局"]
            .map(str::to_owned)
            .into();
        for weak in [
            "short",
            "1234567890",
            "0987654321",
            "aaaaaaaaaa",
            "121212121212",
            "abcabcabcabc",
            "Password123",
            "password1!",
            "qwertyuiop",
            "1qaz2wsx3edc",
            "abcdefghij",
            "1234512345",
            "zhanghua01",
            "Zhanghua2026",
            "章华1234567890",
            "yunzexian2026",
            "xinfangju2026",
            "yzxxfj202612",
            "云泽县信访局2026",
            "admin12345678",
            "admin2026admin",
            "iloveyou1314",
        ] {
            assert!(check(weak, &local).is_err(), "{weak}");
        }
        for good in [
            "correct horse",
            "青山不改绿水长流且行且看",
            "tK7-wm2-Qz9",
            "huiyin-demo",
            "信访人的来信放在左边",
        ] {
            assert!(check(good, &local).is_ok(), "{good}");
        }
        assert!(check(&"长".repeat(LONGEST + 1), &local).is_err());
    }

    #[test]
    fn a_hash_tells_the_password_apart_from_others() {
        let hashed = hash("tK7-wm2-Qz9").unwrap();
        assert!(
            verify("tK7-wm2-Qz9", &hashed).unwrap() && !verify("tK7-wm2-Qz8", &hashed).unwrap()
        );
        assert!(!verify("tK7-wm2-Qz9", "not a hash").unwrap());
    }
}
