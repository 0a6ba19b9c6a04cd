//! Recusal, supervision, suggestions, urgent reports, leaders, cases, tiers, risk, follow-up, archive.

use matter::Action as A;
use matter::petition::Purpose;

use super::Journey;
use super::town::Start;
use super::walk::{Row, row};

const HOUSING: &str = "青川县住房和城乡建设局";

const RECUSED: &[Row] = &[
    row("clerk", A::AskRecusal)
        .fill(&[("post", "周一鸣")])
        .leave(&["named"]),
    row("housing-head", A::DecideRecusal)
        .fill(&[("granted", "yes")])
        .shows(&["同意周一鸣"]),
    row("housing-head", A::EndRecusal).shows(&["解除回避"]),
    row("housing", A::DeclareInterest).shows(&["申报回避"]),
];

const SUPERVISED: &[Row] = &[
    row("chief", A::Supervise)
        .fill(&[("ground", "SV1")])
        .shows(&["督办青川县住房和城乡建设局"]),
    row("housing", A::FeedBack).shows(&["反馈督办"]),
    row("chief", A::SignOff)
        .fill(&[("verdict", "again")])
        .shows(&["督办反馈退回"]),
    row("housing", A::FeedBack),
    row("chief", A::Inspect)
        .fill(&[("met", "yes")])
        .shows(&["已当面听取信访人意见"]),
    row("chief", A::SignOff)
        .fill(&[("verdict", "done")])
        .shows(&["督办销号"]),
];

const ADVISED: &[Row] = &[
    row("chief", A::Advise)
        .fill(&[("kind", "improve"), ("to", HOUSING)])
        .shows(&["向青川县住房和城乡建设局提出"]),
    row("housing", A::AnswerAdvice)
        .fill(&[("adoption", "partly")])
        .shows(&["书面反馈建议"]),
];

const URGENT: &[Row] = &[row("clerk", A::ReportUrgent).shows(&["紧急信息"])];

const INSTRUCTED: &[Row] = &[
    row("clerk", A::SubmitReading).fill(&[("to", "方远")]),
    row("chief", A::Instruct)
        .fill(&[("disposition", "task"), ("to", HOUSING), ("by", "+14")])
        .shows(&["批示青川县住房和城乡建设局"]),
    row("housing", A::ReportTask).shows(&["报告批示落实情况"]),
    row("clerk", A::SubmitReading).fill(&[("to", "方远")]),
    row("chief", A::Instruct)
        .fill(&[("disposition", "study")])
        .shows(&["方远"]),
    row("chief", A::RecordStudy)
        .fill(&[("to", HOUSING), ("by", "+14")])
        .shows(&["集体研究"]),
];

const OWNED: &[Row] = &[
    row("chief", A::TakeCase)
        .fill(&[("leader", "许立"), ("due", "+10"), ("budget", "5000")])
        .shows(&["许立"]),
    row("housing-head", A::StepCase)
        .fill(&[("spent", "300"), ("due", "+12")])
        .shows(&["300"]),
    row("housing-head", A::EndCase).shows(&["包案结束"]),
];

const TIERED: &[Row] = &[
    row("chief", A::SetTier)
        .fill(&[("tier", "two")])
        .shows(&["工作层级：二级"]),
    row("housing", A::FilePlan).shows(&["报送工作方案"]),
    row("chief", A::AssessRisk)
        .fill(&[("level", "high")])
        .shows(&["风险评估"]),
];

const PUT_AWAY: &[Row] = &[
    row("clerk", A::PlanFollowUp).shows(&["主动回访"]),
    row("clerk", A::FollowUp)
        .fill(&[("outcome", "done")])
        .leave(&["reason"])
        .shows(&["电话回访：已落实"]),
    row("housing", A::Archive).shows(&["归档，保管期限"]),
];

const REOPENED: &[Row] = &[row("clerk", A::FollowUp)
    .fill(&[("outcome", "not_done"), ("reopen", "1")])
    .shows(&["重新办理1项诉求"])];

/// What these walks leave on somebody's workbench.
pub const VERBS: &[&str] = &[
    "recusal",
    "feed_back",
    "sign_off",
    "advice",
    "urgent",
    "reading",
    "task",
    "study",
    "owned",
    "plan",
    "follow_up",
    "archive",
    "supervised",
];

pub const TABLE: &[Journey] = &[
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: RECUSED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: SUPERVISED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: ADVISED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: URGENT,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: INSTRUCTED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: OWNED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: TIERED,
    },
    Journey {
        start: Start::Closed,
        rows: PUT_AWAY,
    },
    Journey {
        start: Start::Closed,
        rows: REOPENED,
    },
];

#[tokio::test]
async fn what_stands_beside_the_procedure_is_done_and_read() {
    super::walk(TABLE, VERBS).await;
}
