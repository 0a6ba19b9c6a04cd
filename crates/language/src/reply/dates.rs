//! Dates of an answer against the day of the petition.

use std::str::FromStr;

use jiff::civil::Date;

use super::Score;
use crate::civil::days;

/// How well the last date an answer writes (its own, as a rule) fits a petition of day `asked`: a factor, and a warning.
pub(super) fn fitting(asked: Option<i64>, answer: &str) -> (f32, Option<String>) {
    let (Some(asked), Some(last)) = (asked, last_written(answer)) else {
        return (1.0, None);
    };
    match last - asked {
        i64::MIN..=-2 => (
            0.3,
            Some("答复所写日期早于来件日期，可能答的是别的来件".to_owned()),
        ),
        -1..=60 => (1.0, None),
        61..=180 => (0.8, None),
        _ => (0.5, Some("答复所写日期比来件晚半年以上，请核对".to_owned())),
    }
}

/// Full to 15 days, half at 60, nothing from 180 on; half where a date is missing.
#[allow(clippy::cast_precision_loss)]
pub(super) fn timeliness(asked: Option<i64>, answered: Option<i64>) -> Score {
    let (Some(asked), Some(answered)) = (asked, answered) else {
        return Score {
            value: 0.5,
            evidence: vec!["缺来件或答复日期".to_owned()],
        };
    };
    let days = answered - asked;
    let late = days as f32;
    let (value, words) = match days {
        i64::MIN..=-1 => (0.0, "答复早于来件，日期有误".to_owned()),
        0..=15 => (1.0, format!("来件后{days}天答复")),
        16..=60 => (
            1.0 - 0.5 * (late - 15.0) / 45.0,
            format!("来件后{days}天答复"),
        ),
        61..=180 => (
            0.5 - 0.5 * (late - 60.0) / 120.0,
            format!("来件后{days}天才答复，超过60天"),
        ),
        _ => (0.0, format!("来件后{days}天才答复，超过60天")),
    };
    Score {
        value,
        evidence: vec![words],
    }
}

/// The last full date (2026年3月1日) in a text, in days since 1970-01-01.
fn last_written(text: &str) -> Option<i64> {
    let letters: Vec<char> = crate::normalise(text)
        .chars()
        .filter(|c| *c != ' ')
        .collect();
    let years = (0..letters.len()).rev().filter(|&at| letters[at] == '年');
    years.into_iter().find_map(|at| {
        let year = number(&letters[at.checked_sub(4)?..at])?;
        let (month, rest) = numbered(&letters[at + 1..], '月')?;
        let (day, _) = numbered(rest, '日')?;
        let date = Date::new(year, month, day).ok()?;
        (1990..=2200).contains(&year).then(|| days(date))
    })
}

/// The number before `sign` at the beginning of `letters`, and what follows.
fn numbered(letters: &[char], sign: char) -> Option<(i8, &[char])> {
    let end = letters.iter().take(3).position(|c| *c == sign)?;
    Some((number(&letters[..end])?, &letters[end + 1..]))
}

fn number<N: FromStr>(letters: &[char]) -> Option<N> {
    letters.iter().collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_written_date_is_read() {
        assert_eq!(last_written("2000年1月1日"), Some(10_957));
        assert_eq!(
            last_written("２０２４年3月1日收到，2024年 3 月 11 日答复"),
            Some(19_793)
        );
        assert_eq!(last_written("去年3月1日，2024年13月1日"), None);
    }

    #[test]
    fn later_is_never_better() {
        let values: Vec<f32> = (0..200)
            .map(|days| timeliness(Some(0), Some(days)).value)
            .collect();
        assert!(values.is_sorted_by(|a, b| a >= b));
        assert!((values[60] - 0.5).abs() < 1e-6 && values[199] == 0.0);
        assert!(timeliness(Some(5), Some(0)).value == 0.0);
    }
}
