//! Asking the head for an extension.

use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::{AnswerId, RefusalKind};
use matter::extension::ExtensionCommand;
use matter::oversight::{DutyKind, DutyRow, duties};
use matter::petition::Purpose::{Accusation, Appeal, Suggestion};
use matter::{Action, Command, DeskCommand, Event, decide};

use crate::common::acts::{accuse, ask_extension, extend, hear, opinion};
use crate::common::case::Case;
use crate::common::{COUNTY, HOUSING, OFFICE, WATER, day, post, viewer, without_leader};

fn refuse(reason: &str) -> Command {
    Command::Extension(ExtensionCommand::Refuse {
        reason: reason.to_owned(),
    })
}

fn taken_back() -> Command {
    Command::Extension(ExtensionCommand::TakeBack {
        reason: String::new(),
    })
}

/// An appeal in handling, for which its handler asks twenty more days.
fn asked() -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-04-20")
        .by(HOUSING, Handler)
        .does(ask_extension(20, HOUSING));
    case
}

fn awaited(case: &Case) -> Vec<DutyRow> {
    let mut rows = duties(&case.matter, &COUNTY.org);
    rows.retain(|row| row.kind == DutyKind::Extension);
    rows
}

#[test]
fn a_request_waits_for_the_head_and_leaves_the_clock() {
    let case = asked();
    assert_eq!(case.clock("K6").due.raw, day("2026-05-04"));
    let rows = awaited(&case);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].unit, rows[0].post),
        (HOUSING, Some(post(HOUSING, Leader)))
    );
    assert_eq!(
        (rows[0].since, rows[0].due),
        (day("2026-04-20"), Some(day("2026-05-04")))
    );
}

#[test]
fn the_head_grants_the_days_or_fewer_and_never_more() {
    let mut case = asked();
    case.by(HOUSING, Leader);
    assert_eq!(case.refuses(extend(21, HOUSING)).kind, RefusalKind::Input);
    case.does(extend(15, HOUSING));
    assert_eq!(case.clock("K6").due.raw, day("2026-05-19"));
    assert!(case.matter.extension.is_none() && awaited(&case).is_empty());
}

#[test]
fn a_refusal_has_its_reason_and_ends_the_wait() {
    let mut case = asked();
    case.by(HOUSING, Leader);
    assert_eq!(case.refuses(refuse(" ")).kind, RefusalKind::Input);
    case.does(refuse("鉴定可以在期限内完成"));
    assert_eq!(case.clock("K6").due.raw, day("2026-05-04"));
    assert!(awaited(&case).is_empty());
    case.by(HOUSING, Handler).does(ask_extension(10, HOUSING));
}

#[test]
fn the_handler_takes_a_request_back_and_the_head_does_not() {
    let mut case = asked();
    case.by(HOUSING, Leader).refuses(taken_back());
    case.by(HOUSING, Handler).does(taken_back());
    assert!(awaited(&case).is_empty());
    assert_eq!(case.refuses(taken_back()).kind, RefusalKind::Missing);
}

#[test]
fn nobody_asks_twice_and_no_paper_passes_a_request_by() {
    let case = asked();
    assert_eq!(
        case.refuses(ask_extension(5, HOUSING)).kind,
        RefusalKind::Stage
    );
    assert_eq!(case.refuses(extend(5, HOUSING)).kind, RefusalKind::Stage);
}

#[test]
fn a_request_stays_within_what_may_be_granted() {
    let mut case = Case::accepted(&[Appeal]);
    case.by(HOUSING, Handler);
    for days in [0, 31] {
        assert_eq!(
            case.refuses(ask_extension(days, HOUSING)).kind,
            RefusalKind::Law
        );
    }
    assert_eq!(
        case.refuses(ask_extension(5, WATER)).kind,
        RefusalKind::Input
    );
    case.on("2026-05-05");
    assert_eq!(
        case.refuses(ask_extension(5, HOUSING)).kind,
        RefusalKind::Law
    );
    let mut suggestion = Case::accepted(&[Suggestion]);
    suggestion.by(HOUSING, Handler);
    assert_eq!(
        suggestion.refuses(ask_extension(5, HOUSING)).kind,
        RefusalKind::Missing
    );
}

#[test]
fn where_nobody_can_approve_here_the_request_names_the_paper() {
    let case = {
        let mut case = Case::accepted(&[Appeal]);
        case.by(HOUSING, Handler);
        case
    };
    let org = without_leader(HOUSING);
    let ctx = matter::Context {
        org: &org,
        ..case.context()
    };
    let refusal = decide(&case.matter, ask_extension(5, HOUSING), &ctx).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Missing);
    assert!(refusal.zh.contains("签字件"));
}

#[test]
fn a_request_lapses_with_the_answer_and_does_not_come_back_with_it() {
    let mut case = asked();
    case.does(hear()).does(opinion(HOUSING, &[1]));
    assert!(case.matter.extension.is_none() && awaited(&case).is_empty());
    let back = DeskCommand::TakeBack {
        answer: AnswerId(1),
        reason: "数字有误".to_owned(),
    };
    case.by(HOUSING, Leader).does(Command::Desk(back));
    assert!(case.matter.extension.is_none());
    assert!(case.may(Action::RefuseExtension).is_err());
}

#[test]
fn a_request_lapses_when_the_unit_is_accused() {
    let mut case = Case::accepted(&[Appeal, Accusation]);
    case.by(HOUSING, Handler).does(ask_extension(20, HOUSING));
    case.by(OFFICE, Clerk).does(accuse(&[HOUSING], &[]));
    assert!(case.matter.extension.is_none());
}

#[test]
fn the_accused_head_is_not_asked() {
    let mut case = Case::accepted(&[Appeal, Accusation]);
    case.by(OFFICE, Clerk)
        .does(accuse(&[], &[viewer(HOUSING, Leader).person]));
    case.by(HOUSING, Handler);
    assert!(case.tries(ask_extension(5, HOUSING)).is_err());
}

#[test]
fn an_extension_that_a_handler_wrote_in_an_earlier_version_replays() {
    let case = Case::accepted(&[Appeal]);
    let clock = case.clock("K6").id;
    let old = serde_json::json!({"clock_extended": {
        "clock": clock, "days": 15, "approver": post(HOUSING, Leader), "reason": "鉴定",
        "due": {"raw": "2026-05-19", "moved": "2026-05-19"},
    }});
    let event: Event = serde_json::from_value(old.clone()).unwrap();
    assert_eq!(serde_json::to_value(&event).unwrap(), old);
    let mut matter = case.matter.clone();
    matter.apply(&event);
    let extended = matter.clocks.iter().find(|one| one.id == clock).unwrap();
    assert_eq!(
        (extended.span.extended, extended.due.raw),
        (15, day("2026-05-19"))
    );
}
