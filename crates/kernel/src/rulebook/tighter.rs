//! Whether one form of a limit is at least as strict as another.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::{Bearer, Limit, Loosening, Weight};
use crate::calendar::Calendar;
use crate::clock::DayUnit;

/// Checks that `local` is no looser than `national` for matters of `weight`.
///
/// # Errors
/// The first thing that would be loosened.
pub(super) fn check(national: &Limit, local: &Limit, weight: Weight) -> Result<(), Box<Loosening>> {
    if national.setting {
        return Ok(());
    }
    let found = length(national, local)
        .or_else(|| extension(national, local))
        .or_else(|| stops(national, local));
    match found {
        None => Ok(()),
        Some(change) => Err(loosening(national, weight, change)),
    }
}

/// The error for a change, given as (Chinese, English) after "the local book".
pub(super) fn loosening(
    national: &Limit,
    weight: Weight,
    (zh, en): (String, String),
) -> Box<Loosening> {
    Box::new(Loosening {
        key: national.key.clone(),
        name: national.name.clone(),
        weight,
        zh,
        en,
        article: national.article.clone(),
        article_en: national.article_en.clone(),
    })
}

fn length(national: &Limit, local: &Limit) -> Option<(String, String)> {
    let strict = match national.bearer {
        Bearer::Office => never_longer(local, national),
        Bearer::Petitioner => never_longer(national, local),
    };
    (!strict).then(|| {
        let (from, to) = (national.length_zh(), local.length_zh());
        let (from_en, to_en) = (national.length_en(), local.length_en());
        match national.bearer {
            Bearer::Office => (
                format!("把期限由{from}改为{to}"),
                format!("changes the length from {from_en} to {to_en}"),
            ),
            Bearer::Petitioner => (
                format!("把信访人的期限由{from}缩短为{to}"),
                format!("cuts the petitioner's time from {from_en} to {to_en}"),
            ),
        }
    })
}

/// Whether `a` never ends after `b` when both start on one day. Working days take at least as long as calendar days;
/// how much longer at most, the known arrangements say.
fn never_longer(a: &Limit, b: &Limit) -> bool {
    if a.named || b.named {
        return b.named;
    }
    match (a.unit, b.unit) {
        (DayUnit::Working, DayUnit::Calendar) => longest(a.length, b.length),
        // No month has fewer than 28 days and none more than 31.
        (DayUnit::Calendar, DayUnit::Month) => a.length <= b.length.saturating_mul(28),
        (DayUnit::Working, DayUnit::Month) => longest(a.length, b.length.saturating_mul(28)),
        (DayUnit::Month, DayUnit::Calendar) => a.length.saturating_mul(31) <= b.length,
        (DayUnit::Month, DayUnit::Working) => a.length.saturating_mul(31) <= b.length,
        _ => a.length <= b.length,
    }
}

/// Whether `working` working days never took more than `calendar` calendar days, on any day of the known years.
fn longest(working: u16, calendar: u16) -> bool {
    if working > calendar {
        return false;
    }
    let Some(n) = usize::from(working).checked_sub(1) else {
        return true;
    };
    let days = &*WORKING_DAYS;
    let longest = days
        .windows(n + 2)
        .filter_map(|run| run[0].until(*run.last()?).ok())
        .map(|span| span.get_days())
        .max();
    // A trigger on a rest day comes nearer to the first counted day than one on the working day before it.
    longest.is_some_and(|most| most <= i32::from(calendar))
}

/// The working days of all years whose arrangement is known.
static WORKING_DAYS: LazyLock<Vec<Date>> = LazyLock::new(|| {
    let calendar = Calendar::national();
    let (Some(first), Some(last)) = (calendar.years().min(), calendar.years().max()) else {
        return Vec::new();
    };
    let end = date(last, 12, 31);
    date(first, 1, 1)
        .series(1.day())
        .take_while(|day| *day <= end)
        .filter(|day| calendar.is_working_day(*day))
        .collect()
});

fn extension(national: &Limit, local: &Limit) -> Option<(String, String)> {
    let (from, to) = (national.extension_cap(), local.extension_cap());
    if to > from {
        return Some((
            format!("把最长延期由{from}日改为{to}日"),
            format!("changes the longest extension from {from} to {to} days"),
        ));
    }
    let (Some(law), Some(rule)) = (&national.extension, &local.extension) else {
        return None;
    };
    (law.approver != rule.approver).then(|| {
        (
            format!("把延期批准人由“{}”改为“{}”", law.approver, rule.approver),
            format!(
                "changes who approves an extension from {:?} to {:?}",
                law.approver, rule.approver
            ),
        )
    })
}

fn stops(national: &Limit, local: &Limit) -> Option<(String, String)> {
    let (law, rule) = match national.bearer {
        Bearer::Office => (&national.stops, &local.stops),
        Bearer::Petitioner => (&local.stops, &national.stops),
    };
    let stop = rule.iter().find(|stop| !law.contains(stop))?.code();
    Some(match national.bearer {
        Bearer::Office => (
            format!("增加了停止计算的事由“{stop}”"),
            format!("adds {stop:?} as a reason to stop the clock"),
        ),
        Bearer::Petitioner => (
            format!("删去了停止计算的事由“{stop}”"),
            format!("removes {stop:?} as a reason to stop the clock"),
        ),
    })
}
