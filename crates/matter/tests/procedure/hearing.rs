//! Hearings in handling and in review: T19, G.2, B.5.

use kernel::RefusalKind;
use kernel::org::Role::{Clerk, Handler, Leader};
use matter::Action;
use matter::petition::Purpose::{Appeal, Suggestion};
use matter::review::Outcome;

use crate::common::acts::{hear, opinion};
use crate::common::case::Case;
use crate::common::reviews::{
    accept, ask, cancel_hearing, conclude, hold_hearing, notify, postpone, record, rule,
};
use crate::common::{HOUSING, OFFICE, WATER, day, post};

/// Accepted on 5 March, heard by the handler on 10 March.
fn handling() -> Case {
    let mut case = Case::accepted(&[Appeal]);
    case.on("2026-03-10").by(HOUSING, Handler).does(hear());
    case
}

#[test]
fn the_host_did_not_investigate() {
    let mut case = handling();
    let refusal = case.refuses(hold_hearing(None, post(HOUSING, Handler), 5));
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert!(refusal.zh.contains("主持人"));
    case.does(hold_hearing(None, post(HOUSING, Leader), 5));
}

#[test]
fn the_host_belongs_to_the_unit_that_holds_the_hearing() {
    let refusal = handling().refuses(hold_hearing(None, post(WATER, Leader), 5));
    assert_eq!(refusal.kind, RefusalKind::Input);
}

#[test]
fn the_members_are_an_odd_number_of_five_or_more() {
    let case = handling();
    for members in [0, 3, 4, 6] {
        let refusal = case.refuses(hold_hearing(None, post(HOUSING, Leader), members));
        assert_eq!(refusal.kind, RefusalKind::Law, "{members}");
    }
    case.clone()
        .does(hold_hearing(None, post(HOUSING, Leader), 7));
}

#[test]
fn the_parties_are_told_seven_days_before() {
    let mut case = handling();
    case.does(hold_hearing(None, post(HOUSING, Leader), 5));
    let refusal = case.refuses(notify(1, "2026-03-16"));
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert!(refusal.zh.contains("2026-03-17"));
    case.does(notify(1, "2026-03-17"));
}

#[test]
fn a_session_is_recorded_on_its_day_with_five_representatives_at_most() {
    let mut case = handling();
    case.does(hold_hearing(None, post(HOUSING, Leader), 5));
    assert_eq!(
        case.refuses(record(1, "2026-03-10", 1)).kind,
        RefusalKind::Stage,
        "no notice yet"
    );
    case.does(notify(1, "2026-03-17"));
    case.on("2026-03-17");
    assert_eq!(
        case.refuses(record(1, "2026-03-17", 6)).kind,
        RefusalKind::Law
    );
    assert_eq!(case.refuses(conclude(1)).kind, RefusalKind::Stage);
    case.does(record(1, "2026-03-17", 5)).does(conclude(1));
    assert!(case.matter.hearings[0].is_concluded());
}

#[test]
fn a_postponed_session_needs_a_new_notice() {
    let mut case = handling();
    case.does(hold_hearing(None, post(HOUSING, Leader), 5))
        .does(notify(1, "2026-03-17"));
    case.on("2026-03-16").does(postpone(1));
    assert_eq!(case.matter.hearings[0].postponed.len(), 1);
    case.on("2026-03-17");
    assert!(case.may(Action::HoldHearing).is_err());
    case.does(notify(1, "2026-03-24"));
}

#[test]
fn no_opinion_comes_before_the_conclusion_of_an_open_hearing() {
    let mut case = handling();
    case.does(hold_hearing(None, post(HOUSING, Leader), 5));
    let refusal = case.refuses(opinion(HOUSING, &[1]));
    assert_eq!(refusal.kind, RefusalKind::Missing);
    case.does(cancel_hearing(1)).does(opinion(HOUSING, &[1]));
}

#[test]
fn hearing_time_counts_in_handling_and_review_unless_a_local_rule_says_otherwise() {
    let mut case = handling();
    case.does(hold_hearing(None, post(HOUSING, Leader), 5));
    assert!(!case.clock("K6").is_stopped());

    let mut case = Case::served();
    case.on("2026-04-01")
        .by(OFFICE, Clerk)
        .does(ask(1, "2026-04-01"));
    case.by(OFFICE, Leader)
        .does(accept(1))
        .does(hold_hearing(Some(1), post(OFFICE, Handler), 5));
    assert!(!case.clock("K11").is_stopped());
}

#[test]
fn a_hearing_has_twenty_days_of_its_own() {
    let mut case = handling();
    case.does(hold_hearing(None, post(HOUSING, Leader), 5));
    assert_eq!(case.clock("K28").due.raw, day("2026-03-30"));
    case.does(cancel_hearing(1));
    assert!(!case.clock("K28").is_running());
}

#[test]
fn who_works_on_the_review_does_not_host_its_hearing() {
    let mut case = Case::served();
    case.on("2026-04-01")
        .by(OFFICE, Clerk)
        .does(ask(1, "2026-04-01"));
    case.by(OFFICE, Leader).does(accept(1));
    let refusal = case.refuses(hold_hearing(Some(1), post(OFFICE, Leader), 5));
    assert_eq!(refusal.kind, RefusalKind::Law);
    case.does(hold_hearing(Some(1), post(OFFICE, Handler), 5));
    assert_eq!(
        case.refuses(rule(1, Outcome::Uphold, OFFICE)).kind,
        RefusalKind::Missing
    );
}

#[test]
fn a_suggestion_is_not_heard() {
    let mut case = Case::accepted(&[Suggestion]);
    case.by(HOUSING, Leader);
    assert!(case.may(Action::DecideHearing).is_err());
}

#[test]
fn another_unit_does_not_hold_the_hearing() {
    let mut case = handling();
    case.by(WATER, Leader);
    let refusal = case.refuses(hold_hearing(None, post(WATER, Leader), 5));
    assert_eq!(refusal.kind, RefusalKind::NotYours);
}
