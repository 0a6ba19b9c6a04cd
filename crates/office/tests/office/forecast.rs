//! What to expect: counted from what a viewer may see, and "too few data" where it is so.

use huiyin_office::intake::Submission;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::org::Role;
use matter::Screening;
use matter::petition::Purpose;

use crate::county::{County, OFFICE, WATER, asks, letter, today};

fn told(category: &str, received: Date, purpose: Purpose) -> Submission {
    Submission {
        received,
        screening: Some(Screening {
            category: Some(category.to_owned()),
            ..asks(purpose)
        }),
        ..letter("屋顶漏水", "屋顶漏水，请维修。")
    }
}

/// Two matters a month about housing and two accusations, for thirty months; one matter about schools.
fn record(county: &County) {
    let end: Date = today().today();
    for month in 1..=30 {
        let received = end.checked_sub(month.months()).unwrap();
        for _ in 0..2 {
            county.register(told("住房", received, Purpose::Appeal));
            county.register(told("违纪", received, Purpose::Accusation));
        }
    }
    let earlier = end.checked_sub(1.months()).unwrap();
    county.register(told("教育", earlier, Purpose::Appeal));
}

#[test]
fn a_unit_learns_what_to_expect_and_where_there_is_too_little_to_go_by() {
    let county = County::new();
    record(&county);
    let clerk = county.viewer(OFFICE, Role::Clerk);
    let outlook = county.office.outlook(&clerk, today()).unwrap();
    assert_eq!(outlook.expected.len(), 1, "{outlook:?}");
    let housing = &outlook.expected[0];
    assert_eq!((housing.category.as_str(), housing.unit), ("住房", OFFICE));
    assert_eq!(housing.months.len(), 2);
    for month in &housing.months {
        assert!((1.0..4.0).contains(&month.expected), "{month:?}");
        assert!(month.low <= 2 && 2 <= month.high, "{month:?}");
    }
    assert!(outlook.tested[1].forecasts > 0);
    let few: Vec<&str> = outlook
        .too_few
        .iter()
        .map(|(_, name, _)| name.as_str())
        .collect();
    assert_eq!(few, ["教育"], "and no accusation anywhere");
}

#[test]
fn what_is_out_of_sight_is_not_reckoned_with() {
    let county = County::new();
    record(&county);
    let water = county.viewer(WATER, Role::Leader);
    let outlook = county.office.outlook(&water, today()).unwrap();
    assert!(outlook.expected.is_empty() && outlook.too_few.is_empty());
}
