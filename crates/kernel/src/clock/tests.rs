#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

fn span(trigger: Date, length: u16, unit: DayUnit) -> Span {
    Span::new(trigger, length, unit)
}

fn stop(from: Date, to: Date) -> Stop {
    Stop {
        from,
        to: Some(to),
        kind: StopKind::Hearing,
    }
}

fn raw(span: &Span) -> Date {
    span.due(&Calendar::national()).raw
}

/// The vectors of the domain rules: routing, handling, extension, review, re-review with a hearing, objection.
#[test]
fn statutory_clocks_end_where_the_rules_say() {
    use DayUnit::{Calendar as Days, Working};
    let handling = span(date(2026, 3, 10), 60, Days);
    let extended = Span {
        extended: 30,
        ..handling.clone()
    };
    let mut re_review = span(date(2026, 8, 3), 30, Days);
    re_review.stops = vec![stop(date(2026, 8, 10), date(2026, 8, 19))];

    assert_eq!(
        raw(&span(date(2026, 3, 2), 15, Days)),
        date(2026, 3, 17),
        "K1"
    );
    assert_eq!(raw(&handling), date(2026, 5, 9), "K6");
    assert_eq!(raw(&extended), date(2026, 6, 8), "K7");
    assert_eq!(
        raw(&span(date(2026, 6, 1), 30, Days)),
        date(2026, 7, 1),
        "K9"
    );
    assert_eq!(raw(&re_review), date(2026, 9, 12), "K13");
    assert_eq!(
        raw(&span(date(2026, 3, 2), 5, Working)),
        date(2026, 3, 9),
        "K4"
    );
}

#[test]
fn a_date_on_a_rest_day_moves_to_the_next_working_day() {
    let calendar = Calendar::national();
    // Saturday 12 September 2026 moves to Monday; 9 May 2026 is a Saturday too, but a make-up day, and stays.
    let due = span(date(2026, 9, 2), 10, DayUnit::Calendar).due(&calendar);
    assert_eq!(
        due,
        Due {
            raw: date(2026, 9, 12),
            moved: date(2026, 9, 14)
        }
    );
    let due = span(date(2026, 3, 10), 60, DayUnit::Calendar).due(&calendar);
    assert_eq!(
        due,
        Due {
            raw: date(2026, 5, 9),
            moved: date(2026, 5, 9)
        }
    );
}

#[test]
fn spring_festival_explained_day_by_day() {
    use LineKind::{Counted, First, Holiday, Makeup};
    let told = span(date(2024, 2, 5), 5, DayUnit::Working).explain(&Calendar::national());
    let kinds: Vec<_> = told
        .days
        .iter()
        .map(|line| (line.kind, line.number))
        .collect();
    let mut expected = vec![(First, None)];
    expected.extend((1..=4).map(|n| (Counted, Some(n))));
    expected.extend([(Holiday, None); 8]);
    expected.push((Makeup, Some(5)));
    assert_eq!(kinds, expected);
    assert_eq!(told.days[5].name.as_deref(), Some("春节"));
    assert_eq!(
        told.due,
        Due {
            raw: date(2024, 2, 18),
            moved: date(2024, 2, 18)
        }
    );
    assert!(told.moved.is_empty());
}

#[test]
fn calendar_days_count_on_holidays_and_name_them() {
    let told = span(date(2025, 9, 28), 10, DayUnit::Calendar).explain(&Calendar::national());
    let third = &told.days[3];
    assert_eq!((third.kind, third.number), (LineKind::Counted, Some(3)));
    assert_eq!(third.name.as_deref(), Some("国庆节、中秋节"));
    let moved: Vec<_> = told
        .moved
        .iter()
        .map(|line| (line.date, line.kind, line.number))
        .collect();
    assert_eq!(moved, [(date(2025, 10, 9), LineKind::Counted, None)]);
}

#[test]
fn at_once_means_the_day_of_the_trigger() {
    let at_once = span(date(2026, 3, 7), 0, DayUnit::Calendar);
    let told = at_once.explain(&Calendar::national());
    assert_eq!(
        told.due,
        Due {
            raw: date(2026, 3, 7),
            moved: date(2026, 3, 9)
        }
    );
    assert_eq!(told.days.len(), 1);
}

#[test]
fn stops_before_the_trigger_or_backwards_have_no_effect() {
    let plain = span(date(2026, 3, 10), 10, DayUnit::Calendar);
    let mut stopped = plain.clone();
    stopped.stops = vec![
        stop(date(2026, 3, 1), date(2026, 3, 10)),
        stop(date(2026, 3, 15), date(2026, 3, 12)),
        stop(date(2026, 4, 15), date(2026, 4, 18)),
    ];
    assert_eq!(raw(&stopped), raw(&plain));
}

#[test]
fn an_open_stop_counts_as_its_first_day_alone() {
    let calendar = Calendar::national();
    let mut clock = span(date(2026, 8, 3), 30, DayUnit::Calendar);
    clock.stops.push(Stop {
        from: date(2026, 8, 10),
        to: None,
        kind: StopKind::Hearing,
    });
    assert_eq!(clock.due(&calendar).raw, date(2026, 9, 3));
    let stopped = |clock: &Span| {
        let told = clock.explain(&calendar);
        let days = told.days.into_iter();
        days.filter(|line| line.kind == LineKind::Stopped).count()
    };
    assert_eq!(stopped(&clock), 1);
    // Once it ends, every day of it is left out.
    clock.stops[0].to = Some(date(2026, 8, 19));
    assert_eq!(clock.due(&calendar).raw, date(2026, 9, 12));
    assert_eq!(stopped(&clock), 10);
}

#[test]
fn an_extension_of_a_working_day_clock_runs_in_calendar_days() {
    let mut clock = span(date(2026, 3, 2), 5, DayUnit::Working);
    clock.extended = 6;
    assert_eq!(raw(&clock), date(2026, 3, 15));
    assert_eq!(
        clock
            .explain(&Calendar::national())
            .days
            .last()
            .unwrap()
            .number,
        Some(11)
    );
}

#[test]
fn a_guess_about_a_later_year_says_so() {
    let told = span(date(2026, 12, 30), 3, DayUnit::Working).explain(&Calendar::national());
    let guessed: Vec<_> = told.days.iter().map(|line| line.provisional).collect();
    assert_eq!(guessed, [false, false, true, true, true, true, true]);
}

#[test]
fn lights() {
    let due = date(2026, 3, 17);
    assert_eq!(light(due, date(2026, 3, 13), 3), Light::Green);
    assert_eq!(light(due, date(2026, 3, 14), 3), Light::Yellow);
    assert_eq!(light(due, due, 0), Light::Yellow);
    assert_eq!(light(due, date(2026, 3, 18), 3), Light::Red);
    assert_eq!(light(Date::MAX, Date::MIN, u16::MAX), Light::Green);
}

#[test]
fn names_in_json_are_the_contract_of_the_command_line() {
    let told = span(date(2026, 9, 4), 1, DayUnit::Working).explain(&Calendar::national());
    assert_eq!(
        serde_json::to_string(&told.days[..2]).unwrap(),
        r#"[{"date":"2026-09-04","kind":"first","provisional":false},{"date":"2026-09-05","kind":"rest","provisional":false}]"#
    );
}

#[test]
fn the_end_of_time_does_not_panic() {
    let calendar = Calendar::national();
    let mut clock = span(Date::MAX, u16::MAX, DayUnit::Working);
    clock.extended = u16::MAX;
    clock.stops.push(Stop {
        from: Date::MIN,
        to: Some(Date::MAX),
        kind: StopKind::Suspension,
    });
    assert_eq!(clock.due(&calendar).moved, Date::MAX);
    assert_eq!(clock.explain(&calendar).due.raw, Date::MAX);
    clock.trigger = Date::MIN;
    clock.unit = DayUnit::Calendar;
    assert_eq!(clock.due(&calendar).raw, Date::MAX);
}

prop_compose! {
    fn any_span()(
        start in 0..14_000i32, length in 0u16..120, working: bool, extended in prop_oneof![Just(0), 0u16..40],
        stops in prop::collection::vec((-20..150i32, prop::option::of(-2..30i32)), 0..4),
    ) -> Span {
        let trigger = date(2014, 6, 1).saturating_add(start.days());
        let stops = stops.into_iter().map(|(from, length)| {
            let from = trigger.saturating_add(from.days());
            let to = length.map(|days| from.saturating_add(days.days()));
            Stop { from, to, kind: StopKind::Hearing }
        });
        let unit = if working { DayUnit::Working } else { DayUnit::Calendar };
        Span { trigger, length, unit, extended, stops: stops.collect() }
    }
}

proptest! {
    #[test]
    fn the_explanation_reaches_the_same_date(clock in any_span()) {
        let calendar = Calendar::national();
        prop_assert_eq!(clock.explain(&calendar).due, clock.due(&calendar));
    }

    #[test]
    fn the_days_are_complete_and_the_numbers_consecutive(clock in any_span()) {
        let told = clock.explain(&Calendar::national());
        let numbers: Vec<u16> = told.days.iter().filter_map(|line| line.number).collect();
        prop_assert_eq!(numbers, (1..=clock.length + clock.extended).collect::<Vec<_>>());
        let all: Vec<Date> = told.days.iter().chain(&told.moved).map(|line| line.date).collect();
        prop_assert_eq!(all[0], clock.trigger);
        prop_assert!(all.windows(2).all(|pair| next(pair[0]) == pair[1]));
        prop_assert_eq!(all.last(), Some(&told.due.moved));
        prop_assert!(told.moved.iter().all(|line| line.number.is_none()));
    }

    #[test]
    fn only_a_counted_day_has_a_number_and_no_stopped_day_counts(clock in any_span()) {
        for line in clock.explain(&Calendar::national()).days {
            let counts = matches!(line.kind, LineKind::Counted | LineKind::Makeup);
            prop_assert_eq!(line.number.is_some(), counts);
            let closed = clock.stops.iter().any(|s| s.to.is_some_and(|to| s.from <= line.date && line.date <= to));
            prop_assert!(!(counts && closed), "{} counted while stopped", line.date);
        }
    }

    #[test]
    fn the_moved_date_is_the_first_working_day_from_the_raw_one(clock in any_span()) {
        let calendar = Calendar::national();
        let due = clock.due(&calendar);
        prop_assert!(clock.trigger <= due.raw && due.raw <= due.moved);
        prop_assert_eq!(due.moved, calendar.working_day_on_or_after(due.raw));
        prop_assert!(calendar.is_working_day(due.moved));
    }

    #[test]
    fn more_time_never_ends_earlier(clock in any_span(), days in 1u16..30) {
        let end = raw(&clock);
        let longer = Span { length: clock.length + days, ..clock.clone() };
        let extended = Span { extended: clock.extended + days, ..clock };
        prop_assert!(raw(&longer) > end);
        prop_assert!(raw(&extended) > end);
    }

    #[test]
    fn a_stop_inside_a_calendar_clock_adds_exactly_its_days(
        start in 0..10_000i32, length in 10u16..90, from in 1..=10i32, days in 1..40i32,
    ) {
        let trigger = date(2015, 1, 1).saturating_add(start.days());
        let plain = span(trigger, length, DayUnit::Calendar);
        let from = trigger.saturating_add(from.days());
        let to = from.saturating_add((days - 1).days());
        let once = Span { stops: vec![stop(from, to)], ..plain.clone() };
        prop_assert_eq!(raw(&once), raw(&plain).saturating_add(days.days()));
        let twice = Span { stops: vec![stop(from, to), stop(from, to)], ..plain };
        prop_assert_eq!(raw(&twice), raw(&once), "overlapping stops count once");
    }

    #[test]
    fn working_days_take_at_least_as_long_as_calendar_days(clock in any_span()) {
        let calendar_days = Span { unit: DayUnit::Calendar, ..clock.clone() };
        let working_days = Span { unit: DayUnit::Working, ..clock };
        prop_assert!(raw(&calendar_days) <= raw(&working_days));
    }
}
