//! Clocks (期限): from a trigger to a due date that can explain itself day by day.
//!
//! The day of the trigger is not counted (Civil Code Art. 201). Days inside a stop are not counted, whatever the unit.
//! A working-day clock counts working days only; an extension is always granted in calendar days and runs on from
//! there. The day with the last number is the raw due date. If it is a rest day, the date is moved to the next working
//! day (Civil Code Art. 203). Applying that article to petitions is an analogy, so both dates are kept: the earlier is
//! the office's duty, the later the petitioner's right.

mod explain;
mod stop;
#[cfg(test)]
mod tests;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, next};

pub use explain::{DayLine, Explanation, LineKind};
pub use stop::{Stop, StopKind, sentence};

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayUnit {
    /// Every day (日、自然日).
    Calendar,
    /// Days on which offices work (工作日), make-up days included.
    Working,
    /// Calendar months (月): they end on the day of that number, or on the month's last day (Civil Code Art. 202).
    Month,
}

/// A running clock: all that its due date depends on, besides the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The day of the event that starts the clock; not counted itself.
    pub trigger: Date,
    /// Days, or months, allowed; 0 means at once, on the day of the trigger.
    pub length: u16,
    /// The unit of `length`.
    pub unit: DayUnit,
    /// Days granted on top, in calendar days.
    #[serde(default)]
    pub extended: u16,
    /// Times that do not count. They may overlap (a day stops once); days up to the trigger have no effect.
    #[serde(default)]
    pub stops: Vec<Stop>,
}

/// The end of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The day with the last number, be it a rest day or not: the office's duty.
    pub raw: Date,
    /// `raw`, moved off a rest day to the next working day (Civil Code Art. 203): the petitioner's right.
    pub moved: Date,
}

impl Span {
    /// A span without extension or stops.
    #[must_use]
    pub fn new(trigger: Date, length: u16, unit: DayUnit) -> Self {
        Self {
            trigger,
            length,
            unit,
            extended: 0,
            stops: Vec::new(),
        }
    }

    /// When the clock ends. A stop still open counts as its first day only: the earliest end that is still possible.
    #[must_use]
    pub fn due(&self, calendar: &Calendar) -> Due {
        let stopped = Stopped::new(self);
        let base = match self.unit {
            DayUnit::Calendar | DayUnit::Month => stopped.add_days(self.trigger, self.counted()),
            DayUnit::Working => stopped.add_working_days(calendar, self.trigger, self.length),
        };
        let raw = stopped.add_days(base, self.extended);
        Due {
            raw,
            moved: calendar.working_day_on_or_after(raw),
        }
    }

    /// The days that carry a number before any extension: `length` itself, or the days that the months make.
    fn counted(&self) -> u16 {
        if self.unit != DayUnit::Month {
            return self.length;
        }
        let end = self.trigger.saturating_add(i32::from(self.length).months());
        u16::try_from(days_between(self.trigger, end)).unwrap_or(u16::MAX)
    }
}

/// The stopped days after the trigger as disjoint ranges, ascending, both ends included.
struct Stopped(Vec<(Date, Date)>);

impl Stopped {
    /// Open stops end on the day they began.
    fn new(span: &Span) -> Self {
        let end = |stop: &Stop| stop.to.unwrap_or(stop.from);
        let mut ranges: Vec<_> = span
            .stops
            .iter()
            .map(|stop| (stop.from.max(next(span.trigger)), end(stop)))
            .filter(|(from, to)| from <= to)
            .collect();
        ranges.sort_unstable();
        let mut merged: Vec<(Date, Date)> = Vec::with_capacity(ranges.len());
        for (from, to) in ranges {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        Self(merged)
    }

    fn contains(&self, date: Date) -> bool {
        self.0
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&date))
    }

    /// The `n`-th day after `from` that is not stopped.
    fn add_days(&self, from: Date, n: u16) -> Date {
        if n == 0 {
            return from;
        }
        let mut end = from.saturating_add(i32::from(n).days());
        for (first, last) in &self.0 {
            if *last <= from {
                continue;
            }
            if *first > end {
                break;
            }
            let days = days_between((*first).max(next(from)), *last) + 1;
            end = end.saturating_add(days.days());
        }
        end
    }

    /// The `n`-th working day after `from` that is not stopped.
    fn add_working_days(&self, calendar: &Calendar, from: Date, n: u16) -> Date {
        let mut date = from;
        let mut left = n;
        while left > 0 && date < Date::MAX {
            date = next(date);
            if calendar.is_working_day(date) && !self.contains(date) {
                left -= 1;
            }
        }
        date
    }
}

/// Days from `a` to `b`, not negative here; a civil date range never overflows `i32`.
fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |span| span.get_days())
}

/// How a due date looks from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Time enough.
    Green,
    /// Due within the warning time, today included.
    Yellow,
    /// Past due.
    Red,
}

/// The light for a date due: red from the day after `due`, yellow from `warn_days` days before it.
#[must_use]
pub fn light(due: Date, today: Date, warn_days: u16) -> Light {
    if today > due {
        Light::Red
    } else if days_between(today, due) <= i32::from(warn_days) {
        Light::Yellow
    } else {
        Light::Green
    }
}
