//! Hearing the petitioner and lengthening the period.

use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::{PostId, RefusalKind};
use matter::petition::Purpose::{Accusation, Appeal, Suggestion};
use matter::{Command, Context, Event, Signature, Stage, decide};

use crate::common::acts::{accuse, complete, extend, hear, on_paper, opinion, signed};
use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, WATER, checked, day, post, viewer, without_leader};

const PERIOD: &str = "《信访工作条例》第三十四条";

#[test]
fn no_opinion_before_the_petitioner_was_heard() {
    let mut case = Case::accepted(&[Appeal]);
    let refusal = case.refuses(opinion(HOUSING, &[1]));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第三十一条第六项")
    );
    case.does(hear()).does(opinion(HOUSING, &[1]));
    assert_eq!(case.matter.stage, Stage::Answered);
}

#[test]
fn a_hearing_is_written_down() {
    let mut case = Case::accepted(&[Appeal]);
    let silent = Command::Hear {
        note: " ".to_owned(),
    };
    assert_eq!(case.refuses(silent).kind, RefusalKind::Input);
    assert!(case.matter.heard.is_empty());
    case.does(hear());
    assert_eq!(case.matter.stage, Stage::Handling);
    assert_eq!(case.matter.heard.len(), 1);
}

#[test]
fn an_extension_moves_the_due_date_by_its_days() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-04-20").does(extend(20, HOUSING));
    assert_eq!(case.clock("K6").due.raw, day("2026-05-24"));
}

#[test]
fn extensions_together_stay_within_thirty_days() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-04-20").does(extend(20, HOUSING));
    let refusal = case.refuses(extend(11, HOUSING));
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert_eq!(refusal.article.as_deref(), Some(PERIOD));
    case.does(extend(10, HOUSING));
    assert_eq!(case.clock("K6").due.raw, day("2026-06-03"));
    assert_eq!(
        case.refuses(extend(1, HOUSING)).article.as_deref(),
        Some(PERIOD)
    );
}

#[test]
fn an_extension_of_no_days_is_none() {
    let case = Case::accepted(&[Appeal]);
    assert_eq!(case.refuses(extend(0, HOUSING)).kind, RefusalKind::Law);
}

#[test]
fn an_extension_comes_before_the_end_of_the_period() {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-05-05");
    assert_eq!(case.refuses(extend(5, HOUSING)).kind, RefusalKind::Law);
    case.on("2026-05-04").does(extend(5, HOUSING));
}

#[test]
fn a_leader_of_the_handling_unit_approves_and_says_why() {
    let case = Case::accepted(&[Appeal]);
    assert_eq!(case.refuses(extend(5, WATER)).kind, RefusalKind::Input);
    let by_handler = Command::Extend {
        days: 5,
        approver: Some(viewer(HOUSING, Handler).post),
        reason: "需要鉴定".to_owned(),
        remark: String::new(),
    };
    assert_eq!(case.refuses(by_handler).kind, RefusalKind::Input);
    let silent = Command::Extend {
        days: 5,
        approver: Some(viewer(HOUSING, Leader).post),
        reason: String::new(),
        remark: String::new(),
    };
    assert_eq!(case.refuses(silent).kind, RefusalKind::Input);
}

/// How the last extension was signed, and by whom.
fn extended(events: &[Event]) -> (Option<PostId>, &Signature) {
    let signed = events.iter().rev().find_map(|event| match event {
        Event::ClockExtended {
            approver,
            signature,
            ..
        } => Some((*approver, signature)),
        _ => None,
    });
    signed.expect("an extension")
}

#[test]
fn the_head_extends_in_person_and_anybody_else_records_the_paper() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Handler);
    let in_anothers_name = case.tries(extend(5, HOUSING)).unwrap_err();
    assert_eq!(in_anothers_name.kind, RefusalKind::Missing);
    case.does(on_paper(extend(5, HOUSING)));
    let head = Some(post(HOUSING, Leader));
    let (approver, signature) = extended(&case.events);
    assert!(approver == head && matches!(signature, Signature::OnPaper { .. }));
    case.by(HOUSING, Leader).does(extend(5, HOUSING));
    assert_eq!(extended(&case.events), (head, &Signature::Here));
}

#[test]
fn where_the_unit_has_no_leader_here_the_paper_says_who_approved() {
    let unnamed = || {
        let Command::Extend { days, reason, .. } = extend(5, HOUSING) else {
            unreachable!()
        };
        Command::Extend {
            days,
            approver: None,
            reason,
            remark: String::new(),
        }
    };
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Handler);
    let refusal = case.tries(on_paper(unnamed())).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Input, "a leader is in office");
    let org = without_leader(HOUSING);
    let ctx = Context {
        org: &org,
        ..case.context()
    };
    let events = decide(&case.matter, on_paper(unnamed()), &ctx).unwrap();
    let (approver, signature) = extended(&events);
    assert!(approver.is_none() && matches!(signature, Signature::OnPaper { .. }));
    assert!(decide(&case.matter, unnamed(), &ctx).is_err(), "no paper");
}

#[test]
fn only_the_period_for_appeals_can_be_extended() {
    let case = Case::accepted(&[Suggestion]);
    let refusal = case.refuses(extend(5, HOUSING));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert_eq!(refusal.article.as_deref(), Some(PERIOD));
}

#[test]
fn an_accused_leader_neither_approves_nor_signs() {
    let mut case = Case::accepted(&[Appeal, Accusation]);
    case.by(OFFICE, Clerk)
        .does(accuse(&[], &[viewer(HOUSING, Leader).person]));
    case.by(HOUSING, Handler).does(hear());
    for command in [extend(5, HOUSING), signed(HOUSING, complete(&[1]))] {
        let refusal = case.refuses(command);
        assert_eq!(refusal.kind, RefusalKind::Law);
        assert_eq!(
            refusal.article.as_deref(),
            Some("《信访工作条例》第三十条第三款")
        );
    }
}

#[test]
fn the_new_owner_of_an_accusation_begins_afresh() {
    let mut case = Case::open(checked(HOUSING, "2026-03-02", &[Appeal, Accusation]));
    case.by(HOUSING, Leader)
        .does(Command::Accept)
        .does(accuse(&[HOUSING], &[]));
    case.on("2026-03-04")
        .by(OFFICE, Clerk)
        .does(Command::AddDemand {
            purpose: Suggestion,
            text: "建议轮岗".to_owned(),
        });
    assert_eq!(case.running(), ["K2"]);
    case.by(crate::common::DISCIPLINE, Handler)
        .does(Command::Accept);
    assert_eq!(case.running(), ["K6", "K6A", "K6S"]);
}
