//! The stretches that are forecast, and where in the year a day stands.

use jiff::Span;

use crate::civil::{date, days};

/// How long a forecast stretch is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Step {
    /// A calendar month.
    #[default]
    Month,
    /// Monday to Sunday.
    Week,
}

impl Step {
    /// First day of the stretch that holds `day`.
    #[must_use]
    pub fn start(self, day: i64) -> i64 {
        match self {
            Self::Month => days(date(day).first_of_month()),
            // 1970-01-01 was a Thursday.
            Self::Week => day - (day + 3).rem_euclid(7),
        }
    }

    /// First day of the stretch `n` after the one that begins on `start`, or before it where `n` is negative.
    #[must_use]
    pub fn shift(self, start: i64, n: i64) -> i64 {
        match self {
            Self::Month => {
                let months = Span::new().try_months(n).unwrap_or_default();
                days(date(start).saturating_add(months))
            }
            Self::Week => start + 7 * n,
        }
    }

    /// Stretches in a year.
    pub(super) fn year(self) -> i64 {
        match self {
            Self::Month => 12,
            Self::Week => 52,
        }
    }
}

/// Parts of the year with a rate of their own: twelve months, then seven stretches around the Spring Festival, which
/// stand before the month: the weeks before the festival are alike in January and in February.
pub(super) const SEASONS: usize = 19;

/// Where the stretches around the festival end, in days from its first day; the first begins 60 days before.
const AROUND: [(i64, &str); 7] = [
    (-45, "春节前两个月至一个半月"),
    (-30, "春节前一个半月至一个月"),
    (-15, "春节前一个月至半个月"),
    (0, "春节前半个月"),
    (7, "春节七天"),
    (21, "春节后第二、三周"),
    (35, "春节后第四、五周"),
];
const BEFORE: i64 = -60;

/// The part of the year a day stands in. `new_years` are the first days of the Spring Festival, ascending.
pub(super) fn season(day: i64, new_years: &[i64]) -> usize {
    // The first festival whose stretches are not over.
    let next = new_years.partition_point(|festival| day - festival >= AROUND[6].0);
    if let Some(festival) = new_years.get(next)
        && day - festival >= BEFORE
    {
        let passed = AROUND
            .iter()
            .filter(|(end, _)| day - festival >= *end)
            .count();
        return 12 + passed;
    }
    usize::try_from(date(day).month() - 1).unwrap_or_default()
}

/// A part of the year in Chinese.
pub(super) fn name(season: usize) -> String {
    match season.checked_sub(12) {
        Some(around) => AROUND[around].1.to_owned(),
        None => format!("{}月", season + 1),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_and_weeks_follow_each_other_without_a_gap() {
        for day in 15_000..22_000 {
            for step in [Step::Month, Step::Week] {
                let start = step.start(day);
                let next = step.shift(start, 1);
                assert!(start <= day && day < next);
                assert_eq!(step.shift(next, -1), start);
                assert_eq!(step.start(next - 1), start);
            }
        }
        assert_eq!(
            Step::Month.shift(days(date(2024, 1, 1)), -12),
            days(date(2023, 1, 1))
        );
    }

    #[test]
    fn the_fortnight_before_the_festival_is_one_season_in_january_and_in_february() {
        let festivals = [days(date(2023, 1, 22)), days(date(2024, 2, 10))];
        let eve = season(days(date(2023, 1, 21)), &festivals);
        assert_eq!(name(eve), "春节前半个月");
        assert_eq!(season(days(date(2024, 2, 9)), &festivals), eve);
        assert_eq!(season(days(date(2024, 1, 27)), &festivals), eve);
        assert_eq!(
            name(season(days(date(2024, 2, 10)), &festivals)),
            "春节七天"
        );
        assert_eq!(name(season(days(date(2023, 6, 22)), &festivals)), "6月");
        // No festival known for 2025: its days fall back to their months.
        assert_eq!(name(season(days(date(2025, 1, 20)), &festivals)), "1月");
    }
}
