//! T43: the closed file with its contents list and retention class.

use kernel::org::Role::{Clerk, Leader};
use kernel::rulebook::Rulebook;
use kernel::{DemandId, RefusalKind};
use matter::oversight::{
    ArchiveCommand, DutyKind, FollowUpCommand, FollowUpMethod, FollowUpOutcome, Found, Retention,
    archive,
};
use matter::{Action, Command, OversightCommand};

use super::{awaited, order};
use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, acts};

fn closed() -> Case {
    let mut case = Case::served();
    case.on("2026-03-30")
        .by(HOUSING, Leader)
        .does(acts::close());
    case.matter.oversight.follow_ups.clear();
    case.matter.clocks.retain(|clock| !clock.beside);
    case
}

fn put_away(class: Retention) -> Command {
    let note = String::new();
    order(OversightCommand::Archive(ArchiveCommand::Archive {
        class,
        note,
    }))
}

#[test]
fn a_closed_matter_waits_for_the_archive_and_gets_its_contents_list() {
    let mut case = closed();
    assert_eq!(awaited(&case), [DutyKind::Archive]);
    case.does(put_away(Retention::Thirty));
    assert_eq!(awaited(&case), []);
    let file = case.matter.oversight.archive.as_ref().unwrap();
    let titles: Vec<&str> = file
        .contents
        .iter()
        .map(|line| line.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "信访件 QH-2026-000001",
            "转送",
            "受理决定",
            "听取陈述记录",
            "信访处理意见书"
        ]
    );
    assert!(
        file.contents[4].remark.contains("本人签收"),
        "proof of service stands with the answer"
    );
}

#[test]
fn a_matter_is_archived_once_and_only_after_closing() {
    let mut case = Case::served();
    case.by(HOUSING, Leader);
    assert_eq!(
        case.may(Action::Archive).unwrap_err().kind,
        RefusalKind::Stage
    );
    let mut case = closed();
    case.does(put_away(Retention::Permanent));
    assert!(case.may(Action::Archive).is_err());
}

#[test]
fn a_file_is_kept_longer_but_never_shorter_than_the_rulebook_says() {
    let mut case = closed();
    assert_eq!(
        archive::class_of(&case.matter, &Rulebook::national()),
        Retention::Thirty
    );
    case.refuses(put_away(Retention::Ten));
    case.does(put_away(Retention::Permanent));
}

#[test]
fn what_is_still_open_keeps_a_matter_out_of_the_archive() {
    let mut case = closed();
    let plan = FollowUpCommand::Plan {
        why: "了解执行情况".to_owned(),
    };
    case.by(OFFICE, Leader)
        .does(order(OversightCommand::FollowUp(plan)));
    let refusal = case.by(HOUSING, Leader).may(Action::Archive).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert!(refusal.zh.contains("待回访"));
}

#[test]
fn a_complete_file_holds_proofs_a_hearing_and_a_follow_up() {
    let case = closed();
    let lacks: Vec<&str> = archive::missing(&case.matter)
        .iter()
        .map(|(zh, _)| *zh)
        .collect();
    assert_eq!(lacks, ["回访材料"]);
}

#[test]
fn a_file_that_is_opened_again_leaves_the_archive() {
    let mut case = closed();
    case.does(put_away(Retention::Thirty));
    let found = Found {
        method: FollowUpMethod::Visit,
        outcome: FollowUpOutcome::NotDone,
        words: "未维修".to_owned(),
        reopen: vec![DemandId(1)],
        reason: "意见没有执行".to_owned(),
    };
    let make = FollowUpCommand::Make { id: None, found };
    case.by(OFFICE, Clerk)
        .does(order(OversightCommand::FollowUp(make)));
    assert_eq!(case.matter.oversight.archive, None);
}
