//! Urgent information: first, follow-up and final report, each to whom it is due.

use kernel::RefusalKind;
use kernel::org::Role::{Clerk, Handler};
use kernel::rulebook::Rulebook;
use kernel::rulebook::Weight;
use matter::oversight::{DutyKind, Recipient, ReportStep, UrgentCommand, UrgentReport};
use matter::petition::Purpose::Appeal;
use matter::{Command, OversightCommand};

use super::{awaited, order};
use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, checked};

fn words(step: ReportStep, recipients: &[Recipient]) -> UrgentReport {
    UrgentReport {
        step,
        learned: "2026-03-02T09:00:00".parse().unwrap(),
        reported: "2026-03-02T09:40:00".parse().unwrap(),
        recipients: recipients.to_vec(),
        place: "县政府门前".to_owned(),
        people: 30,
        demand: "支付拖欠工资".to_owned(),
        cause: "项目停工".to_owned(),
        measures: "已到场听取诉求".to_owned(),
        trend: String::new(),
    }
}

fn report(step: ReportStep) -> Command {
    let command = UrgentCommand::Report(words(step, Recipient::ALL));
    order(OversightCommand::Urgent(command))
}

fn urgent() -> Case {
    let mut arrival = checked(OFFICE, "2026-03-02", &[Appeal]);
    arrival.screening.as_mut().unwrap().weight = Weight::Urgent;
    Case::open(arrival)
}

#[test]
fn an_urgent_matter_waits_for_its_first_report_at_once() {
    let mut case = urgent();
    assert_eq!(awaited(&case), [DutyKind::Urgent]);
    case.by(OFFICE, Clerk).does(report(ReportStep::First));
    assert_eq!(
        awaited(&case),
        [DutyKind::Urgent],
        "the final report is still due"
    );
    case.does(report(ReportStep::FollowUp))
        .does(report(ReportStep::Final));
    assert_eq!(awaited(&case), []);
}

#[test]
fn reports_come_in_their_order() {
    let mut case = urgent();
    case.by(OFFICE, Clerk);
    case.refuses(report(ReportStep::FollowUp));
    case.refuses(report(ReportStep::Final));
    case.does(report(ReportStep::First));
    case.refuses(report(ReportStep::First));
}

#[test]
fn a_petition_department_tells_the_one_above_and_the_national_administration_at_once() {
    let mut case = urgent();
    case.by(OFFICE, Clerk);
    let only = UrgentCommand::Report(words(ReportStep::First, &[Recipient::Government]));
    let refusal = case.refuses(order(OversightCommand::Urgent(only)));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert!(refusal.zh.contains("国家信访局") && refusal.zh.contains("上一级"));
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第二十五条")
    );
}

#[test]
fn any_other_organ_tells_its_own_committee_and_government() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Handler);
    let none = UrgentCommand::Report(words(ReportStep::First, &[Recipient::Competent]));
    case.refuses(order(OversightCommand::Urgent(none)));
    let own = UrgentCommand::Report(words(ReportStep::First, &[Recipient::Government]));
    case.does(order(OversightCommand::Urgent(own)));
}

#[test]
fn at_once_has_no_hours_and_a_local_book_may_set_some() {
    let first = words(ReportStep::First, Recipient::ALL);
    assert_eq!(first.delay(), 40);
    let national = Rulebook::national();
    assert!(!first.is_late(&national));
    let local = r#"
        id = "example"
        version = "1"
        national = "national-2022"
        title = "示例"
        [[setting]]
        name = "urgent_report_hours"
        value = 1
    "#;
    let book = national.tightened_by(local).unwrap();
    assert!(!first.is_late(&book));
    let late = UrgentReport {
        reported: "2026-03-02T10:01:00".parse().unwrap(),
        ..first
    };
    assert!(late.is_late(&book));
}

#[test]
fn a_report_is_not_sent_before_the_office_learned_of_it_nor_tomorrow() {
    let mut case = urgent();
    case.by(OFFICE, Clerk);
    for (learned, reported) in [
        ("2026-03-02T10:00:00", "2026-03-02T09:00:00"),
        ("2026-03-02T10:00:00", "2026-03-03T09:00:00"),
    ] {
        let wrong = UrgentReport {
            learned: learned.parse().unwrap(),
            reported: reported.parse().unwrap(),
            ..words(ReportStep::First, Recipient::ALL)
        };
        let command = OversightCommand::Urgent(UrgentCommand::Report(wrong));
        assert_eq!(case.refuses(order(command)).kind, RefusalKind::Input);
    }
}
