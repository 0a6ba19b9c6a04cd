//! Times that do not count, and why.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why days do not count. Rulebooks name it by its code; the ledger and the day list by its sentence, which entries of every version
/// have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StopKind {
    /// 听证: the law stops the re-review for it (《信访工作条例》第三十六条第二款).
    Hearing,
    /// 补正材料: a request that is completed counts as received that day.
    Supplement,
    /// 中止.
    Suspension,
    /// 调解.
    Mediation,
    /// Anything else that a local book or an entry names, in its words. Nothing in the program stops by it.
    Other(String),
}

impl StopKind {
    /// What the program stops by, with the code and the sentence of each.
    const KNOWN: [(Self, &'static str, &'static str); 4] = [
        (Self::Hearing, "hearing", "听证期间，不计算在内"),
        (
            Self::Supplement,
            "supplement",
            "补正材料期间，补齐之日视为收到之日",
        ),
        (Self::Suspension, "suspension", "中止期间，不计算在内"),
        (Self::Mediation, "mediation", "调解期间，不计算在内"),
    ];

    fn known(&self) -> Option<(&'static str, &'static str)> {
        let mut known = Self::KNOWN.iter();
        let found = known.find(|(kind, ..)| kind == self);
        found.map(|(_, code, sentence)| (*code, *sentence))
    }

    /// The word of rulebooks.
    #[must_use]
    pub fn code(&self) -> &str {
        match (self, self.known()) {
            (Self::Other(text), _) => text,
            (_, known) => known.map_or("", |(code, _)| code),
        }
    }

    /// The words of the day list and of the ledger.
    #[must_use]
    pub fn sentence(&self) -> &str {
        match (self, self.known()) {
            (Self::Other(text), _) => text,
            (_, known) => known.map_or("", |(_, sentence)| sentence),
        }
    }

    /// Reads a code or a sentence.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut known = Self::KNOWN.into_iter();
        known
            .find(|(_, code, sentence)| text == *code || text == *sentence)
            .map_or_else(|| Self::Other(text.to_owned()), |(kind, ..)| kind)
    }
}

impl Serialize for StopKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for StopKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::read(&text))
    }
}

/// How the ledger writes a kind: as its sentence, so that an entry can be read by itself.
pub mod sentence {
    use super::{Deserialize, Deserializer, Serializer, StopKind};

    /// Writes the sentence.
    ///
    /// # Errors
    /// The writer's.
    pub fn serialize<S: Serializer>(kind: &StopKind, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(kind.sentence())
    }

    /// Reads it.
    ///
    /// # Errors
    /// Where there is no text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<StopKind, D::Error> {
        StopKind::deserialize(deserializer)
    }
}

/// A time that does not count, such as a hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// First day that does not count.
    pub from: Date,
    /// Last day that does not count; `None` while the clock is still stopped. A `to` before `from` stops nothing.
    pub to: Option<Date>,
    /// Why.
    #[serde(rename = "reason", with = "sentence")]
    pub kind: StopKind,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_keeps_the_sentence_and_a_rulebook_the_code() {
        for (kind, code, words) in StopKind::KNOWN {
            assert_eq!(StopKind::read(code), kind);
            assert_eq!(StopKind::read(words), kind);
            let stop = Stop {
                from: Date::MIN,
                to: None,
                kind,
            };
            let stored = serde_json::to_value(&stop).unwrap();
            assert_eq!(stored["reason"], words);
            assert_eq!(serde_json::from_value::<Stop>(stored).unwrap(), stop);
        }
        let other = StopKind::read("扣除");
        assert_eq!((other.code(), other.sentence()), ("扣除", "扣除"));
    }
}
