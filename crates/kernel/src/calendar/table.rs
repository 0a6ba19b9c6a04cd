//! One year's arrangement as the State Council's General Office announces it.

use std::sync::Arc;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Deserializer};

use super::{CalendarError, DayKind, next};

/// No single holiday lasts longer; a longer one is a slip of the pen.
const LONGEST_HOLIDAY: usize = 31;

/// The rest days and make-up working days of one notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearTable {
    year: i16,
    /// Sorted by date, each date once.
    days: Arc<[(Date, DayKind)]>,
}

impl YearTable {
    /// Reads a table: our TOML (`year`, then `[[holiday]]` with `name`, `from`, `to`, `work`) or the JSON shape
    /// `{"year":2024,"days":[{"name":"春节","date":"2024-02-10","isOffDay":true}]}`.
    ///
    /// # Errors
    /// [`CalendarError`] when the text cannot be read or the dates contradict each other or the year.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let (year, mut days) = if text.starts_with('{') {
            from_json(text)?
        } else {
            from_toml(text)?
        };
        days.sort_by_key(|(date, _)| *date);
        check(year, &days)?;
        Ok(Self {
            year,
            days: days.into(),
        })
    }

    /// The year the arrangement is for.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.year
    }

    /// Every day the notice names, ascending; all others follow the week.
    pub fn days(&self) -> impl Iterator<Item = (Date, &DayKind)> {
        self.days.iter().map(|(date, kind)| (*date, kind))
    }

    /// What the notice says about `date`.
    pub(super) fn day(&self, date: Date) -> Option<&DayKind> {
        let at = self
            .days
            .binary_search_by_key(&date, |(date, _)| *date)
            .ok()?;
        Some(&self.days[at].1)
    }
}

type Days = Vec<(Date, DayKind)>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlTable {
    year: i16,
    #[serde(default)]
    holiday: Vec<TomlHoliday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlHoliday {
    name: String,
    from: TomlDate,
    to: TomlDate,
    #[serde(default)]
    work: Vec<TomlDate>,
}

fn from_toml(text: &str) -> Result<(i16, Days), CalendarError> {
    let table: TomlTable =
        toml::from_str(text).map_err(|e| CalendarError::Syntax(e.to_string()))?;
    let mut days = Days::new();
    for holiday in table.holiday {
        let (from, to) = (holiday.from.0, holiday.to.0);
        let name: Arc<str> = holiday.name.into();
        let mut date = from;
        for _ in 0..LONGEST_HOLIDAY {
            if date > to {
                break;
            }
            days.push((date, DayKind::Holiday(name.clone())));
            date = next(date);
        }
        if from > to || date <= to {
            return Err(CalendarError::BadRange {
                name: name.to_string(),
                from,
                to,
            });
        }
        days.extend(
            holiday
                .work
                .iter()
                .map(|date| (date.0, DayKind::MakeUp(name.clone()))),
        );
    }
    Ok((table.year, days))
}

#[derive(Deserialize)]
struct JsonTable {
    year: i16,
    days: Vec<JsonDay>,
}

#[derive(Deserialize)]
struct JsonDay {
    name: String,
    date: Date,
    #[serde(rename = "isOffDay")]
    off: bool,
}

fn from_json(text: &str) -> Result<(i16, Days), CalendarError> {
    let table: JsonTable =
        serde_json::from_str(text).map_err(|e| CalendarError::Syntax(e.to_string()))?;
    let days = table.days.into_iter().map(|day| {
        let name = day.name.into();
        (
            day.date,
            if day.off {
                DayKind::Holiday(name)
            } else {
                DayKind::MakeUp(name)
            },
        )
    });
    Ok((table.year, days.collect()))
}

/// `days` are sorted.
fn check(year: i16, days: &Days) -> Result<(), CalendarError> {
    if days.is_empty() {
        return Err(CalendarError::Empty(year));
    }
    if let Some(pair) = days.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(CalendarError::Twice(pair[0].0));
    }
    for (date, kind) in days {
        if !belongs(year, *date) {
            return Err(CalendarError::OtherYear { year, date: *date });
        }
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        if matches!(kind, DayKind::MakeUp(_)) && !weekend {
            return Err(CalendarError::MakeUpOnWeekday(*date));
        }
    }
    Ok(())
}

/// A notice speaks about its year, the December before it (New Year's break) and the January after it.
fn belongs(year: i16, date: Date) -> bool {
    match i32::from(date.year()) - i32::from(year) {
        0 => true,
        -1 => date.month() == 12,
        1 => date.month() == 1,
        _ => false,
    }
}

/// A date in TOML, bare (`2026-02-15`) or quoted.
#[derive(Clone, Copy)]
pub(super) struct TomlDate(pub(super) Date);

impl<'de> Deserialize<'de> for TomlDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        let text = match &value {
            toml::Value::String(text) => text.clone(),
            toml::Value::Datetime(date) => date.to_string(),
            other => other.to_string(),
        };
        text.parse().map(Self).map_err(|_| {
            serde::de::Error::custom(format!(
                "“{text}”不是日期，请写成 2026-02-15 / not a date like 2026-02-15"
            ))
        })
    }
}
