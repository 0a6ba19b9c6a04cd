//! Review and re-review, hearing, mediation, carrying out, suspension and termination.

use matter::Action as A;
use matter::petition::Purpose;

use super::Journey;
use super::town::Start;
use super::walk::{Row, row};

const MEMBERS: (&str, &str) = (
    "members",
    "听证员赵\n听证员钱\n听证员孙\n听证员李\n听证员周",
);

/// Up to the end of a re-review, and new facts after it.
const REVIEWED: &[Row] = &[
    row("clerk", A::RequestReview),
    row("chief", A::AskReviewSupplement).shows(&["需要补正"]),
    row("clerk", A::SupplementReview),
    row("chief", A::AcceptReview).shows(&["受理复查、复核申请"]),
    row("housing", A::RespondReview).shows(&["答辩"]),
    row("chief", A::ConsultReview)
        .fill(&[("organ", "青川县交通运输局")])
        .shows(&["征询"]),
    row("traffic", A::AdviseReview).reader("chief"),
    row("chief", A::DecideReview)
        .signed()
        .fill(&[("outcome", "uphold"), ("signer", "方远")])
        .shows(&["（负责人）签发"]),
    row("chief", A::IssueDocument)
        .at("new/D14", "new/D14")
        .also("documents/2")
        .leave(&["*"])
        .shows(&["待送达"]),
    row("chief", A::Serve)
        .at("2", "2/serve")
        .also("documents/2")
        .fill(&[("method", "in_person")]),
    row("clerk", A::RequestReview),
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
    row("clerk", A::StateNewFacts),
];

const RE_REVIEW_HEARD: &[Row] = &[
    row("city-head", A::HoldHearing).fill(&[("on", "-12"), ("representatives", "1")]),
    row("city-head", A::ConcludeHearing).shows(&["已作结论"]),
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
    row("city-head", A::PublishReview).shows(&["公示"]),
];

const HEARD: &[Row] = &[
    row("housing", A::HoldHearing).fill(&[("on", "-12"), ("representatives", "1")]),
    row("housing", A::ConcludeHearing).shows(&["已作结论"]),
];

const REVIEW_REFUSED: &[Row] = &[
    row("clerk", A::RequestReview),
    row("chief", A::RefuseReview)
        .signed()
        .fill(&[("signer", "方远")])
        .shows(&["不予受理"]),
];

const HEARING: &[Row] = &[
    row("housing", A::DecideHearing)
        .fill(&[("ground", "complex"), ("host", "许立"), MEMBERS])
        .shows(&["听证"]),
    row("housing", A::NotifyHearing).fill(&[("on", "+10"), ("time", "上午九时三十分")]),
    row("housing", A::PostponeHearing).shows(&["延期"]),
    row("housing", A::CancelHearing).shows(&["已取消"]),
];

const MEDIATION: &[Row] = &[
    row("housing", A::ProposeMediation).fill(&[("kind", "peoples")]),
    row("housing", A::ConsentMediation)
        .fill(&[("party", "petitioner"), ("agrees", "yes")])
        .shows(&["日同意"]),
    row("housing", A::ConsentMediation)
        .fill(&[("party", "other"), ("agrees", "yes")])
        .shows(&["日同意"]),
    row("housing", A::MeetMediation),
    row("housing", A::AgreeMediation)
        .fill(&[("form", "written"), ("by_1", "+20")])
        .leave(&["what_2", "what_3"]),
    row("housing", A::AskConfirmation),
    row("housing", A::RecordConfirmation).fill(&[("ruling", "confirmed")]),
];

const NOT_MEDIATED: &[Row] = &[
    row("housing", A::ProposeMediation).fill(&[("kind", "peoples")]),
    row("housing", A::EndMediation),
];

const CARRIED_OUT: &[Row] = &[
    row("housing", A::TrackExecution).fill(&[("by", "+20")]),
    row("housing", A::UrgeExecution).shows(&["督促"]),
    row("housing", A::ReportExecution).fill(&[("done", "yes")]),
];

const PAUSED: &[Row] = &[
    row("housing", A::Suspend).shows(&["已中止"]),
    row("housing", A::Resume).shows(&["恢复"]),
    row("housing-head", A::Terminate).signed().shows(&["终止"]),
];

/// What these walks leave on somebody's workbench.
pub const VERBS: &[&str] = &[
    "accept_review",
    "decide_review",
    "serve_review",
    "respond",
    "consulted",
    "hearing",
    "mediation",
    "execution",
];

pub const TABLE: &[Journey] = &[
    Journey {
        start: Start::Served,
        rows: REVIEWED,
    },
    Journey {
        start: Start::NotifiedAgain,
        rows: RE_REVIEW_HEARD,
    },
    Journey {
        start: Start::Notified,
        rows: HEARD,
    },
    Journey {
        start: Start::Served,
        rows: REVIEW_REFUSED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: HEARING,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: MEDIATION,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: NOT_MEDIATED,
    },
    Journey {
        start: Start::Served,
        rows: CARRIED_OUT,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: PAUSED,
    },
];

#[tokio::test]
async fn an_answer_is_reviewed_heard_mediated_and_carried_out() {
    super::walk(TABLE, VERBS).await;
}
