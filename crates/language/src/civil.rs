//! Days since 1970-01-01 and civil dates, after Howard Hinnant's "chrono-compatible low-level date algorithms".

/// Days since 1970-01-01 of a civil date.
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month <= 2 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 719_469
}

/// Year, month and day of a day since 1970-01-01.
pub(crate) fn date(day: i64) -> (i64, i64, i64) {
    let since = day + 719_468;
    let (era, in_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year_of_era =
        (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096).div_euclid(365);
    let in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_based = (5 * in_year + 2) / 153;
    let day = in_year - (153 * march_based + 2) / 5 + 1;
    let month = if march_based < 10 {
        march_based + 3
    } else {
        march_based - 9
    };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_one_date_and_back() {
        for day in -200_000..200_000 {
            let (year, month, of_month) = date(day);
            assert_eq!(days(year, month, of_month), day);
            assert!((1..=12).contains(&month) && (1..=31).contains(&of_month));
        }
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(19_782), (2024, 2, 29));
    }
}
