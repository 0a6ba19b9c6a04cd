//! One limit of law: how long, counted how, who must keep it.

use serde::{Deserialize, Serialize};

use super::LimitKey;
use crate::clock::{DayUnit, StopKind};
use crate::coded::Coded;

/// How heavy a matter is. A local book may give each weight its own, shorter limit.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// 一般
    #[default]
    Ordinary,
    /// 重大
    Major,
    /// 紧急
    Urgent,
}

impl Weight {
    /// All weights, lightest first.
    pub const ALL: [Self; 3] = [Self::Ordinary, Self::Major, Self::Urgent];

    /// The word used in files, routes and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Major => "major",
            Self::Urgent => "urgent",
        }
    }

    /// Reads [`Self::code`] or the Chinese name back.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|weight| weight.code() == text.trim() || weight.zh() == text.trim())
    }

    /// The name on Chinese pages.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Ordinary => "一般",
            Self::Major => "重大",
            Self::Urgent => "紧急",
        }
    }

    /// The name on English pages.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Major => "major",
            Self::Urgent => "urgent",
        }
    }
}

impl Coded for Weight {
    const ALL: &'static [Self] = &Self::ALL;

    fn code(self) -> &'static str {
        self.code()
    }

    fn zh(self) -> &'static str {
        self.zh()
    }

    fn en(self) -> &'static str {
        self.en()
    }
}

/// Whose time runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// A duty of an office: a stricter limit is a shorter one.
    Office,
    /// A right of the petitioner: it may not be cut short.
    Petitioner,
}

/// How well the source of a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// The full text was read.
    A,
    /// The text was read in part.
    B,
    /// A secondary source.
    C,
    /// No rule was found, or sources differ.
    U,
}

/// How a limit may be extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionRule {
    /// The most that all extensions may add together, in calendar days.
    pub max_days: u16,
    /// Who approves (Chinese).
    pub approver: String,
    /// Who approves (English).
    #[serde(default)]
    pub approver_en: String,
    /// Whom to tell what (Chinese).
    #[serde(default)]
    pub notice: Option<String>,
    /// Whom to tell what (English).
    #[serde(default)]
    pub notice_en: Option<String>,
    /// The article (Chinese).
    pub article: String,
    /// The article (English).
    #[serde(default)]
    pub article_en: String,
}

/// One limit (期限).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The code by which everything refers to it.
    pub key: LimitKey,
    /// Chinese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// The event that starts it (Chinese); its day is not counted.
    pub trigger: String,
    /// The event that starts it (English).
    pub trigger_en: String,
    /// Days allowed; 0 means at once.
    pub length: u16,
    /// The unit of `length`.
    pub unit: DayUnit,
    /// The assigning body names the length; `length` then stands for nothing.
    #[serde(default)]
    pub named: bool,
    /// Whose time runs.
    pub bearer: Bearer,
    /// How it may be extended; `None` means not at all.
    #[serde(default)]
    pub extension: Option<ExtensionRule>,
    /// This limit is itself the extension of another: its length is that one's cap.
    #[serde(default)]
    pub extends: Option<LimitKey>,
    /// What stops it.
    #[serde(default)]
    pub stops: Vec<StopKind>,
    /// The notice due with it (Chinese).
    #[serde(default)]
    pub notice: Option<String>,
    /// The notice due with it (English).
    #[serde(default)]
    pub notice_en: Option<String>,
    /// The article (Chinese).
    pub article: String,
    /// The article (English).
    pub article_en: String,
    /// How well the source is known.
    pub confidence: Confidence,
    /// Days before the due date from which the light is yellow.
    pub warn_days: u16,
    /// The law sets no number here; this is a default that a local book may set freely.
    #[serde(default)]
    pub setting: bool,
    /// Nothing starts it yet: the book knows the rule, the program has no act that it hangs on.
    #[serde(default)]
    pub unused: bool,
}

impl Limit {
    /// The length in words, such as 60日, 5个工作日, 当日 or 指定期限.
    #[must_use]
    pub fn length_zh(&self) -> String {
        match (self.named, self.length, self.unit) {
            (true, ..) => "指定期限".to_owned(),
            (_, 0, _) => "当日".to_owned(),
            (_, n, DayUnit::Calendar) => format!("{n}日"),
            (_, n, DayUnit::Working) => format!("{n}个工作日"),
            (_, n, DayUnit::Month) => format!("{n}个月"),
        }
    }

    /// The length in English words.
    #[must_use]
    pub fn length_en(&self) -> String {
        match (self.named, self.length, self.unit) {
            (true, ..) => "as named by the assigning body".to_owned(),
            (_, 0, _) => "at once".to_owned(),
            (_, n, DayUnit::Calendar) => format!("{n} calendar days"),
            (_, n, DayUnit::Working) => format!("{n} working days"),
            (_, n, DayUnit::Month) => format!("{n} months"),
        }
    }

    /// Days that all extensions together may add.
    #[must_use]
    pub fn extension_cap(&self) -> u16 {
        self.extension.as_ref().map_or(0, |rule| rule.max_days)
    }
}
