//! Grounds for not accepting a matter, for handing it back or for supervising it. There is no refusing without one (第二十三条, 第三十六条).

use serde::{Deserialize, Serialize};

use super::{Confidence, GroundCode};

/// What a ground leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroundEffect {
    /// 不予受理
    NotAccept,
    /// 不再受理
    NoLongerAccept,
    /// 异议、退回
    Return,
    /// 督办
    Supervise,
}

impl GroundEffect {
    /// What a ground led to in an entry from before the entries said so themselves: its letters told it.
    #[must_use]
    pub fn of_older(code: &GroundCode) -> Self {
        if code.as_str().starts_with("NL") {
            Self::NoLongerAccept
        } else {
            Self::NotAccept
        }
    }
}

/// 职责清单、法律法规明确由其他机关、单位管理: an objection. 《信访工作条例》第五条、第二十三条第三款.
pub const ANOTHER_ORGAN: &str = "RT1";
/// 推诿、敷衍、拖延信访事项办理: calls for supervision. 《信访工作条例》第四十条第一款.
pub const DELAY: &str = "SV2";
/// 跨越本级和上一级机关、单位提出的走访: a visitor is guided on by it. 《信访工作条例》第二十条第一款.
pub const SKIPPED_LEVELS: &str = "NA2";
/// 对复核意见不服，仍以同一事实和理由提出: names the opinion it rests on. 《信访工作条例》第三十六条第三款.
pub const SAME_FACTS: &str = "NL1";

/// One ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// The code by which everything refers to it.
    pub code: GroundCode,
    /// What it leads to.
    pub effect: GroundEffect,
    /// The case (Chinese).
    pub text: String,
    /// The case (English).
    pub text_en: String,
    /// The article (Chinese).
    pub article: String,
    /// The article (English).
    pub article_en: String,
    /// How well the source is known.
    pub confidence: Confidence,
    /// The only channel it applies to, such as `visit`.
    #[serde(default)]
    pub channel: Option<String>,
    /// The only purpose it applies to, such as `appeal`.
    #[serde(default)]
    pub purpose: Option<String>,
    /// What the clerk must state (Chinese).
    pub needs: String,
    /// What the clerk must state (English).
    pub needs_en: String,
}
