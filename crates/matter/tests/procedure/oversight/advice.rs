//! The three suggestions are tracked to their written answer (K15).

use kernel::org::Role::{Clerk, Handler, Leader, Supervisor};
use kernel::{RefusalKind, UnitId};
use matter::oversight::{AdviceCommand, AdviceKind, AdviceText, DutyKind};
use matter::petition::Purpose::{Accusation, Appeal};
use matter::{Adoption, Command, OversightCommand};

use super::{awaited, order};
use crate::common::case::Case;
use crate::common::{DISCIPLINE, GOVERNMENT, HOUSING, OFFICE, acts, day, post, viewer};

fn give(kind: AdviceKind, to: UnitId) -> Command {
    order(OversightCommand::Advice(AdviceCommand::Give(AdviceText {
        kind,
        to,
        problem: "维修资金申请无人受理".to_owned(),
        suggestion: "明确受理岗位和时限".to_owned(),
        signer: post(OFFICE, Leader),
    })))
}

fn answer(adoption: Adoption, text: &str) -> Command {
    order(OversightCommand::Advice(AdviceCommand::Answer {
        advice: 1,
        adoption,
        text: text.to_owned(),
    }))
}

fn advised(kind: AdviceKind, to: UnitId) -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-16")
        .by(OFFICE, Supervisor)
        .does(give(kind, to));
    case
}

#[test]
fn a_suggestion_to_improve_is_answered_within_thirty_days() {
    let mut case = advised(AdviceKind::Improve, HOUSING);
    assert_eq!(case.clock("K15").duty_date(), day("2026-04-15"));
    assert_eq!(awaited(&case), [DutyKind::Advice]);
    case.on("2026-04-10")
        .by(HOUSING, Handler)
        .does(answer(Adoption::Adopted, "已设专岗"));
    assert!(!case.clock("K15").is_running());
    assert_eq!(awaited(&case), []);
}

#[test]
fn a_suggestion_not_adopted_needs_its_reasons() {
    let mut case = advised(AdviceKind::Improve, HOUSING);
    case.by(HOUSING, Leader);
    let refusal = case.refuses(answer(Adoption::NotAdopted, " "));
    assert!(refusal.zh.contains("不采纳的理由"));
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第四十条第四款")
    );
    case.does(answer(Adoption::NotAdopted, "职责已由住建部门承担"));
}

#[test]
fn policy_goes_to_the_committee_and_government_which_then_sees_the_matter() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-16").by(OFFICE, Supervisor);
    assert_eq!(
        case.refuses(give(AdviceKind::Policy, HOUSING)).kind,
        RefusalKind::Law
    );
    assert!(!case.is_seen_by(&viewer(GOVERNMENT, Leader)));
    case.does(give(AdviceKind::Policy, GOVERNMENT));
    case.by(GOVERNMENT, Leader)
        .does(answer(Adoption::Partly, "列入明年修订计划"));
}

#[test]
fn responsibility_is_never_pursued_by_those_concerned() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(OFFICE, Leader);
    let refusal = case.refuses(give(AdviceKind::Responsibility, HOUSING));
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第四十条第三款")
    );
    case.does(give(AdviceKind::Responsibility, DISCIPLINE));
}

#[test]
fn no_suggestion_reaches_the_accused() {
    let mut case = Case::registered(&[Accusation]);
    case.by(OFFICE, Clerk).does(acts::accuse(&[HOUSING], &[]));
    case.by(OFFICE, Supervisor);
    case.by(DISCIPLINE, Leader);
    case.by(OFFICE, Leader);
    let given = Command::Transfer {
        to: DISCIPLINE,
        note: String::new(),
    };
    case.does(given);
    let refusal = case.refuses(give(AdviceKind::Improve, HOUSING));
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第三十条第三款")
    );
}

#[test]
fn only_the_unit_that_received_it_answers() {
    let mut case = advised(AdviceKind::Responsibility, DISCIPLINE);
    case.by(HOUSING, Leader)
        .refuses(answer(Adoption::Adopted, "已处理"));
    case.by(DISCIPLINE, Leader)
        .does(answer(Adoption::Adopted, "已约谈有关人员"));
}
