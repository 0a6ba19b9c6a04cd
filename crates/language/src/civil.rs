//! Days since 1970-01-01, by which this crate tells time, and the dates they are.

use jiff::SignedDuration;
use jiff::civil::Date;

const FIRST: Date = jiff::civil::date(1970, 1, 1);

/// Days since 1970-01-01 of a date.
pub(crate) fn days(date: Date) -> i64 {
    date.duration_since(FIRST).as_hours() / 24
}

/// The date of a day since 1970-01-01; the first or last one there is for days beyond.
pub(crate) fn date(day: i64) -> Date {
    FIRST.saturating_add(SignedDuration::from_secs(day.saturating_mul(24 * 60 * 60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_one_date_and_back() {
        for day in -200_000..200_000 {
            assert_eq!(days(date(day)), day);
        }
        assert_eq!(date(0).to_string(), "1970-01-01");
        assert_eq!(date(19_782).to_string(), "2024-02-29");
        assert_eq!(date(i64::MAX), Date::MAX);
    }
}
