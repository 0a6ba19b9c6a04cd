//! An arrival checked, added to, sorted, read, joined, closed to the accused.

use matter::Action as A;
use matter::petition::Purpose;

use super::Journey;
use super::town::Start;
use super::walk::{Row, row};

const ARRIVAL: &[Row] = &[
    row("clerk", A::Register)
        .fill(&[
            ("purpose", "appeal"),
            ("demand", "维修三号楼屋面并公布检测结果"),
            ("weight", "major"),
        ])
        .shows(&["登记，1项诉求，重大"]),
    row("clerk", A::AddDemand)
        .fill(&[("purpose", "suggestion")])
        .shows(&["补充诉求（建议意见）"]),
    row("clerk", A::SetCategory)
        .fill(&[("category", "城乡建设")])
        .shows(&["内容分类定为“城乡建设"]),
    row("clerk", A::Note).shows(&["备注"]),
    row("clerk", A::Attach)
        .fill(&[("files", "三号楼屋面照片.pdf")])
        .shows(&["添加附件"]),
    row("clerk", A::ShowIdentity).shows(&["查看信访人身份"]),
    row("clerk", A::Relate)
        .fill(&[("other", "@other")])
        .shows(&["标为相关"]),
];

const TWICE: &[Row] = &[
    row("clerk", A::Join)
        .fill(&[("other", "@other"), ("relation", "repeat")])
        .shows(&["作为重复件并入"]),
    row("clerk", A::UndoJoin).shows(&["撤销并入，恢复单独办理"]),
];

const ACCUSATION: &[Row] = &[
    row("clerk", A::NameAccused)
        .fill(&[
            ("accused_unit", "青川县交通运输局"),
            ("accused_person", "许立"),
        ])
        .shows(&["登记被检举控告人：单位1个、人员1名"]),
    row("clerk", A::RequestIdentity).shows(&["申请查看信访人身份"]),
    row("chief", A::ConsentIdentity).shows(&["同意林静"]),
    row("clerk", A::ShowIdentity),
];

/// What these walks leave on somebody's workbench.
pub const VERBS: &[&str] = &["register", "route"];

pub const TABLE: &[Journey] = &[
    Journey {
        start: Start::Arrived,
        rows: ARRIVAL,
    },
    Journey {
        start: Start::Registered(Purpose::Appeal),
        rows: TWICE,
    },
    Journey {
        start: Start::Registered(Purpose::Accusation),
        rows: ACCUSATION,
    },
];

#[tokio::test]
async fn an_arrival_is_checked_added_to_and_joined() {
    super::walk(TABLE, VERBS).await;
}
