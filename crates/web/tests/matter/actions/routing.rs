//! Sent, disputed, reported up, handled together, guided, led into another procedure.

use matter::Action as A;
use matter::petition::Purpose;

use super::Journey;
use super::town::Start;
use super::walk::{Row, row};

const HOUSING: &str = "青川县住房和城乡建设局";
const TRAFFIC: &str = "青川县交通运输局";

const OBJECTED: &[Row] = &[
    row("clerk", A::Transfer)
        .fill(&[("to", HOUSING)])
        .shows(&["转送青川县住房和城乡建设局"]),
    row("housing", A::Object)
        .fill(&[("believed", TRAFFIC)])
        .shows(&["提出异议，认为应由青川县交通运输局办理"]),
    row("clerk", A::AgreeObjection).shows(&["异议成立，收回"]),
    row("clerk", A::Assign)
        .fill(&[("to", TRAFFIC), ("report_by", "+20")])
        .shows(&["交办青川县交通运输局"]),
];

const REJECTED: &[Row] = &[
    row("clerk", A::Transfer).fill(&[("to", HOUSING)]),
    row("housing", A::Object).fill(&[("believed", TRAFFIC)]),
    row("clerk", A::RejectObjection).shows(&["异议不成立"]),
];

const DISPUTED: &[Row] = &[
    row("clerk", A::Transfer).fill(&[("to", HOUSING)]),
    row("housing", A::Object).fill(&[("believed", TRAFFIC)]),
    row("clerk", A::ReferDispute).shows(&["受理有争议"]),
    row("county-head", A::SettleDispute)
        .fill(&[("unit", TRAFFIC)])
        .shows(&["裁定由青川县交通运输局受理"]),
];

const REPORTED: &[Row] = &[
    row("clerk", A::ReportUp).shows(&["报请"]),
    row("county-head", A::DecideReport)
        .fill(&[("unit", HOUSING)])
        .shows(&["作出决定，由青川县住房和城乡建设局办理"]),
];

const TOGETHER: &[Row] = &[
    row("housing", A::AskCoHandler)
        .fill(&[("unit", TRAFFIC), ("due", "+5")])
        .shows(&["请青川县交通运输局协办"]),
    row("traffic", A::Contribute).shows(&["青川县交通运输局反馈协办意见"]),
    row("housing", A::AskCoHandler).fill(&[("unit", TRAFFIC), ("due", "+5")]),
    row("housing", A::EndCoHandling).shows(&["青川县交通运输局不再协办"]),
];

const GUIDED: &[Row] = &[row("chief", A::Guide)
    .signed()
    .fill(&[("unit", "云川市人民政府")])
    .shows(&["引导来访人到云川市人民政府"])];

const SIMPLE: &[Row] = &[
    row("housing", A::Simplify)
        .fill(&[("paper", "yes")])
        .shows(&["适用简易办理，信访人要求书面"]),
    row("housing", A::UseOrdinary).shows(&["转为普通程序"]),
];

const LED: &[Row] = &[
    row("housing", A::Classify)
        .fill(&[("route", "litigation")])
        .shows(&["甄别为"]),
    row("housing-head", A::LeadIn).signed().shows(&["作出"]),
];

const DUTY: &[Row] = &[
    row("housing", A::Classify).fill(&[("route", "duty")]),
    row("housing-head", A::ReplyDuty)
        .signed()
        .fill(&[("interest", "yes")])
        .shows(&["作出"]),
];

/// What these walks leave on somebody's workbench.
pub const VERBS: &[&str] = &[
    "decide",
    "verify",
    "settle",
    "co-handle",
    "returned",
    "calls-tier",
];

pub const TABLE: &[Journey] = &[
    Journey {
        start: Start::Registered(Purpose::Appeal),
        rows: OBJECTED,
    },
    Journey {
        start: Start::Registered(Purpose::Appeal),
        rows: REJECTED,
    },
    Journey {
        start: Start::Registered(Purpose::Appeal),
        rows: DISPUTED,
    },
    Journey {
        start: Start::Urgent,
        rows: REPORTED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: TOGETHER,
    },
    Journey {
        start: Start::Visited,
        rows: GUIDED,
    },
    Journey {
        start: Start::Transferred(Purpose::Appeal),
        rows: SIMPLE,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: LED,
    },
    Journey {
        start: Start::Accepted(Purpose::Appeal),
        rows: DUTY,
    },
];

#[tokio::test]
async fn a_matter_finds_its_unit_and_its_route() {
    super::walk(TABLE, VERBS).await;
}
