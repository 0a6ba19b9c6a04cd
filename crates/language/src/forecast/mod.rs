//! How many petitions of a category a unit may expect next month, and how sure that is.
//!
//! **The forecast** is level × season. The level is what came lately, what is older fading with a half-life of 120 days. The season
//! is a factor for each of nineteen parts of the year: twelve months, and before them seven stretches around the Spring Festival,
//! since arrears of wages follow the lunar calendar and not the civil one. A unit's factors are drawn towards those of the category
//! over all units, and those towards 1, as far as there is little to go by.
//!
//! **The interval** is meant to hold four counts in five. It is that of a negative binomial whose excess over chance comes from the
//! misses of past forecasts of the same category, as many stretches ahead.
//!
//! **The back-test** makes past forecasts again from what was known on their first day, and sets them beside the plainest forecast
//! there is: as many as in the same month of last year. Where that cannot be done often enough, the outcome is [`TooFew`].
//!
//! It speaks of units and categories; persons are no part of what goes in.

mod backtest;
mod period;
mod rates;
mod spread;

use std::collections::BTreeMap;

use backtest::Made;
pub use backtest::Tested;
pub use period::Step;
use rates::{Days, Factors};
pub use spread::SURE;
use spread::interval;

/// Petitions of one category that reached one unit on one day.
#[derive(Debug, Clone, Copy)]
pub struct Arrived<'a> {
    /// The unit they were for; any name or number.
    pub unit: &'a str,
    /// The category of their content.
    pub category: &'a str,
    /// The day, in days since 1970-01-01.
    pub on: i64,
    /// How many.
    pub count: u32,
}

/// What to forecast.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// Months or weeks.
    pub step: Step,
    /// How many of them, from the one that holds `known_to` on.
    pub ahead: usize,
    /// The first day of which not everything is known yet, in days since 1970-01-01; what came on it or later is left out.
    pub known_to: i64,
    /// First days of the Spring Festival, ascending, in days since 1970-01-01; years without one are read by months alone.
    pub new_years: &'a [i64],
}

/// What a unit may expect of a category.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The unit.
    pub unit: String,
    /// The category.
    pub category: String,
    /// The figures, or why there are none.
    pub outcome: Outcome,
}

/// A forecast, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// One stretch after the other.
    Next(Vec<Next>),
    /// There is not enough to go by.
    TooFew(TooFew),
}

/// One month or week to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Next {
    /// First day, in days since 1970-01-01.
    pub from: i64,
    /// Last day.
    pub to: i64,
    /// How many to expect, on average.
    pub expected: f64,
    /// Four times in five at least as many.
    pub low: u32,
    /// Four times in five at most as many.
    pub high: u32,
    /// The seasons that make up a quarter of it or more, each with its factor: 2 means twice the ordinary.
    pub seasons: Vec<(String, f64)>,
    /// How such forecasts, as far ahead, would have done in the past.
    pub tested: Tested,
}

/// Why there is no forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooFew {
    /// The unit's record is too short.
    Short {
        /// Whole months or weeks on record.
        on_record: usize,
        /// What it takes: a year to learn the seasons from and half a year to test them on.
        needed: usize,
    },
    /// The category is too rare there.
    Rare {
        /// Petitions in the last 365 days.
        last_year: u32,
        /// What it takes.
        needed: u32,
    },
}

/// Petitions a year below which a unit's category is left alone: less than one a month.
const NEEDED: u32 = 12;
/// Days of a unit's record before a forecast is made from it.
const YEAR: i64 = 365;
/// What is older tells nothing of next month, and one mistyped century shall not fill the memory.
const KEPT: i64 = 10 * YEAR + 3;

/// One unit's petitions of one category, day by day.
struct Series {
    unit: String,
    first: i64,
    counts: Vec<u32>,
}

impl Series {
    /// The counts from `from` up to `end`; days before the record are none.
    fn between(&self, from: i64, end: i64) -> &[u32] {
        let at = |day: i64| {
            usize::try_from(day - self.first)
                .unwrap_or(0)
                .min(self.counts.len())
        };
        &self.counts[at(from).min(at(end))..at(end)]
    }

    fn came(&self, from: i64, end: i64) -> u32 {
        self.between(from, end).iter().sum()
    }
}

/// Every series of one category, and their sum.
struct Category {
    units: Vec<Series>,
    all: Series,
    days: Days,
}

/// Forecasts every category of every unit, in order of unit and category.
#[must_use]
pub fn forecast(arrivals: &[Arrived<'_>], asking: &Asking<'_>) -> Vec<Forecast> {
    let begin = asking.step.start(asking.known_to);
    let mut out = Vec::new();
    for (name, category) in gather(arrivals, asking) {
        let made = backtest::run(&category, asking, begin);
        let factors = category.factors(begin);
        for (at, series) in category.units.iter().enumerate() {
            let outcome = match too_few(series, asking.step, begin) {
                Some(why) => Outcome::TooFew(why),
                None => Outcome::Next(next(&category, series, &factors, asking, begin, &made, at)),
            };
            out.push(Forecast {
                unit: series.unit.clone(),
                category: name.to_owned(),
                outcome,
            });
        }
    }
    out.sort_by(|a, b| (&a.unit, &a.category).cmp(&(&b.unit, &b.category)));
    out
}

/// The back-tests of all forecasts, `ahead` stretches ahead (0: the first), as one.
#[must_use]
pub fn overall(forecasts: &[Forecast], ahead: usize) -> Tested {
    let tests = forecasts.iter().filter_map(|one| match &one.outcome {
        Outcome::Next(next) => next.get(ahead).map(|next| next.tested),
        Outcome::TooFew(_) => None,
    });
    tests.fold(Tested::default(), Tested::with)
}

/// The categories with their series. A unit's record begins with its first petition of any category.
fn gather<'a>(arrivals: &[Arrived<'a>], asking: &Asking<'_>) -> BTreeMap<&'a str, Category> {
    let kept = asking.known_to - KEPT..asking.known_to;
    let known = || arrivals.iter().filter(|one| kept.contains(&one.on));
    let last = i64::try_from(asking.ahead).unwrap_or(0) + 1;
    let forecast_to = (asking.step).shift(asking.step.start(asking.known_to), last);
    let mut begun: BTreeMap<&str, i64> = BTreeMap::new();
    let mut counts: BTreeMap<&str, BTreeMap<&str, Vec<&Arrived<'a>>>> = BTreeMap::new();
    for one in known() {
        let first = begun.entry(one.unit).or_insert(one.on);
        *first = (*first).min(one.on);
        counts
            .entry(one.category)
            .or_default()
            .entry(one.unit)
            .or_default()
            .push(one);
    }
    counts
        .into_iter()
        .map(|(category, units)| {
            let first = units.keys().filter_map(|unit| begun.get(unit)).min();
            let first = first.copied().unwrap_or(asking.known_to);
            let units: Vec<Series> = units
                .into_iter()
                .map(|(unit, came)| series(unit, begun[unit], asking.known_to, &came))
                .collect();
            let came: Vec<&Arrived<'_>> = known().filter(|one| one.category == category).collect();
            let category_of = Category {
                units,
                all: series("", first, asking.known_to, &came),
                days: Days::new(first, forecast_to, asking.new_years),
            };
            (category, category_of)
        })
        .collect()
}

fn series(unit: &str, first: i64, end: i64, came: &[&Arrived<'_>]) -> Series {
    let mut counts = vec![0u32; usize::try_from(end - first).unwrap_or(0)];
    for one in came {
        if let Some(count) = usize::try_from(one.on - first)
            .ok()
            .and_then(|day| counts.get_mut(day))
        {
            *count = count.saturating_add(one.count);
        }
    }
    Series {
        unit: unit.to_owned(),
        first,
        counts,
    }
}

impl Category {
    /// The factors of the category over all units, from what came before `end`.
    fn factors(&self, end: i64) -> Factors {
        let (from, counts) = (self.all.first, self.all.between(self.all.first, end));
        rates::factors(counts, self.days.of(from, end), None)
    }

    /// A unit's level and factors, from what came before `end`.
    fn unit(&self, series: &Series, end: i64, towards: &Factors) -> (f64, Factors) {
        let (counts, seasons) = (
            series.between(series.first, end),
            self.days.of(series.first, end),
        );
        let factors = rates::factors(counts, seasons, Some(towards));
        (rates::level(counts, seasons, &factors), factors)
    }
}

fn too_few(series: &Series, step: Step, begin: i64) -> Option<TooFew> {
    let needed = backtest::LEAST + usize::try_from(step.year()).unwrap_or(0);
    let mut on_record = 0;
    let mut start = step.shift(begin, -1);
    while start >= series.first && on_record < needed {
        on_record += 1;
        start = step.shift(start, -1);
    }
    if on_record < needed {
        return Some(TooFew::Short { on_record, needed });
    }
    let last_year = series.came(begin - YEAR, begin);
    (last_year < NEEDED).then_some(TooFew::Rare {
        last_year,
        needed: NEEDED,
    })
}

fn next(
    category: &Category,
    series: &Series,
    towards: &Factors,
    asking: &Asking<'_>,
    begin: i64,
    made: &[Made],
    at: usize,
) -> Vec<Next> {
    let (level, factors) = category.unit(series, begin, towards);
    let mut from = begin;
    made.iter()
        .map(|made| {
            let end = asking.step.shift(from, 1);
            let seasons = category.days.of(from, end);
            let expected = level * rates::made(seasons, &factors);
            let (low, high) = interval(expected, made.misses.excess());
            let next = Next {
                from,
                to: end - 1,
                expected,
                low,
                high,
                seasons: named(seasons, &factors),
                tested: made.tested[at],
            };
            from = end;
            next
        })
        .collect()
}

/// The seasons of at least a quarter of these days, in order.
fn named(seasons: &[u8], factors: &Factors) -> Vec<(String, f64)> {
    let runs = seasons.chunk_by(|a, b| a == b);
    runs.filter(|run| run.len() * 4 >= seasons.len())
        .map(|run| usize::from(run[0]))
        .map(|season| (period::name(season), factors[season]))
        .collect()
}

#[cfg(test)]
mod tests;
