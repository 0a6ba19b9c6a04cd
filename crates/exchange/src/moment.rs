//! Dates and times as people write them in tables.

use std::fmt;

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Time, date},
    fmt::strtime,
    tz::{Offset, TimeZone},
};

/// China Standard Time. A value with its own offset is brought to this one;
/// a value without is taken to be in it already.
const CHINA: Offset = jiff::tz::offset(8);

/// A civil date, with the time of day where the file gives one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day, in the office's zone.
    pub date: Date,
    /// The time of day; `None` where the file names only the day.
    pub time: Option<Time>,
}

impl Moment {
    /// The date and time; midnight where only the day is known.
    pub fn datetime(self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::midnight()))
    }

    /// Reads any of the known shapes: `2019-02-28T11:25:05`, `2019/2/28 11:25`,
    /// `2019.2.28`, `20190228`, `2019年2月28日 下午3时5分`, an offset at the end,
    /// Unix seconds or milliseconds, an Excel serial. Years of two digits and
    /// day-first shapes are ambiguous and not read.
    pub fn parse(text: &str) -> Option<Moment> {
        let text = text.trim();
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return digits(text);
        }
        let numeric = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if let (true, Ok(serial)) = (numeric, text.parse()) {
            return excel_serial(serial);
        }
        Scan { rest: text }.moment()
    }

    /// Reads `text` in a `strftime` format such as `%d.%m.%Y`.
    pub(crate) fn parse_as(format: &str, text: &str) -> Option<Moment> {
        let parsed = strtime::parse(format, text.trim()).ok()?;
        if let (Some(_), Ok(timestamp)) = (parsed.offset(), parsed.to_timestamp()) {
            return Some(in_china(timestamp));
        }
        let date = parsed.to_date().ok()?;
        let time = parsed.hour().and_then(|_| parsed.to_time().ok());
        Some(Moment { date, time })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            Some(time) => write!(f, "{}T{time}", self.date),
            None => write!(f, "{}", self.date),
        }
    }
}

impl From<DateTime> for Moment {
    fn from(datetime: DateTime) -> Moment {
        Moment {
            date: datetime.date(),
            time: Some(datetime.time()),
        }
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Moment {
        Moment { date, time: None }
    }
}

/// Days since 1899-12-30, the fraction being the time of day. Serials outside
/// 1954–2119 are refused: they are more likely some other number.
pub(crate) fn excel_serial(serial: f64) -> Option<Moment> {
    if !(20_000.0..80_000.0).contains(&serial) {
        return None;
    }
    let midnight = date(1899, 12, 30).to_datetime(Time::midnight());
    let seconds = (serial * 86_400.0).round();
    let datetime = midnight
        .checked_add(SignedDuration::try_from_secs_f64(seconds).ok()?)
        .ok()?;
    if serial.fract() == 0.0 {
        Some(datetime.date().into())
    } else {
        Some(datetime.into())
    }
}

fn in_china(timestamp: Timestamp) -> Moment {
    timestamp
        .to_zoned_datetime(TimeZone::fixed(CHINA))
        .datetime()
        .into()
}

/// A run of digits says what it is by its length.
fn digits(text: &str) -> Option<Moment> {
    let part = |from: usize, to: usize| text[from..to].parse::<i16>().ok();
    let day = || Date::new(part(0, 4)?, part(4, 6)? as i8, part(6, 8)? as i8).ok();
    let time =
        |second: i16| Time::new(part(8, 10)? as i8, part(10, 12)? as i8, second as i8, 0).ok();
    match text.len() {
        5 => excel_serial(text.parse().ok()?),
        8 => Some(day()?.into()),
        10 => Some(in_china(Timestamp::from_second(text.parse().ok()?).ok()?)),
        12 => Some(Moment {
            date: day()?,
            time: Some(time(0)?),
        }),
        13 => Some(in_china(
            Timestamp::from_millisecond(text.parse().ok()?).ok()?,
        )),
        14 => Some(Moment {
            date: day()?,
            time: Some(time(part(12, 14)?)?),
        }),
        _ => None,
    }
}

/// Walks over a written date, piece by piece.
struct Scan<'t> {
    rest: &'t str,
}

impl Scan<'_> {
    fn moment(mut self) -> Option<Moment> {
        let year = self.number(4, 4)?;
        let month = self.after(&["-", "/", ".", "年"])?.number(1, 2)?;
        let day = self.after(&["-", "/", ".", "月"])?.number(1, 2)?;
        let date = Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()?;
        self.eat(&["日", "号"]);
        if !self.gap()
            && !self
                .rest
                .starts_with(|c: char| c.is_ascii_digit() || "上下早中晚凌".contains(c))
        {
            return None;
        }
        if self.rest.is_empty() {
            return Some(date.into());
        }
        let time = self.time()?;
        let datetime = date.to_datetime(time);
        if self.rest.is_empty() {
            return Some(datetime.into());
        }
        let offset = self.offset()?;
        Some(in_china(offset.to_timestamp(datetime).ok()?))
    }

    /// Skips what may stand between day and time: `T`, spaces, the weekday.
    /// True where something was skipped or the text has ended.
    fn gap(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self
            .rest
            .trim_start_matches(['T', 't', ',', '，', ' ', '\u{3000}', '\u{a0}']);
        if self.eat(&["星期", "周", "(星期", "（星期", "(周", "（周"]) {
            self.eat(&["一", "二", "三", "四", "五", "六", "日", "天"]);
            self.eat(&[")", "）"]);
            self.rest = self.rest.trim_start();
        }
        self.rest.is_empty() || self.rest.len() < before
    }

    fn time(&mut self) -> Option<Time> {
        let mut afternoon = self.half_of_day();
        let mut hour = self.number(1, 2)?;
        let minute = match self.eat(&[":", "：", "时", "点"]) {
            true if self.rest.starts_with("整") => self.after(&["整"]).map(|_| 0)?,
            true if self.rest.is_empty() => 0,
            true => self.number(1, 2)?,
            false => return None,
        };
        self.eat(&["分"]);
        let second =
            match self.eat(&[":", "："]) || self.rest.starts_with(|c: char| c.is_ascii_digit()) {
                true => self.number(1, 2)?,
                false => 0,
            };
        self.eat(&["秒"]);
        if self.eat(&["."]) {
            self.number(1, 9)?;
        }
        self.rest = self.rest.trim_start();
        afternoon = afternoon.or_else(|| self.half_of_day());
        match afternoon {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        Time::new(hour as i8, minute as i8, second as i8, 0).ok()
    }

    /// `Some(true)` after a word for the afternoon, `Some(false)` after one
    /// for the morning. Noon (`中午`) is 11 to 13 o'clock and needs no shift.
    fn half_of_day(&mut self) -> Option<bool> {
        let half = if self.eat(&["下午", "晚上", "PM", "pm"]) {
            Some(true)
        } else if self.eat(&["上午", "早上", "凌晨", "AM", "am"]) {
            Some(false)
        } else {
            None
        };
        self.rest = self.rest.trim_start();
        half
    }

    fn offset(&mut self) -> Option<Offset> {
        if self.eat(&["Z", "z"]) {
            return self.rest.is_empty().then_some(Offset::UTC);
        }
        let sign = if self.eat(&["+"]) {
            1
        } else {
            self.after(&["-"]).map(|_| -1)?
        };
        let hours = self.number(2, 2)?;
        self.eat(&[":"]);
        let minutes = if self.rest.is_empty() {
            0
        } else {
            self.number(2, 2)?
        };
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        self.rest
            .is_empty()
            .then(|| Offset::from_seconds(sign * seconds).ok())?
    }

    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        self.rest = self.rest.trim_start_matches(' ');
        let length = self
            .rest
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        let (digits, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        (length >= least).then(|| digits.parse().ok())?
    }

    fn eat(&mut self, words: &[&str]) -> bool {
        let found = words.iter().find_map(|word| self.rest.strip_prefix(word));
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn after(&mut self, words: &[&str]) -> Option<&mut Self> {
        self.rest = self.rest.trim_start_matches(' ');
        self.eat(words).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> String {
        Moment::parse(text).map_or_else(|| "unread".to_owned(), |moment| moment.to_string())
    }

    #[test]
    fn the_shapes_in_use_name_the_same_minute() {
        let same = [
            "2019-02-28T11:25:00",
            "2019-02-28 11:25:00",
            "2019/2/28 11:25",
            "2019.2.28 11:25",
            "201902281125",
            "20190228112500",
            "2019年2月28日 11时25分",
            "2019年2月28日11:25",
            "2019-02-28T11:25:00.000+08:00",
            "2019-02-28T03:25:00Z",
            "2019-02-28T03:25:00+0000",
            "1551324300",
            "1551324300000",
            "43524.4756944444",
            "2019/2/28 上午11:25",
            "2019-2-28 星期四 11:25",
            "2019年2月28日（星期四）11：25",
            " 2019-02-28  11:25 ",
        ];
        for text in same {
            assert_eq!(read(text), "2019-02-28T11:25:00", "{text}");
        }
    }

    #[test]
    fn a_day_without_a_time_stays_a_day() {
        for text in [
            "2019-2-28",
            "2019/02/28",
            "20190228",
            "2019年2月28日",
            "2019年2月28号",
            "43524",
            "2019.2.28",
        ] {
            assert_eq!(read(text), "2019-02-28", "{text}");
        }
    }

    #[test]
    fn afternoon_words_move_the_hour() {
        assert_eq!(read("2019-2-28 下午3时5分"), "2019-02-28T15:05:00");
        assert_eq!(read("2019/2/28 3:05:09 PM"), "2019-02-28T15:05:09");
        assert_eq!(read("2019-2-28 12:10 AM"), "2019-02-28T00:10:00");
        assert_eq!(read("2019年2月28日下午3点"), "2019-02-28T15:00:00");
    }

    #[test]
    fn what_is_ambiguous_or_impossible_is_not_guessed() {
        let bad = [
            "19-2-28",
            "28/2/2019",
            "2019-02-30",
            "2019-13-01",
            "昨天",
            "2019",
            "2019-02",
            "2019-02-28 25:00",
            "2019-02-28 11",
            "2019-02-28x",
            "2019-02-28 11:25 又",
            "123",
            "20191301",
            "2019-02-281",
            "-",
            "2019年",
        ];
        for text in bad {
            assert_eq!(read(text), "unread", "{text}");
        }
    }

    #[test]
    fn a_format_of_the_mapping_is_followed() {
        let moment = Moment::parse_as("%d.%m.%Y", "28.02.2019").unwrap();
        assert_eq!(moment.to_string(), "2019-02-28");
        let moment = Moment::parse_as("%d/%m/%Y %H:%M", "28/02/2019 11:25").unwrap();
        assert_eq!(moment.to_string(), "2019-02-28T11:25:00");
        assert_eq!(Moment::parse_as("%d.%m.%Y", "2019"), None);
    }
}
