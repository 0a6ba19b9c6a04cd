//! The forecast on invented records with known seasons.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use jiff::civil::date;

use crate::civil::days;

/// First days of the Spring Festival, 2018 to 2026.
fn new_years() -> Vec<i64> {
    let dates = [
        (2018, 2, 16),
        (2019, 2, 5),
        (2020, 1, 25),
        (2021, 2, 12),
        (2022, 2, 1),
        (2023, 1, 22),
        (2024, 2, 10),
        (2025, 1, 29),
        (2026, 2, 17),
    ];
    dates
        .map(|(year, month, day)| days(date(year, month, day)))
        .to_vec()
}

/// Even numbers below 1, always the same ones.
struct Dice(u64);

impl Dice {
    #[allow(clippy::cast_precision_loss)]
    fn roll(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A count of this mean (Poisson).
    fn count(&mut self, mean: f64) -> u32 {
        let (mut product, mut count) = (self.roll(), 0);
        while product > (-mean).exp() {
            product *= self.roll();
            count += 1;
        }
        count
    }
}

/// Days on record, petitions a day by unit, category and day.
fn record(
    from: i64,
    end: i64,
    series: &[(&'static str, &'static str)],
    rate: impl Fn(&str, &str, i64) -> f64,
) -> Vec<Arrived<'static>> {
    let mut dice = Dice(7);
    let mut out = Vec::new();
    for &(unit, category) in series {
        for on in from..end {
            let count = dice.count(rate(unit, category, on));
            if count > 0 {
                out.push(Arrived {
                    unit,
                    category,
                    on,
                    count,
                });
            }
        }
    }
    out
}

/// Wages are asked for three times as often in the six weeks before the festival, noise in July and August.
fn county(category: &str, on: i64) -> f64 {
    let before = new_years()
        .iter()
        .any(|festival| (1..=45).contains(&(festival - on)));
    let summer = matches!(crate::civil::date(on).month(), 7 | 8);
    match category {
        "拖欠工资" if before => 0.9,
        "拖欠工资" => 0.3,
        "施工噪音" if summer => 1.0,
        "施工噪音" => 0.4,
        _ => 0.02,
    }
}

const SERIES: [(&str, &str); 4] = [
    ("人社局", "拖欠工资"),
    ("住建局", "拖欠工资"),
    ("住建局", "施工噪音"),
    ("住建局", "路灯"),
];

fn asking(known_to: i64, new_years: &[i64]) -> Asking<'_> {
    Asking {
        step: Step::Month,
        ahead: 3,
        known_to,
        new_years,
    }
}

fn next_of<'a>(all: &'a [Forecast], unit: &str, category: &str) -> &'a [Next] {
    let one = all
        .iter()
        .find(|one| one.unit == unit && one.category == category)
        .unwrap();
    match &one.outcome {
        Outcome::Next(next) => next,
        Outcome::TooFew(why) => panic!("{why:?}"),
    }
}

#[test]
fn wage_arrears_rise_before_the_new_year_wherever_it_falls() {
    let festivals = new_years();
    // In 2023 the festival came on 22 January: the rise lies in December and January. In 2024 on 10 February: January.
    let early = days(date(2022, 12, 1));
    let arrivals = record(days(date(2018, 1, 1)), early, &SERIES, |_, category, on| {
        county(category, on)
    });
    let all = forecast(&arrivals, &asking(early, &festivals));
    let wages = next_of(&all, "人社局", "拖欠工资");
    let truth = |next: &Next| {
        (next.from..=next.to)
            .map(|on| county("拖欠工资", on))
            .sum::<f64>()
    };
    for next in wages {
        let off = next.expected / truth(next);
        assert!((0.7..1.35).contains(&off), "{off} {next:?}");
        assert!(next.low < next.high);
    }
    // February 2023 lies after the festival, an ordinary month.
    assert!(wages[1].expected > 1.5 * wages[2].expected, "{wages:?}");
    let (name, factor) = &wages[1].seasons[0];
    assert!(name == "春节前半个月" && *factor > 1.6, "{name} {factor}");

    let late = days(date(2024, 1, 1));
    let arrivals = record(days(date(2018, 1, 1)), late, &SERIES, |_, category, on| {
        county(category, on)
    });
    let all = forecast(&arrivals, &asking(late, &festivals));
    let wages = next_of(&all, "人社局", "拖欠工资");
    assert!(wages[0].expected > 1.8 * wages[2].expected, "{wages:?}");
    // Noise knows nothing of the festival.
    let noise = next_of(&all, "住建局", "施工噪音");
    assert!(
        (0.7..1.4).contains(&(noise[0].expected / noise[2].expected)),
        "{noise:?}"
    );
}

#[test]
fn the_back_test_beats_last_years_figures_and_its_intervals_hold_what_they_promise() {
    let (festivals, end) = (new_years(), days(date(2024, 1, 1)));
    let arrivals = record(days(date(2018, 1, 1)), end, &SERIES, |_, category, on| {
        county(category, on)
    });
    let all = forecast(&arrivals, &asking(end, &festivals));
    for ahead in 0..3 {
        let tested = overall(&all, ahead);
        let (error, naive) = tested.errors();
        assert_eq!(tested.forecasts, 3 * (24 - ahead));
        assert!(error < 0.9 * naive, "{error} {naive}");
        assert!(
            (SURE - 0.08..=0.97).contains(&tested.coverage()),
            "{tested:?}"
        );
    }
}

#[test]
fn a_short_record_and_a_rare_category_are_too_few() {
    let (festivals, end) = (new_years(), days(date(2024, 1, 1)));
    let arrivals = record(days(date(2018, 1, 1)), end, &SERIES, |_, category, on| {
        county(category, on)
    });
    let all = forecast(&arrivals, &asking(end, &festivals));
    let lights = all.iter().find(|one| one.category == "路灯").unwrap();
    assert!(
        matches!(lights.outcome, Outcome::TooFew(TooFew::Rare { last_year, needed: 12 }) if last_year < 12)
    );

    let arrivals = record(days(date(2022, 8, 1)), end, &SERIES, |_, category, on| {
        county(category, on)
    });
    for one in forecast(&arrivals, &asking(end, &festivals)) {
        let short = TooFew::Short {
            on_record: 17,
            needed: 18,
        };
        assert!(
            matches!(one.outcome, Outcome::TooFew(TooFew::Short { .. })),
            "{one:?}"
        );
        if one.category == "施工噪音" || one.category == "拖欠工资" {
            assert!(
                matches!(one.outcome, Outcome::TooFew(why) if why == short || matches!(why, TooFew::Short { on_record: 16, .. }))
            );
        }
    }
    assert!(forecast(&[], &asking(end, &festivals)).is_empty());
}

#[test]
fn what_came_on_the_unknown_days_changes_nothing() {
    let (festivals, known_to) = (new_years(), days(date(2023, 6, 12)));
    let mut arrivals = record(
        days(date(2018, 1, 1)),
        days(date(2024, 1, 1)),
        &SERIES,
        |_, category, on| county(category, on),
    );
    let with = forecast(&arrivals, &asking(known_to, &festivals));
    arrivals.retain(|one| one.on < known_to);
    assert_eq!(forecast(&arrivals, &asking(known_to, &festivals)), with);
    let next = next_of(&with, "人社局", "拖欠工资");
    assert_eq!(
        (next[0].from, next[0].to),
        (days(date(2023, 6, 1)), days(date(2023, 6, 30)))
    );
    // Nor does anything of the month that is not over.
    arrivals.retain(|one| one.on < days(date(2023, 6, 1)));
    let whole = forecast(&arrivals, &asking(days(date(2023, 6, 1)), &festivals));
    assert_eq!(next_of(&whole, "人社局", "拖欠工资"), next);
}

#[test]
fn the_order_of_rows_and_the_split_of_counts_change_nothing() {
    let (festivals, end) = (new_years(), days(date(2024, 1, 1)));
    let mut arrivals = record(days(date(2020, 1, 1)), end, &SERIES, |_, category, on| {
        county(category, on)
    });
    let once = forecast(&arrivals, &asking(end, &festivals));
    arrivals.reverse();
    let single = arrivals
        .iter()
        .flat_map(|one| (0..one.count).map(|_| Arrived { count: 1, ..*one }));
    assert_eq!(
        forecast(&single.collect::<Vec<_>>(), &asking(end, &festivals)),
        once
    );
}

#[test]
fn weeks_are_forecast_as_months_are() {
    let (festivals, end) = (new_years(), days(date(2024, 1, 31)));
    let arrivals = record(days(date(2019, 1, 1)), end, &SERIES, |_, category, on| {
        4.0 * county(category, on)
    });
    let all = forecast(
        &arrivals,
        &Asking {
            step: Step::Week,
            ..asking(end, &festivals)
        },
    );
    let next = next_of(&all, "人社局", "拖欠工资");
    assert_eq!(
        (next[0].from, next[0].to),
        (days(date(2024, 1, 29)), days(date(2024, 2, 4)))
    );
    // 29 January to 4 February lies before the festival, 12 to 18 February in it.
    assert!(next[0].expected > 1.5 * next[2].expected, "{next:?}");
    assert!((0.7..=0.95).contains(&overall(&all, 0).coverage()));
}
