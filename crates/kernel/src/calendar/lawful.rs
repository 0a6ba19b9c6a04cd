//! Holidays that the law fixes by itself: 全国年节及纪念日放假办法 (2024 revision), Art. 2.
//!
//! The law also promises a day off in lieu of a holiday that falls on a weekend, but which day that is only the yearly
//! notice says. None is guessed here: without it the provisional date is the earlier one, the safe side for a duty.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::table::TomlDate;

/// First year under the 2024 revision. Earlier years without a table know weekends only.
const IN_FORCE: i16 = 2025;

#[derive(Deserialize)]
struct LunarFile {
    years: Vec<LunarYear>,
}

/// Civil dates of the four movable festivals of one year.
#[derive(Deserialize)]
struct LunarYear {
    spring_festival: TomlDate,
    qingming: TomlDate,
    dragon_boat: TomlDate,
    mid_autumn: TomlDate,
}

static LUNAR: LazyLock<LunarFile> =
    LazyLock::new(
        || match toml::from_str(include_str!("../../../../calendars/lunar.toml")) {
            Ok(file) => file,
            Err(error) => unreachable!("built-in lunar dates: {error}"),
        },
    );

/// First days of the first lunar month (正月初一), 2015 to 2050, ascending: what depends on the lunar year, arrears of
/// wages say, is counted from there.
pub fn spring_festivals() -> impl Iterator<Item = Date> {
    LUNAR.years.iter().map(|year| year.spring_festival.0)
}

static MOVABLE: LazyLock<HashMap<Date, Arc<str>>> = LazyLock::new(|| {
    let names: [Arc<str>; 4] = ["春节", "清明节", "端午节", "中秋节"].map(Arc::from);
    let mut days = HashMap::new();
    for year in &LUNAR.years {
        let spring = year.spring_festival.0;
        // New Year's Eve and the first three days of the first month.
        for offset in -1..=2 {
            days.insert(spring.saturating_add(offset.days()), names[0].clone());
        }
        days.insert(year.qingming.0, names[1].clone());
        days.insert(year.dragon_boat.0, names[2].clone());
        days.insert(year.mid_autumn.0, names[3].clone());
    }
    days
});

static FIXED: LazyLock<[Arc<str>; 3]> =
    LazyLock::new(|| ["元旦", "劳动节", "国庆节"].map(Arc::from));

/// The statutory holiday on `date`, if there is one.
pub(super) fn holiday(date: Date) -> Option<Arc<str>> {
    if date.year() < IN_FORCE {
        return None;
    }
    let fixed = match (date.month(), date.day()) {
        (1, 1) => 0,
        (5, 1 | 2) => 1,
        (10, 1..=3) => 2,
        _ => return MOVABLE.get(&date).cloned(),
    };
    Some(FIXED[fixed].clone())
}
