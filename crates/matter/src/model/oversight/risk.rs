//! The checklist on the matter (风险评估): points, level and help needed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::action::Action;

use kernel::{PostId, coded};

coded! {
    /// What may make a matter hard.
    RiskPoint {
        /// Many people are concerned.
        ManyAffected = "many_affected", "涉及人数较多", "Many people are concerned";
        /// A period has passed.
        Overdue = "overdue", "办理期限已过或者曾经逾期", "A period has passed";
        /// It was handed to and fro.
        HandedBack = "handed_back", "曾被退回或者职责有争议", "It was handed back or is disputed";
        /// It was raised again.
        Repeated = "repeated", "同一事项多次提出，说明尚未解决", "It was raised again: it is not solved";
        /// Like matters exist elsewhere.
        Similar = "similar", "存在类似事项，可能是共性问题", "Like matters exist: perhaps a common problem";
        /// Safety, wages, housing or health are at stake.
        Livelihood = "livelihood", "涉及安全、工资、住房、医疗等基本生活", "Safety, wages, housing or health are at stake";
        /// Several organs must act together.
        SeveralOrgans = "several_organs", "需要多个单位共同解决", "Several organs must act together";
        /// What was promised was not done.
        NotPerformed = "not_performed", "处理意见或者承诺尚未落实", "What was decided or promised was not done";
    }
}

coded! {
    /// How much help the matter calls for.
    RiskLevel {
        /// The ordinary procedure does.
        Low = "low", "低：按正常程序办理", "Low: the ordinary procedure";
        /// It needs attention.
        Medium = "medium", "中：需要重点关注和协调", "Medium: attention and coordination";
        /// It needs help from above.
        High = "high", "高：需要上级支持", "High: help from above";
    }
}

/// One assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// What applies.
    pub points: Vec<RiskPoint>,
    /// How much help is called for, as a person judges.
    pub level: RiskLevel,
    /// Which help, from whom.
    pub help: String,
    /// Who judged.
    pub by: PostId,
    /// The day.
    pub on: Date,
}

/// A command about risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RiskCommand {
    /// Assess.
    Assess {
        /// What applies.
        points: Vec<RiskPoint>,
        /// How much help is called for.
        level: RiskLevel,
        /// Which help.
        help: String,
    },
}

/// What happened about risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskEvent {
    /// Assessed.
    Assessed(Assessment),
}

impl RiskCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        Action::AssessRisk
    }
}
