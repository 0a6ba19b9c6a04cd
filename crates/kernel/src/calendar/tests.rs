#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

fn any_date() -> impl Strategy<Value = Date> {
    (0..20_000i32).prop_map(|n| date(2010, 1, 1).saturating_add(n.days()))
}

fn table_of(text: &str) -> Result<YearTable, CalendarError> {
    YearTable::parse(text)
}

/// Working days that a notice takes away: rest days on Monday to Friday less make-up days. Whatever the notice moves,
/// each statutory holiday costs exactly one working day, so this counts the statutory holidays.
fn working_days_lost(table: &YearTable) -> i64 {
    let cost = |date, kind: &DayKind| match kind {
        DayKind::MakeUp(_) => -1,
        _ => i64::from(DayKind::of_the_week(date) == DayKind::Working),
    };
    table.days().map(|(date, kind)| cost(date, kind)).sum()
}

#[test]
fn every_notice_gives_the_number_of_statutory_holidays() {
    let lost: Vec<_> = Calendar::national()
        .tables
        .values()
        .map(|t| (t.year(), working_days_lost(t)))
        .collect();
    let expected = (2015..=2026).map(|year| {
        let days = match year {
            2015 => 12, // and 3 September, seventy years after the war
            2020 => 13, // and two days of the epidemic's longer Spring Festival
            ..=2024 => 11,
            _ => 13, // the 2024 revision
        };
        (year, days)
    });
    assert_eq!(lost, expected.collect::<Vec<_>>());
}

#[test]
fn make_up_days_are_weekend_days_and_rest_days_rest() {
    let calendar = Calendar::national();
    for table in calendar.tables.values() {
        for (day, kind) in table.days() {
            if let DayKind::MakeUp(name) = kind {
                assert_eq!(DayKind::of_the_week(day), DayKind::Weekend, "{day} {name}");
            }
            assert_eq!(
                calendar.is_working_day(day),
                matches!(kind, DayKind::MakeUp(_)),
                "{day}"
            );
        }
    }
}

#[test]
fn every_known_arrangement_rests_on_the_holidays_of_the_law() {
    let calendar = Calendar::national();
    for year in [2025, 2026] {
        let mut day = date(year, 1, 1);
        let mut found = 0;
        while day.year() == year {
            if let Some(name) = lawful::holiday(day) {
                found += 1;
                let DayKind::Holiday(given) = calendar.day(day).kind else {
                    panic!("{day} {name}")
                };
                assert!(given.contains(&*name), "{day}: {given} is not {name}");
            }
            day = next(day);
        }
        assert_eq!(found, 13, "{year}");
    }
}

#[test]
fn later_years_have_the_holidays_of_the_law_and_say_so() {
    let calendar = Calendar::national();
    for year in 2027..=2050 {
        let days = (0..365).map(|n: i32| date(year, 1, 1).saturating_add(n.days()));
        let holidays = days
            .filter(|d| matches!(calendar.day(*d).kind, DayKind::Holiday(_)))
            .count();
        // In three of these years mid-autumn falls into the National Day holiday.
        let expected = if matches!(year, 2028 | 2031 | 2039) {
            12
        } else {
            13
        };
        assert_eq!(holidays, expected, "{year}");
    }
    assert_eq!(
        calendar.day(date(2027, 2, 5)),
        Day {
            kind: DayKind::Holiday("春节".into()),
            provisional: true
        }
    );
    assert_eq!(
        calendar.day(date(2027, 2, 9)),
        Day {
            kind: DayKind::Working,
            provisional: true
        }
    );
    assert_eq!(
        calendar.day(date(2051, 10, 3)).kind,
        DayKind::Holiday("国庆节".into())
    );
}

#[test]
fn years_before_the_tables_know_weekends_only() {
    let calendar = Calendar::national();
    assert_eq!(
        calendar.day(date(2014, 10, 1)),
        Day {
            kind: DayKind::Working,
            provisional: true
        }
    );
    assert_eq!(
        calendar.day(date(2014, 10, 4)),
        Day {
            kind: DayKind::Weekend,
            provisional: true
        }
    );
}

#[test]
fn spring_festival_2024_and_its_make_up_days() {
    let calendar = Calendar::national();
    assert_eq!(calendar.day(date(2024, 2, 9)).kind, DayKind::Working);
    assert_eq!(
        calendar.day(date(2024, 2, 10)).kind,
        DayKind::Holiday("春节".into())
    );
    assert_eq!(
        calendar.day(date(2024, 2, 18)).kind,
        DayKind::MakeUp("春节".into())
    );
    assert_eq!(
        calendar.add_working_days(date(2024, 2, 5), 5),
        date(2024, 2, 18)
    );
    assert_eq!(
        calendar.working_day_on_or_after(date(2024, 2, 10)),
        date(2024, 2, 18)
    );
}

#[test]
fn a_notice_may_reach_into_the_december_before() {
    let calendar = Calendar::national();
    assert_eq!(
        calendar.day(date(2018, 12, 29)).kind,
        DayKind::MakeUp("元旦".into())
    );
    assert_eq!(
        calendar.day(date(2018, 12, 31)),
        Day {
            kind: DayKind::Holiday("元旦".into()),
            provisional: false
        }
    );
}

#[test]
fn a_late_notice_replaces_the_provisional_year() {
    let table = table_of(
        "year = 2027\n[[holiday]]\nname = \"春节\"\nfrom = 2027-02-05\nto = \"2027-02-11\"\nwork = [2027-02-14]",
    );
    let calendar = Calendar::national().with_year(table.unwrap());
    assert_eq!(
        calendar.day(date(2027, 2, 10)),
        Day {
            kind: DayKind::Holiday("春节".into()),
            provisional: false
        }
    );
    assert!(calendar.is_working_day(date(2027, 2, 14)));
    assert!(
        Calendar::national().is_working_day(date(2027, 2, 10)),
        "the built-in one is untouched"
    );
}

#[test]
fn the_public_json_shape_is_read_too() {
    let table = table_of(
        r#"{"$id":"x","year":2024,"days":[{"name":"春节","date":"2024-02-18","isOffDay":false},
            {"name":"春节","date":"2024-02-10","isOffDay":true}]}"#,
    );
    let days: Vec<_> = table
        .unwrap()
        .days()
        .map(|(day, kind)| (day, kind.clone()))
        .collect();
    assert_eq!(
        days,
        [
            (date(2024, 2, 10), DayKind::Holiday("春节".into())),
            (date(2024, 2, 18), DayKind::MakeUp("春节".into())),
        ]
    );
}

#[test]
fn contradictory_tables_are_refused() {
    let holiday = |from: &str, to: &str, work: &str| {
        table_of(&format!(
            "year = 2027\n[[holiday]]\nname = \"春节\"\nfrom = {from}\nto = {to}\nwork = [{work}]"
        ))
    };
    let day = |month, day| date(2027, month, day);
    assert!(matches!(
        holiday("2027-02-30", "2027-03-01", ""),
        Err(CalendarError::Syntax(_))
    ));
    assert!(matches!(
        holiday("\"二月五日\"", "2027-03-01", ""),
        Err(CalendarError::Syntax(_))
    ));
    assert!(matches!(
        table_of(r#"{"year":2024}"#),
        Err(CalendarError::Syntax(_))
    ));
    assert_eq!(
        table_of(r#"{"year":2024,"days":[]}"#),
        Err(CalendarError::Empty(2024))
    );
    for (from, to) in [("2027-02-06", "2027-02-05"), ("2027-02-05", "2037-02-05")] {
        assert!(matches!(
            holiday(from, to, ""),
            Err(CalendarError::BadRange { .. })
        ));
    }
    assert_eq!(
        holiday("2027-02-05", "2027-02-07", "2027-02-06"),
        Err(CalendarError::Twice(day(2, 6)))
    );
    assert_eq!(
        holiday("2027-02-05", "2027-02-07", "2027-02-10"),
        Err(CalendarError::MakeUpOnWeekday(day(2, 10)))
    );
    assert_eq!(
        holiday("2026-11-05", "2026-11-05", ""),
        Err(CalendarError::OtherYear {
            year: 2027,
            date: date(2026, 11, 5)
        })
    );
}

#[test]
fn the_ends_of_time_do_not_panic() {
    let calendar = Calendar::national();
    assert_eq!(
        calendar.day(Date::MAX),
        Day {
            kind: DayKind::Working,
            provisional: true
        }
    );
    assert!(calendar.day(Date::MIN).provisional);
    assert!(calendar.add_working_days(Date::MIN, 3) > Date::MIN);
    assert_eq!(calendar.add_working_days(Date::MAX, 9), Date::MAX);
    assert_eq!(calendar.working_day_on_or_after(Date::MAX), Date::MAX);
    assert!(matches!(
        table_of(r#"{"year":32767,"days":[{"name":"x","date":"-009999-01-01","isOffDay":true}]}"#),
        Err(CalendarError::OtherYear { .. })
    ));
}

proptest! {
    #[test]
    fn adding_working_days_lands_on_the_nth(from in any_date(), n in 1u16..60) {
        let calendar = Calendar::national();
        let end = calendar.add_working_days(from, n);
        let mut counted = 0;
        let mut day = from;
        while day < end {
            day = next(day);
            counted += u16::from(calendar.is_working_day(day));
        }
        prop_assert!(calendar.is_working_day(end));
        prop_assert_eq!(counted, n);
    }

    #[test]
    fn adding_in_two_steps_is_adding_at_once(from in any_date(), a in 0u16..30, b in 0u16..30) {
        let calendar = Calendar::national();
        let stepwise = calendar.add_working_days(calendar.add_working_days(from, a), b);
        prop_assert_eq!(stepwise, calendar.add_working_days(from, a + b));
    }

    #[test]
    fn only_rest_days_lie_before_the_next_working_day(from in any_date()) {
        let calendar = Calendar::national();
        let to = calendar.working_day_on_or_after(from);
        prop_assert!(calendar.is_working_day(to));
        let mut day = from;
        while day < to {
            prop_assert!(!calendar.is_working_day(day));
            day = next(day);
        }
    }
}
