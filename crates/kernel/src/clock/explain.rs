//! "Why this date?": every day of a clock with its number or the reason it has none.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DayUnit, Due, Span, Stop, Stopped};
use crate::calendar::{Calendar, Day, DayKind, next};

/// How a day counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LineKind {
    /// The day of the trigger, never counted.
    First,
    /// A day with a number; in [`Explanation::moved`] the working day the date moves to.
    Counted,
    /// A weekend day that does not count.
    Rest,
    /// A holiday that does not count.
    Holiday,
    /// A weekend day worked in exchange, which counts.
    Makeup,
    /// The clock stood still.
    Stopped,
}

/// One day of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLine {
    /// The day.
    pub date: Date,
    /// How it counts.
    pub kind: LineKind,
    /// The holiday, or the reason of the stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The running number, on days that count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    /// No arrangement is known for the year, so the line may change.
    pub provisional: bool,
}

/// A due date with the days that make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// From the trigger to the raw due date.
    pub days: Vec<DayLine>,
    /// From the day after the raw due date to the moved one; empty when nothing moves.
    pub moved: Vec<DayLine>,
    /// The result.
    pub due: Due,
}

impl Span {
    /// The day list for [`Span::due`].
    #[must_use]
    pub fn explain(&self, calendar: &Calendar) -> Explanation {
        let stopped = Stopped::new(self);
        let mut days = vec![first(self.trigger, calendar.day(self.trigger))];
        let counted = self.counted();
        let last = counted.saturating_add(self.extended);
        let mut number = 0;
        let mut date = self.trigger;
        while number < last && date < Date::MAX {
            date = next(date);
            let day = calendar.day(date);
            let line = if stopped.contains(date) {
                stop_line(date, &day, self.reason(date))
            } else if self.unit != DayUnit::Working || number >= counted {
                calendar_line(date, day)
            } else {
                working_line(date, day)
            };
            days.push(numbered(line, &mut number));
        }
        let moved = moved_lines(calendar, date);
        let due = Due {
            raw: date,
            moved: moved.last().map_or(date, |line| line.date),
        };
        Explanation { days, moved, due }
    }

    /// The reason of the stop on `date`. An open stop has no end here: [`Stopped`] has already said that it counts.
    fn reason(&self, date: Date) -> String {
        let on = |stop: &&Stop| stop.from <= date && stop.to.is_none_or(|to| date <= to);
        self.stops
            .iter()
            .find(on)
            .map(|stop| stop.kind.sentence().to_owned())
            .unwrap_or_default()
    }
}

/// A line that counts, before it has its number, is `Counted` or `Makeup`.
fn numbered(mut line: DayLine, number: &mut u16) -> DayLine {
    if matches!(line.kind, LineKind::Counted | LineKind::Makeup) {
        *number += 1;
        line.number = Some(*number);
    }
    line
}

fn line(date: Date, kind: LineKind, name: Option<String>, day: &Day) -> DayLine {
    DayLine {
        date,
        kind,
        name,
        number: None,
        provisional: day.provisional,
    }
}

fn holiday_name(day: &Day) -> Option<String> {
    match &day.kind {
        DayKind::Holiday(name) => Some(name.to_string()),
        _ => None,
    }
}

fn first(date: Date, day: Day) -> DayLine {
    line(date, LineKind::First, holiday_name(&day), &day)
}

fn stop_line(date: Date, day: &Day, reason: String) -> DayLine {
    line(date, LineKind::Stopped, Some(reason), day)
}

fn calendar_line(date: Date, day: Day) -> DayLine {
    line(date, LineKind::Counted, holiday_name(&day), &day)
}

fn working_line(date: Date, day: Day) -> DayLine {
    let (kind, name) = match &day.kind {
        DayKind::Working => (LineKind::Counted, None),
        DayKind::Weekend => (LineKind::Rest, None),
        DayKind::Holiday(name) => (LineKind::Holiday, Some(name.to_string())),
        DayKind::MakeUp(name) => (LineKind::Makeup, Some(name.to_string())),
    };
    line(date, kind, name, &day)
}

/// The rest days after `raw` and the working day they end on; none when `raw` is a working day.
fn moved_lines(calendar: &Calendar, raw: Date) -> Vec<DayLine> {
    let mut lines = Vec::new();
    let mut date = raw;
    while !calendar.is_working_day(date) && date < Date::MAX {
        date = next(date);
        lines.push(working_line(date, calendar.day(date)));
    }
    lines
}
