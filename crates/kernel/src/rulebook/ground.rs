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
