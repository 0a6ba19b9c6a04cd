//! Which clocks run when, and that each can say why.

use kernel::clock::Light;
use kernel::org::Role::{Clerk, Leader};
use matter::petition::Purpose::{Accusation, Appeal, Suggestion};
use matter::{Clock, Command, Stage};

use crate::common::acts::{assign, extend, hear, opinion, serve};
use crate::common::case::Case;
use crate::common::{COUNTY, HOUSING, OFFICE, day};

#[test]
fn every_clock_of_a_life_explains_its_day_and_names_its_article() {
    let mut case = Case::registered(&[Appeal, Suggestion, Accusation]);
    case.on("2026-03-03")
        .by(OFFICE, Clerk)
        .does(assign(HOUSING, "2026-06-30"));
    case.on("2026-03-05")
        .by(HOUSING, Leader)
        .does(Command::Accept)
        .does(hear());
    case.on("2026-04-01")
        .does(extend(30, HOUSING))
        .does(opinion(HOUSING, &[1]));
    case.does(serve(1, "2026-04-01"));
    let limits: Vec<_> = case
        .matter
        .clocks
        .iter()
        .map(|clock| clock.limit.as_str())
        .collect();
    assert_eq!(limits, ["K1", "K3", "K4", "K5", "K6S", "K6A", "K6", "K9"]);
    for clock in &case.matter.clocks {
        let explanation = clock.explain(&COUNTY.calendar);
        assert_eq!(explanation.due, clock.due, "{}", clock.limit);
        assert_eq!(
            explanation.days[0].number, None,
            "the first day is not counted"
        );
        let limit = COUNTY
            .rulebook
            .limit(&clock.limit, case.matter.weight)
            .unwrap();
        assert!(!limit.article.is_empty());
    }
}

#[test]
fn the_offices_duty_ends_before_the_holiday_the_petitioners_right_after_it() {
    // Sixty days from 5 March end on 4 May, inside the Labour Day holiday.
    let case = Case::accepted(&[Appeal]);
    let clock = case.clock("K6");
    assert_eq!(
        (clock.due.raw, clock.due.moved),
        (day("2026-05-04"), day("2026-05-06"))
    );
    assert_eq!(clock.duty_date(), day("2026-05-04"));

    // Thirty days from 5 March end on Saturday, 4 April, the first day of Qingming.
    let mut case = Case::accepted(&[Appeal]);
    case.does(hear())
        .does(opinion(HOUSING, &[1]))
        .does(serve(1, "2026-03-05"));
    assert_eq!(case.clock("K9").due.raw, day("2026-04-04"));
    assert_eq!(case.clock("K9").duty_date(), day("2026-04-07"));
}

#[test]
fn the_light_turns_with_the_days_left() {
    let case = Case::accepted(&[Appeal]);
    let clock = case.clock("K6");
    let light = |today: &str| clock.light(day(today), 10);
    assert_eq!(light("2026-04-23"), Light::Green);
    assert_eq!(light("2026-04-24"), Light::Yellow);
    assert_eq!(light("2026-05-04"), Light::Yellow);
    assert_eq!(light("2026-05-05"), Light::Red);
}

#[test]
fn time_alone_changes_nothing_but_lateness() {
    let mut case = Case::accepted(&[Appeal]);
    assert!(!case.clock("K6").is_late(day("2026-05-04")));
    assert!(case.clock("K6").is_late(day("2026-05-05")));
    case.on("2027-01-04").does(hear());
    assert_eq!(case.matter.stage, Stage::Handling);
    assert!(case.clock("K6").is_running());
}

#[test]
fn a_duty_that_ended_another_way_was_not_late() {
    let mut case = Case::transferred(&[Appeal]);
    case.on("2026-03-30")
        .by(HOUSING, Leader)
        .does(Command::Accept);
    assert!(
        !case.clock("K4").is_late(case.today),
        "not objecting is not a failure"
    );
    assert!(case.clock("K3").is_late(case.today));
}

#[test]
fn the_next_day_due_is_the_earliest_duty() {
    let case = Case::transferred(&[Appeal]);
    assert_eq!(
        case.matter
            .next_due()
            .map(|clock: &Clock| clock.limit.as_str()),
        Some("K4")
    );
}
