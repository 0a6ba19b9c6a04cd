//! Leaders read, write, delegate or put to study; what they write becomes a tracked task.

use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::{PostId, RefusalKind, UnitId};
use matter::oversight::{Disposition, DutyKind, InstructionCommand, Study};
use matter::petition::Purpose::{Accusation, Appeal};
use matter::{Action, Command, OversightCommand};

use super::{awaited, order};
use crate::common::case::Case;
use crate::common::{
    DISCIPLINE, GOVERNMENT, HOUSING, OFFICE, STAND_IN, WATER, acts, day, post, viewer,
};

fn about(command: InstructionCommand) -> Command {
    order(OversightCommand::Instruction(command))
}

fn submit(to: PostId) -> Command {
    about(InstructionCommand::Submit {
        to,
        summary: "群众反映屋顶漏水多年".to_owned(),
        proposal: "建议批示住房局限期维修".to_owned(),
    })
}

fn write(reading: Option<u16>, disposition: Disposition) -> Command {
    about(InstructionCommand::Write {
        reading,
        disposition,
        text: "请住房局抓紧解决并报结果".to_owned(),
        to: Some(HOUSING),
        by: Some(day("2026-03-30")),
        leader: Some(post(OFFICE, Leader)),
    })
}

fn report() -> Command {
    about(InstructionCommand::Report {
        instruction: 1,
        text: "已完成维修".to_owned(),
    })
}

/// Put before the county's leader on 9 March.
fn submitted() -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-09")
        .by(OFFICE, Clerk)
        .does(submit(post(GOVERNMENT, Leader)));
    case
}

#[test]
fn a_reading_becomes_an_instruction_and_the_instruction_a_task_that_is_reported() {
    let mut case = submitted();
    assert_eq!(awaited(&case), [DutyKind::Reading]);
    case.by(GOVERNMENT, Leader)
        .does(write(Some(1), Disposition::Task));
    assert_eq!(awaited(&case), [DutyKind::Task]);
    assert_eq!(case.clock("INS").duty_date(), day("2026-03-30"));
    case.on("2026-03-27").by(HOUSING, Handler).does(report());
    assert!(!case.clock("INS").is_running());
    assert_eq!(awaited(&case), []);
}

#[test]
fn an_agreed_objection_leaves_the_instruction_and_its_clock() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-04")
        .by(OFFICE, Clerk)
        .does(submit(post(GOVERNMENT, Leader)))
        .by(GOVERNMENT, Leader)
        .does(write(Some(1), Disposition::Task));
    case.by(HOUSING, Leader).does(acts::object());
    case.by(OFFICE, Leader).does(acts::agree());
    assert_eq!(awaited(&case), [DutyKind::Task]);
    assert!(case.clock("INS").is_running());
}

#[test]
fn a_leader_sees_what_was_put_before_them_and_nothing_before_that() {
    let case = Case::accepted(&[Appeal]);
    assert!(!case.is_seen_by(&viewer(GOVERNMENT, Leader)));
    assert!(submitted().is_seen_by(&viewer(GOVERNMENT, Leader)));
}

#[test]
fn only_the_leader_it_was_put_before_answers_that_reading() {
    let mut case = submitted();
    case.by(OFFICE, Leader)
        .refuses(write(Some(1), Disposition::Read));
    case.by(GOVERNMENT, Leader)
        .does(write(Some(1), Disposition::Read));
    case.refuses(write(Some(1), Disposition::Read));
    assert_eq!(awaited(&case), []);
}

#[test]
fn a_stand_in_answers_what_was_put_before_the_leader() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-16")
        .by(OFFICE, Clerk)
        .does(submit(post(HOUSING, Leader)));
    case.by_post(STAND_IN)
        .does(write(Some(1), Disposition::Read));
}

#[test]
fn an_ordinary_matter_is_delegated_to_another_leaders_reading() {
    let mut case = submitted();
    case.by(GOVERNMENT, Leader)
        .does(write(Some(1), Disposition::Delegate));
    let waiting: Vec<_> = case
        .matter
        .oversight
        .readings
        .iter()
        .filter(|one| !one.read)
        .collect();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].to, post(OFFICE, Leader));
}

#[test]
fn an_important_matter_is_studied_together_and_the_decision_becomes_a_task() {
    let mut case = submitted();
    case.by(GOVERNMENT, Leader)
        .does(write(Some(1), Disposition::Study));
    assert_eq!(awaited(&case), [DutyKind::Study]);
    let study = |members: &str| {
        about(InstructionCommand::Study {
            study: Study {
                instruction: Some(1),
                on: day("2026-03-09"),
                members: members.to_owned(),
                minutes: "各单位发言记录".to_owned(),
                decision: "由水务局先行垫资抢修".to_owned(),
            },
            task: Some((WATER, day("2026-03-20"))),
        })
    };
    case.by(OFFICE, Clerk).refuses(study(""));
    case.by(GOVERNMENT, Leader)
        .does(study("县长、分管副县长、住房局、水务局"));
    assert_eq!(awaited(&case), [DutyKind::Task]);
    assert!(
        case.is_seen_by(&viewer(WATER, Handler)),
        "who has the task sees the matter"
    );
}

#[test]
fn a_task_needs_a_unit_and_a_day_to_come() {
    let mut case = submitted();
    case.by(GOVERNMENT, Leader);
    let task = |to: Option<UnitId>, by: Option<&str>| {
        about(InstructionCommand::Write {
            reading: Some(1),
            disposition: Disposition::Task,
            text: "请抓紧解决".to_owned(),
            to,
            by: by.map(day),
            leader: None,
        })
    };
    case.refuses(task(None, Some("2026-03-30")));
    case.refuses(task(Some(HOUSING), None));
    case.refuses(task(Some(HOUSING), Some("2026-03-09")));
}

#[test]
fn no_task_and_no_reading_reach_the_accused() {
    let mut case = Case::registered(&[Accusation]);
    case.by(OFFICE, Clerk).does(acts::accuse(&[HOUSING], &[]));
    case.does(acts::transfer(DISCIPLINE));
    assert_eq!(
        case.refuses(submit(post(HOUSING, Leader))).kind,
        RefusalKind::Input
    );
    case.does(submit(post(OFFICE, Leader)));
    let refusal = case
        .by(OFFICE, Leader)
        .refuses(write(Some(1), Disposition::Task));
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第三十条第三款")
    );
}

#[test]
fn another_unit_does_not_report_the_task() {
    let mut case = submitted();
    case.by(GOVERNMENT, Leader)
        .does(write(Some(1), Disposition::Task));
    case.by(OFFICE, Leader);
    assert!(case.may(Action::ReportTask).is_err());
}
