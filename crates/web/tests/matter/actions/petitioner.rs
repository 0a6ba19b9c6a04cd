//! What the petitioner does with number and code, read back by the office.

use matter::Action as A;
use matter::petition::Purpose;

use super::Journey;
use super::town::Start;
use super::walk::{Row, asked, row};

const SAID: &[Row] = &[
    asked(A::Supplement, "/track/supplement").shows(&["信访人补充"]),
    asked(A::AskRecusal, "/track/ask/ask_recusal").shows(&["信访人申请"]),
    row("housing", A::ProposeMediation).fill(&[("kind", "peoples")]),
    asked(A::ConsentMediation, "/track/ask/consent_mediation")
        .fill(&[("agrees", "yes")])
        .shows(&["日同意"]),
];

const CHALLENGED: &[Row] = &[
    asked(A::Rate, "/track/rate")
        .fill(&[("office", "satisfied"), ("unit", "dissatisfied")])
        .shows(&["信访人评价：信访部门满意，办理单位不满意"]),
    asked(A::RequestReview, "/track/ask/request_review"),
    row("chief", A::AskReviewSupplement),
    asked(A::SupplementReview, "/track/ask/supplement_review"),
    row("chief", A::AcceptReview).shows(&["受理复查、复核申请"]),
    row("chief", A::DecideReview)
        .signed()
        .fill(&[("outcome", "uphold"), ("signer", "方远")]),
    row("chief", A::IssueDocument)
        .at("new/D14", "new/D14")
        .also("documents/2")
        .leave(&["*"])
        .shows(&["待送达"]),
    row("chief", A::Serve)
        .at("2", "2/serve")
        .also("documents/2")
        .fill(&[("method", "in_person")]),
    asked(A::RequestReview, "/track/ask/request_review"),
    row("city-head", A::AcceptReview).shows(&["受理复查、复核申请"]),
    row("city-head", A::DecideReview)
        .signed()
        .fill(&[("outcome", "uphold"), ("signer", "沈岳")]),
    row("city-head", A::IssueDocument)
        .at("new/D15", "new/D15")
        .also("documents/3")
        .leave(&["*"])
        .shows(&["待送达"]),
    row("city-head", A::Serve)
        .at("3", "3/serve")
        .also("documents/3")
        .fill(&[("method", "in_person")]),
    asked(A::StateNewFacts, "/track/ask/state_new_facts"),
];

/// What these walks leave on somebody's workbench.
pub const VERBS: &[&str] = &[];

pub const TABLE: &[Journey] = &[
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: SAID,
    },
    Journey {
        start: Start::Served,
        rows: CHALLENGED,
    },
];

#[tokio::test]
async fn what_the_petitioner_says_reaches_the_office() {
    super::walk(TABLE, VERBS).await;
}
