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

/// A setting of older books that is gone. A local book that still names it loads, and whoever runs the office is told.
#[derive(Debug, PartialEq, Eq)]
pub struct Retired {
    /// Its name.
    pub name: &'static str,
    /// What holds instead (Chinese).
    pub zh: &'static str,
    /// What holds instead (English).
    pub en: &'static str,
}

impl Retired {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self {
            name: "roll_over",
            zh: "期限最后一日逢法定休假日的，机关仍按原到期日履行，信访人的权利顺延到休假日之后的第一个工作日；这一点不再能改",
            en: "where the last day is a rest day the office still owes the earlier day and the petitioner may use the later one; this cannot be changed any more",
        },
        Self {
            name: "procuratorate_unit",
            zh: "检察机关七日内回复按自然日还是工作日，请直接改期限 K24 的 unit（calendar 或者 working）",
            en: "to count the procuratorate's seven days otherwise, change the unit of limit K24 (calendar or working)",
        },
    ];
}
