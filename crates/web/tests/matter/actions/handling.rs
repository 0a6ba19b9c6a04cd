//! Accepted or not, heard, answered at the desk and on paper, served, documented, closed.

use matter::Action as A;
use matter::petition::Purpose;

use super::Journey;
use super::town::Start;
use super::walk::{Row, row};

const DESK: &[Row] = &[
    row("housing", A::Accept).shows(&["受理"]),
    row("housing", A::Hear).shows(&["听取信访人陈述事实和理由"]),
    row("housing", A::AskExtension)
        .fill(&[("days", "20"), ("to", "许立")])
        .shows(&["申请延期20日，送许立", "待许立"]),
    row("housing", A::TakeBackExtension).shows(&["撤回延期申请"]),
    row("housing", A::AskExtension)
        .fill(&[("days", "20"), ("to", "许立")])
        .shows(&["申请延期20日"]),
    row("housing-head", A::RefuseExtension).shows(&["不同意延期"]),
    row("housing", A::AskExtension)
        .fill(&[("days", "10"), ("to", "许立")])
        .shows(&["申请延期10日"]),
    row("housing-head", A::Extend)
        .fill(&[("days", "5")])
        .leave(&["paper_reason"])
        .shows(&["延期5日"]),
    row("housing", A::Extend)
        .fill(&[("days", "10"), ("scan", "延期审批表.pdf")])
        .shows(&["延期10日", "据签字件扫描件"]),
    row("housing", A::DraftReply)
        .fill(&[("decision-1", "support")])
        .also("act/draft_reply"),
    row("housing", A::SubmitReply)
        .fill(&[("to", "许立")])
        .shows(&["送"]),
    row("housing-head", A::LookAtReply).shows(&["阅"]),
    row("housing-head", A::SendBackReply).shows(&["退回"]),
    row("housing", A::DraftReply)
        .fill(&[
            ("facts", "复查三号楼屋面后认定防水层老化"),
            ("answer-1", "三十日内修复三号楼屋面"),
        ])
        .also("act/draft_reply"),
    row("housing", A::SubmitReply)
        .fill(&[("to", "许立")])
        .shows(&["送"]),
    row("housing-head", A::SignReply).shows(&["作出信访处理意见书"]),
    row("housing", A::TakeBackReply).shows(&["撤回签发", "已撤回签发的信访处理意见书"]),
    row("housing", A::SubmitReply)
        .fill(&[("to", "许立")])
        .shows(&["送"]),
    row("housing-head", A::SignReply).shows(&["作出信访处理意见书"]),
];

const PAPER: &[Row] = &[
    row("housing", A::IssueOpinion)
        .fill(&[("decision-1", "support"), ("scan", "意见书签字件.pdf")])
        .shows(&["登记纸质签发：信访处理意见书，许立"]),
    row("housing", A::IssueDocument)
        .at("new/D11", "new/D11")
        .also("documents/1")
        .leave(&["*"])
        .shows(&["信复〔"]),
    row("housing", A::Serve)
        .at("1", "1/serve")
        .also("documents/1")
        .fill(&[("method", "in_person")])
        .shows(&["处理意见书已送达信访人"]),
];

const CLOSED: &[Row] = &[row("housing", A::Close).shows(&["办结"])];

const REFUSED: &[Row] = &[row("housing", A::NotAccept)
    .fill(&[("scan", "不予受理签字件.pdf")])
    .shows(&["登记纸质签发：不予受理告知书"])];

const NO_LONGER: &[Row] = &[row("housing-head", A::NoLongerAccept)
    .signed()
    .shows(&["作出"])];

const REDIRECTED: &[Row] = &[row("housing-head", A::Redirect).signed().shows(&["作出"])];

const SUGGESTED: &[Row] = &[row("housing-head", A::ReplySuggestion)
    .signed()
    .fill(&[("adoption", "partly")])
    .shows(&["作出"])];

const ACCUSED: &[Row] = &[
    row("discipline", A::ConcludeInquiry).shows(&["查办办结"]),
    row("discipline-head", A::ReplyAccusation)
        .signed()
        .shows(&["作出"]),
];

const NOTIFIED: &[Row] = &[
    row("housing", A::IssueDocument)
        .at("new/D03", "new/D03")
        .also("documents/1")
        .leave(&["*"])
        .shows(&["信受〔"]),
    row("housing", A::NotifyAcceptance)
        .at("1", "1/serve")
        .also("documents/1")
        .fill(&[("method", "in_person")])
        .shows(&["受理告知书已送达信访人"]),
];

const DOCUMENT: &[Row] = &[
    row("housing", A::IssueDocument)
        .at("new/D03", "new/D03")
        .also("documents/1")
        .shows(&["信受〔"]),
    row("housing", A::ServeDocument)
        .at("1", "1/serve")
        .also("documents/1")
        .fill(&[("method", "in_person"), ("failed", "yes")])
        .shows(&["未送达的记录"]),
    row("housing", A::VoidDocument)
        .at("1", "1/void")
        .also("documents/1")
        .shows(&["已作废"]),
];

/// What these walks leave on somebody's workbench.
pub const VERBS: &[&str] = &["answer", "sign", "extension", "serve", "close"];

pub const TABLE: &[Journey] = &[
    Journey {
        start: Start::Transferred(Purpose::Appeal),
        rows: DESK,
    },
    Journey {
        start: Start::Heard,
        rows: PAPER,
    },
    Journey {
        start: Start::Served,
        rows: CLOSED,
    },
    Journey {
        start: Start::Transferred(Purpose::Appeal),
        rows: REFUSED,
    },
    Journey {
        start: Start::Transferred(Purpose::Appeal),
        rows: NO_LONGER,
    },
    Journey {
        start: Start::Transferred(Purpose::Appeal),
        rows: REDIRECTED,
    },
    Journey {
        start: Start::Accepted(Purpose::Suggestion),
        rows: SUGGESTED,
    },
    Journey {
        start: Start::Accepted(Purpose::Accusation),
        rows: ACCUSED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: NOTIFIED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: DOCUMENT,
    },
];

#[tokio::test]
async fn a_matter_is_handled_and_answered() {
    super::walk(TABLE, VERBS).await;
}
