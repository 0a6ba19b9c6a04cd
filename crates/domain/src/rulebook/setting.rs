//! Points that the law leaves open, with a visible default and the reason for it.

use serde::{Deserialize, Serialize};

use super::Confidence;

/// The value of a setting. A local book may change the value, not its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number; the setting's reason names its unit.
    Number(u32),
    /// One of the words that the setting's reason lists.
    Text(String),
}

impl SettingValue {
    /// Whether both are of one type.
    #[must_use]
    pub fn same_type(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// One open point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// What holds now.
    pub value: SettingValue,
    /// Which open point of the domain rules it answers.
    pub point: String,
    /// Why it is open and what the value means (Chinese).
    pub why: String,
    /// Why it is open and what the value means (English).
    pub why_en: String,
    /// How well the source is known; an open point has none, so `U` unless the book says otherwise.
    #[serde(default = "unknown")]
    pub confidence: Confidence,
}

fn unknown() -> Confidence {
    Confidence::U
}
