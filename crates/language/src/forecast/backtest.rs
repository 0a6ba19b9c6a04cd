//! Past forecasts, made again from what was known then.

use super::rates;
use super::spread::{Misses, interval};
use super::{Asking, Category, YEAR};

/// How forecasts did, or would have done.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tested {
    /// Forecasts made.
    pub forecasts: usize,
    /// Their absolute errors, summed: divided by `forecasts`, the mean absolute error.
    pub error: f64,
    /// The same for "as many as in the same month (or week) of last year".
    pub naive: f64,
    /// How many times the interval held what came.
    pub held: usize,
}

impl Tested {
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            forecasts: self.forecasts + other.forecasts,
            error: self.error + other.error,
            naive: self.naive + other.naive,
            held: self.held + other.held,
        }
    }

    /// Mean absolute error of the forecasts and of last year's figures.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn errors(&self) -> (f64, f64) {
        let forecasts = self.forecasts.max(1) as f64;
        (self.error / forecasts, self.naive / forecasts)
    }

    /// The share of counts that the interval held; [`super::SURE`] is what it was meant to hold.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn coverage(&self) -> f64 {
        self.held as f64 / self.forecasts.max(1) as f64
    }
}

/// Forecasts a unit's series must have been tested on.
pub(super) const LEAST: usize = 6;
/// Stretches tested, counted back from now, for each stretch of a year: two years.
const YEARS: i64 = 2;

/// The tests of one category, one stretch ahead, two ahead and so on.
#[derive(Clone)]
pub(super) struct Made {
    /// How far forecasts missed.
    pub misses: Misses,
    /// The test of each unit, in their order.
    pub tested: Vec<Tested>,
}

/// A forecast whose outcome nobody knew on the day it was made.
struct Pending {
    ends: i64,
    ahead: usize,
    expected: f64,
    count: f64,
}

/// Makes every forecast of the last two years again. An interval is drawn from the misses known on its first day.
pub(super) fn run(category: &Category, asking: &Asking<'_>, begin: i64) -> Vec<Made> {
    let step = asking.step;
    let mut made = vec![
        Made {
            misses: Misses::default(),
            tested: vec![Tested::default(); category.units.len()],
        };
        asking.ahead
    ];
    let mut pending: Vec<Pending> = Vec::new();
    for back in (1..=YEARS * step.year()).rev() {
        let origin = step.shift(begin, -back);
        if origin - category.all.first < YEAR {
            continue;
        }
        pending.retain(|one| {
            let open = one.ends > origin;
            if !open {
                made[one.ahead].misses.add(one.expected, one.count);
            }
            open
        });
        again(category, asking, begin, origin, &mut made, &mut pending);
    }
    for one in pending {
        made[one.ahead].misses.add(one.expected, one.count);
    }
    made
}

/// The forecasts of one day.
fn again(
    category: &Category,
    asking: &Asking<'_>,
    begin: i64,
    origin: i64,
    made: &mut [Made],
    pending: &mut Vec<Pending>,
) {
    let step = asking.step;
    let towards = category.factors(origin);
    for (at, series) in category.units.iter().enumerate() {
        if origin - series.first < YEAR {
            continue;
        }
        let (level, factors) = category.unit(series, origin, &towards);
        let mut from = origin;
        for (ahead, made) in made.iter_mut().enumerate() {
            let end = step.shift(from, 1);
            if end > begin {
                break;
            }
            let expected = level * rates::made(category.days.of(from, end), &factors);
            let count = series.came(from, end);
            let last_year = series.came(
                step.shift(from, -step.year()),
                step.shift(end, -step.year()),
            );
            let (low, high) = interval(expected, made.misses.excess());
            let count = f64::from(count);
            made.tested[at] = made.tested[at].with(Tested {
                forecasts: 1,
                error: (expected - count).abs(),
                naive: (f64::from(last_year) - count).abs(),
                held: usize::from(f64::from(low) <= count && count <= f64::from(high)),
            });
            pending.push(Pending {
                ends: end,
                ahead,
                expected,
                count,
            });
            from = end;
        }
    }
}
