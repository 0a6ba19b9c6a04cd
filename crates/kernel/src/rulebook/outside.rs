//! The six lawful routes of an appeal (第三十一条) and the time limits of the procedures that lie outside petition work.
//!
//! These limits are not ours to keep: they are told to the petitioner, so that nobody misses them while a petition runs.

use serde::{Deserialize, Serialize};

use super::Confidence;

/// What an outside limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutsideUnit {
    /// 日
    Day,
    /// 个月
    Month,
    /// 年
    Year,
}

/// A time limit of another procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// What must be done (Chinese).
    pub what: String,
    /// What must be done (English).
    pub what_en: String,
    /// From when (Chinese).
    pub from: String,
    /// From when (English).
    pub from_en: String,
    /// How many units.
    pub length: u16,
    /// Days, months or years.
    pub unit: OutsideUnit,
    /// The article (Chinese).
    pub article: String,
    /// The article (English).
    pub article_en: String,
    /// How well the source is known.
    pub confidence: Confidence,
}

impl Outside {
    /// 申请行政复议：自知道该行政行为之日起60日（《行政复议法》第二十条）
    #[must_use]
    pub fn zh(&self) -> String {
        let unit = match self.unit {
            OutsideUnit::Day => "日",
            OutsideUnit::Month => "个月",
            OutsideUnit::Year => "年",
        };
        format!(
            "{}：{}{}{unit}内（{}）",
            self.what, self.from, self.length, self.article
        )
    }

    /// The same in English.
    #[must_use]
    pub fn en(&self) -> String {
        let unit = match self.unit {
            OutsideUnit::Day => "day",
            OutsideUnit::Month => "month",
            OutsideUnit::Year => "year",
        };
        let many = if self.length == 1 { "" } else { "s" };
        format!(
            "{}: within {} {unit}{many} {} ({})",
            self.what_en, self.length, self.from_en, self.article_en
        )
    }
}

/// What a rulebook says of one lawful route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteRule {
    /// The route's code: `litigation`, `arbitration` …
    pub code: String,
    /// What belongs to it (Chinese).
    pub text: String,
    /// What belongs to it (English).
    pub text_en: String,
    /// The article (Chinese).
    pub article: String,
    /// The article (English).
    pub article_en: String,
    /// How well the source is known.
    pub confidence: Confidence,
    /// Words in a demand that speak for this route. A hint for the clerk, never a decision.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Time limits to be told.
    #[serde(default)]
    pub outside: Vec<Outside>,
}
