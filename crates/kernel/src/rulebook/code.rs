//! The short codes by which limits and grounds are named everywhere: in the ledger, on pages and in the rulebooks.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Text that is no code: empty, too long, or not letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}”不是有效代码，应为字母加数字，例如 K6 / {0:?} is not a code of letters and digits such as K6"
)]
pub struct InvalidCode(String);

/// At most this many characters.
const LONGEST: usize = 16;

fn check(text: &str) -> Result<&str, InvalidCode> {
    let text = text.trim();
    let plain = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if plain
        && (1..=LONGEST).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        Ok(text)
    } else {
        Err(InvalidCode(text.chars().take(2 * LONGEST).collect()))
    }
}

/// `K11` as ("K", 11, ""), `K4V` as ("K", 4, "V"), so that K4V stands between K4 and K5 and K11 after both.
fn parts(code: &str) -> (&str, u64, &str) {
    let digits = code
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(code.len());
    let (letters, rest) = code.split_at(digits);
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (number, suffix) = rest.split_at(end);
    (letters, number.parse().unwrap_or(0), suffix)
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The code as written in source; text from outside goes through `parse`.
            #[must_use]
            pub fn new(text: &str) -> Self {
                Self(text.into())
            }

            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidCode;

            fn from_str(text: &str) -> Result<Self, InvalidCode> {
                check(text).map(Self::new)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = InvalidCode;

            fn try_from(text: &str) -> Result<Self, InvalidCode> {
                text.parse()
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                parts(&self.0).cmp(&parts(&other.0)).then_with(|| self.0.cmp(&other.0))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

code! {
    /// The name of a limit, such as `K6`. Ordered by letters, then number.
    LimitKey
}
code! {
    /// The name of a ground for refusing, such as `NA1`. Ordered by letters, then number.
    GroundCode
}
