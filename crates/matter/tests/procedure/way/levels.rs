//! The level rule for visits (Art. 20): registered and guided, never punished.

use kernel::RefusalKind;
use kernel::org::Role::{Clerk, Leader};
use matter::petition::Channel;
use matter::petition::Purpose::{Appeal, Suggestion};
use matter::routing::level;
use matter::routing::level::Level;
use matter::{Action, AnswerKind, Arrival, Stage};

use crate::common::acts::{close, guide, serve};
use crate::common::case::Case;
use crate::common::{COUNTY, HOUSING, OFFICE, TOWNSHIP, VILLAGE, WATER, checked, with_city};

fn visit(office: kernel::UnitId) -> Arrival {
    let mut arrival = checked(office, "2026-03-02", &[Appeal]);
    arrival.petition.channel = Channel::Visit;
    arrival
}

#[test]
fn a_visit_is_right_at_the_own_level_and_one_level_up() {
    let org = &COUNTY.org;
    assert_eq!(level::of_visit(OFFICE, HOUSING, org), Level::Right);
    assert_eq!(level::of_visit(OFFICE, TOWNSHIP, org), Level::Right);
    assert_eq!(level::of_visit(TOWNSHIP, TOWNSHIP, org), Level::Right);
    assert_eq!(level::of_visit(TOWNSHIP, WATER, org), Level::Elsewhere);
    let city = with_city();
    let office = crate::common::CITY_OFFICE;
    assert_eq!(level::of_visit(office, HOUSING, &city), Level::Right);
    assert_eq!(level::of_visit(office, TOWNSHIP, &city), Level::Skipped);
}

#[test]
fn a_visitor_at_the_wrong_place_is_registered_and_guided() {
    let mut case = Case::open(visit(VILLAGE));
    assert_eq!(case.matter.stage, Stage::Registered);
    case.by(VILLAGE, Leader).does(guide(HOUSING, VILLAGE));
    let answer = &case.matter.answers[0];
    assert!(
        matches!(&answer.kind, AnswerKind::Redirected { to, .. } if to.contains("青禾县住房局"))
    );
    assert!(case.sight().contains(&HOUSING), "the right organ is told");
    case.does(serve(1, "2026-03-02")).does(close());
}

#[test]
fn an_appeal_that_skipped_levels_is_not_accepted_and_told_where_to_go() {
    let mut case = Case::open(visit(VILLAGE));
    case.by(VILLAGE, Leader).matter.office = crate::common::CITY_OFFICE;
    let org = with_city();
    let actor = case.actor.clone();
    let mut ctx = COUNTY.context(case.today, &actor);
    ctx.org = &org;
    let events = matter::decide(&case.matter, guide(TOWNSHIP, VILLAGE), &ctx).unwrap();
    events.iter().for_each(|event| case.matter.apply(event));
    let kind = &case.matter.answers[0].kind;
    assert!(matches!(kind, AnswerKind::NotAccepted { ground, .. } if ground.as_str() == "NA2"));
}

#[test]
fn whoever_came_to_the_right_place_is_not_sent_away() {
    let mut case = Case::open(visit(OFFICE));
    let refusal = case.by(OFFICE, Leader).refuses(guide(TOWNSHIP, OFFICE));
    assert_eq!(refusal.kind, RefusalKind::Law);
    assert_eq!(
        refusal.article.as_deref(),
        Some("《信访工作条例》第二十条第一款")
    );
}

#[test]
fn letters_may_go_to_any_level() {
    let mut case = Case::open(checked(VILLAGE, "2026-03-02", &[Suggestion]));
    let refusal = case.by(VILLAGE, Clerk).may(Action::Guide).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Missing);
}
