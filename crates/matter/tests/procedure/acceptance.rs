//! Accepting, not accepting, no longer accepting, naming the proper route.

use kernel::RefusalKind;
use kernel::org::Role::{Clerk, Handler, Leader};
use kernel::rulebook::GroundEffect;
use matter::petition::Channel;
use matter::petition::Purpose::{Accusation, Appeal, Suggestion};
use matter::{Action, AnswerKind, ClockState, Command, Stage};

use crate::common::acts::{not_accept, redirect, serve};
use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, WATER, checked, day};

#[test]
fn a_petition_department_does_not_accept() {
    let mut case = Case::registered(&[Appeal]);
    let refusal = case.by(OFFICE, Leader).refuses(Command::Accept);
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert!(refusal.article.unwrap().contains("第十四条"));
}

#[test]
fn acceptance_starts_the_handling_period_and_meets_the_notice() {
    let case = Case::accepted(&[Appeal]);
    assert_eq!(case.matter.accepted, Some(day("2026-03-05")));
    assert_eq!(case.clock("K3").state, ClockState::Met(day("2026-03-05")));
    assert!(matches!(case.clock("K4").state, ClockState::Ended(..)));
    assert_eq!(case.running(), ["K6"]);
    assert_eq!(case.clock("K6").due.raw, day("2026-05-04"));
}

#[test]
fn every_purpose_has_its_own_handling_period() {
    let case = Case::accepted(&[Appeal, Suggestion, Accusation]);
    assert_eq!(case.running(), ["K6", "K6A", "K6S"]);
}

#[test]
fn a_clerk_routes_but_does_not_accept() {
    let mut case = Case::transferred(&[Appeal]);
    let refusal = case.by(HOUSING, Clerk).refuses(Command::Accept);
    assert_eq!(refusal.kind, RefusalKind::NotYours);
}

#[test]
fn not_accepting_names_a_ground_and_ends_every_demand() {
    let mut case = Case::transferred(&[Appeal, Suggestion]);
    case.by(HOUSING, Handler).does(not_accept(HOUSING, "NA1"));
    assert_eq!(case.matter.stage, Stage::Answered);
    assert_eq!(case.matter.open_demands().count(), 0);
    assert_eq!(case.matter.answers[0].kind.zh(), "不予受理告知书");
}

#[test]
fn the_notice_period_is_kept_when_the_notice_is_served_not_when_it_is_signed() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-16")
        .by(HOUSING, Handler)
        .does(not_accept(HOUSING, "NA1"));
    assert!(case.clock("K3").is_running());
    case.on("2026-03-20").does(serve(1, "2026-03-19"));
    assert_eq!(case.clock("K3").state, ClockState::Met(day("2026-03-19")));
    assert!(case.clock("K3").is_late(case.today));
    assert_eq!(case.matter.stage, Stage::Served);
}

#[test]
fn an_unknown_ground_is_no_ground() {
    let mut case = Case::transferred(&[Appeal]);
    let refusal = case
        .by(HOUSING, Handler)
        .refuses(not_accept(HOUSING, "NA9"));
    assert_eq!(refusal.kind, RefusalKind::Input);
}

#[test]
fn the_ground_on_skipping_levels_fits_visits_only() {
    let mut case = Case::transferred(&[Appeal]);
    let refusal = case
        .by(HOUSING, Handler)
        .refuses(not_accept(HOUSING, "NA2"));
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert!(refusal.article.unwrap().contains("第二十条第一款"));
}

#[test]
fn the_ground_on_skipping_levels_fits_appeals_only() {
    let mut visit = checked(HOUSING, "2026-03-02", &[Accusation]);
    visit.petition.channel = Channel::Visit;
    let mut case = Case::open(visit);
    let refusal = case
        .by(HOUSING, Handler)
        .refuses(not_accept(HOUSING, "NA2"));
    assert_eq!(refusal.kind, RefusalKind::Law);
}

#[test]
fn a_ground_made_for_appeals_leaves_the_accusation_open() {
    let mut visit = checked(HOUSING, "2026-03-02", &[Appeal, Accusation]);
    visit.petition.channel = Channel::Visit;
    let mut case = Case::open(visit);
    case.by(HOUSING, Handler).does(not_accept(HOUSING, "NA2"));
    let open: Vec<_> = case
        .matter
        .open_demands()
        .map(|demand| demand.purpose)
        .collect();
    assert_eq!(open, [Accusation]);
    assert_eq!(case.matter.stage, Stage::Registered);
    case.does(Command::Accept);
    assert_eq!(
        case.running(),
        ["K6", "K6A"],
        "the unserved notice keeps a clock too"
    );
}

#[test]
fn no_longer_accepting_is_a_decision_of_its_own() {
    let command = not_accept(HOUSING, "NL1");
    assert_eq!(command.action(), Action::NoLongerAccept);
    let mut case = Case::transferred(&[Appeal]);
    case.by(HOUSING, Leader).does(command);
    assert_eq!(case.matter.answers[0].kind.zh(), "不再受理告知书");
}

#[test]
fn refusing_needs_a_concrete_reason_and_a_leader_of_the_unit() {
    let mut case = Case::transferred(&[Appeal]);
    case.by(HOUSING, Handler);
    let Command::NotAccept { ground, signer, .. } = not_accept(HOUSING, "NA1") else {
        unreachable!()
    };
    let silent = Command::NotAccept {
        ground,
        effect: GroundEffect::NotAccept,
        reason: "  ".to_owned(),
        signer,
    };
    assert_eq!(case.refuses(silent).kind, RefusalKind::Input);
    assert_eq!(
        case.refuses(not_accept(WATER, "NA1")).kind,
        RefusalKind::Input
    );
}

#[test]
fn a_petition_department_names_the_proper_route_itself() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk).does(redirect(OFFICE));
    assert!(matches!(
        case.matter.answers[0].kind,
        AnswerKind::Redirected { .. }
    ));
    assert_eq!(case.running(), ["K1"]);
    case.does(serve(1, "2026-03-02"));
    assert!(case.running().is_empty());
}

#[test]
fn an_accepted_matter_is_not_refused_any_more() {
    let case = Case::accepted(&[Appeal]);
    assert_eq!(
        case.refuses(not_accept(HOUSING, "NA1")).kind,
        RefusalKind::Stage
    );
    assert_eq!(case.refuses(Command::Accept).kind, RefusalKind::Stage);
}
