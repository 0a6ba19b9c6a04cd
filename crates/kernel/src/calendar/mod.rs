//! Which day is a working day.
//!
//! The State Council moves rest days every year: a holiday on a Thursday makes the Friday a rest day and some Sunday a
//! make-up working day. Those arrangements are data, one file per notice (`calendars/2026.toml`). For years whose
//! notice is not out yet the calendar falls back to what the law fixes by itself and marks every such day
//! `provisional`, so a date that rests on a guess says so.

mod error;
mod lawful;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

pub use error::CalendarError;
pub use lawful::spring_festivals;
pub use table::YearTable;

/// The arrangements that ship with the program, as (year, text).
const NATIONAL: [(i16, &str); 12] = [
    (2015, include_str!("../../../../calendars/2015.toml")),
    (2016, include_str!("../../../../calendars/2016.toml")),
    (2017, include_str!("../../../../calendars/2017.toml")),
    (2018, include_str!("../../../../calendars/2018.toml")),
    (2019, include_str!("../../../../calendars/2019.toml")),
    (2020, include_str!("../../../../calendars/2020.toml")),
    (2021, include_str!("../../../../calendars/2021.toml")),
    (2022, include_str!("../../../../calendars/2022.toml")),
    (2023, include_str!("../../../../calendars/2023.toml")),
    (2024, include_str!("../../../../calendars/2024.toml")),
    (2025, include_str!("../../../../calendars/2025.toml")),
    (2026, include_str!("../../../../calendars/2026.toml")),
];

/// Built once; a broken built-in file is a broken build, and the tests below read every one.
static BUILT_IN: LazyLock<Calendar> = LazyLock::new(|| Calendar {
    tables: Arc::new(
        NATIONAL
            .iter()
            .map(|(year, text)| match YearTable::parse(text) {
                Ok(table) => (*year, table),
                Err(error) => unreachable!("built-in calendar {year}: {error}"),
            })
            .collect(),
    ),
});

/// What one day is, and whether that is certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Working day, weekend, holiday or make-up day.
    pub kind: DayKind,
    /// No State Council arrangement is known for the day's year, so the kind may still change.
    pub provisional: bool,
}

/// The four kinds of day. Names are Chinese, as the notice gives them, and cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// A rest day of the named holiday, including the days moved to it.
    Holiday(Arc<str>),
    /// A Saturday or Sunday worked for the named holiday.
    MakeUp(Arc<str>),
}

impl DayKind {
    /// Whether offices work on such a day.
    #[must_use]
    pub fn is_working(&self) -> bool {
        matches!(self, Self::Working | Self::MakeUp(_))
    }

    fn of_the_week(date: Date) -> Self {
        match date.weekday() {
            Weekday::Saturday | Weekday::Sunday => Self::Weekend,
            _ => Self::Working,
        }
    }
}

/// The working calendar of the country, with any year replaced by a newer table. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    tables: Arc<BTreeMap<i16, YearTable>>,
}

impl Calendar {
    /// The State Council's arrangements for 2015 to 2026.
    #[must_use]
    pub fn national() -> Self {
        BUILT_IN.clone()
    }

    /// The same calendar with one year's table added or replaced.
    #[must_use]
    pub fn with_year(mut self, table: YearTable) -> Self {
        Arc::make_mut(&mut self.tables).insert(table.year(), table);
        self
    }

    /// The years whose arrangement is known, ascending.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.tables.keys().copied()
    }

    /// What `date` is. The table of its own year answers first; a notice may also reach into the last days of the
    /// year before (New Year 2019 began on 30 December 2018) or the first of the year after.
    #[must_use]
    pub fn day(&self, date: Date) -> Day {
        let year = date.year();
        let known = [year, year.saturating_add(1), year.saturating_sub(1)]
            .into_iter()
            .find_map(|year| self.tables.get(&year)?.day(date));
        if let Some(kind) = known {
            return Day {
                kind: kind.clone(),
                provisional: false,
            };
        }
        let provisional = !self.tables.contains_key(&year);
        let holiday = if provisional {
            lawful::holiday(date)
        } else {
            None
        };
        let kind = holiday.map_or_else(|| DayKind::of_the_week(date), DayKind::Holiday);
        Day { kind, provisional }
    }

    /// Whether offices work on `date`.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        self.day(date).kind.is_working()
    }

    /// The `n`-th working day after `from`; `from` itself is not counted, so `n = 0` gives `from` back. Stops at the
    /// last date there is.
    #[must_use]
    pub fn add_working_days(&self, from: Date, n: u16) -> Date {
        let mut date = from;
        for _ in 0..n {
            date = self.working_day_on_or_after(next(date));
        }
        date
    }

    /// `date` if it is a working day, else the first one after it (Civil Code Art. 203). Stops at the last date there
    /// is.
    #[must_use]
    pub fn working_day_on_or_after(&self, date: Date) -> Date {
        let mut date = date;
        while !self.is_working_day(date) && date < Date::MAX {
            date = next(date);
        }
        date
    }
}

/// The day after, or the same day at the end of time.
pub(crate) fn next(date: Date) -> Date {
    date.saturating_add(1.day())
}
