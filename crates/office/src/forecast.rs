//! How many petitions of a category a unit may expect this month and the next, for one viewer.
//!
//! Counted from matters in sight, by the unit that answers and the day of receipt; accusations are left out. It speaks of units and
//! categories, never of persons. A day's figures stay: what came in today changes next month's little, and counting takes a while.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::UnitId;
use kernel::access::Viewer;
use kernel::calendar::spring_festivals;
use language::{Arrived, Asking, Forecast, Next, Outcome, Step, Tested, TooFew, overall};
use matter::category::first_level;
use quick_cache::sync::Cache;
use store::tables::list;

use crate::lists::day_number;
use crate::{Moment, Office, OfficeError};

/// How many months are shown: this one and the next.
pub const MONTHS: usize = 2;
/// How far back is counted, in years.
const YEARS: i32 = 6;

/// Outlooks by viewer, day and how many matters are sealed: one that is sealed today is in no figure from now on.
pub(crate) struct Outlooks(Cache<(Viewer, Date, i64), Arc<Outlook>>);

impl Default for Outlooks {
    fn default() -> Self {
        Self(Cache::new(256))
    }
}

/// What is to be expected, as far as a viewer sees.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Categories of units with figures, the most to expect next month first.
    pub expected: Vec<Expected>,
    /// Categories of units with too little to go by.
    pub too_few: Vec<(UnitId, String, TooFew)>,
    /// How the forecasts for each month ahead would have done in the past.
    pub tested: Vec<Tested>,
}

/// What a unit may expect of a category.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The unit.
    pub unit: UnitId,
    /// The category.
    pub category: String,
    /// Month by month.
    pub months: Vec<Next>,
}

impl Office {
    /// What this viewer's units may expect.
    ///
    /// # Errors
    /// The storage's.
    pub fn outlook(&self, viewer: &Viewer, moment: Moment) -> Result<Arc<Outlook>, OfficeError> {
        let today = moment.today();
        let reader = self.store.reader()?;
        let key = (viewer.clone(), today, list::sealed(&reader)?);
        if let Some(outlook) = self.outlooks.0.get(&key) {
            return Ok(outlook);
        }
        let from = today.saturating_sub(YEARS.years());
        let days = list::by_day(&reader, viewer, from)?;
        let outlook = Arc::new(expect(&days, today));
        self.outlooks.0.insert(key, Arc::clone(&outlook));
        Ok(outlook)
    }
}

fn expect(days: &[list::Daily], today: Date) -> Outlook {
    let units: Vec<String> = days.iter().map(|day| day.unit.to_string()).collect();
    let arrivals: Vec<Arrived<'_>> = days
        .iter()
        .zip(&units)
        .filter_map(|(day, unit)| {
            Some(Arrived {
                unit,
                category: first_level(&day.category),
                on: day_number(day.received.parse().ok()?),
                count: day.count,
            })
        })
        .collect();
    let new_years: Vec<i64> = spring_festivals().map(day_number).collect();
    let found = language::forecast(
        &arrivals,
        &Asking {
            step: Step::Month,
            ahead: MONTHS,
            known_to: day_number(today),
            new_years: &new_years,
        },
    );
    let tested = (0..MONTHS).map(|ahead| overall(&found, ahead)).collect();
    let mut outlook = Outlook {
        expected: Vec::new(),
        too_few: Vec::new(),
        tested,
    };
    for Forecast {
        unit,
        category,
        outcome,
    } in found
    {
        let Ok(unit) = unit.parse() else { continue };
        match outcome {
            Outcome::Next(months) => outlook.expected.push(Expected {
                unit,
                category,
                months,
            }),
            Outcome::TooFew(why) => outlook.too_few.push((unit, category, why)),
        }
    }
    let next = |one: &Expected| one.months.last().map_or(0.0, |month| month.expected);
    outlook.expected.sort_by(|a, b| next(b).total_cmp(&next(a)));
    outlook
}

/// A day as the forecast counts it, as a date.
pub fn date(day: i64) -> Date {
    Date::constant(1970, 1, 1).saturating_add(day.days())
}
