//! Months drawn from the days of a clock: what counted, what did not, and why.

use jiff::civil::Date;
use jiff::{ToSpan, civil::Weekday};
use maud::{Markup, html};

use super::Lang;

/// What a day did to a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// The day of the trigger, which is not counted.
    First,
    /// Counted.
    Counted,
    /// A weekend, not counted.
    Rest,
    /// A named holiday, not counted.
    Holiday,
    /// A make-up working day, counted.
    MakeUp,
    /// The clock stood still.
    Stopped,
}

/// One day of a clock.
#[derive(Clone, Debug)]
pub struct DayCell {
    /// The day.
    pub date: Date,
    /// What it did.
    pub kind: DayKind,
    /// Its number, when counted.
    pub number: Option<u32>,
    /// The holiday's or the stop's name.
    pub name: Option<String>,
}

/// The months that the days fall in. `due` is marked, and so is `today` when it is among them.
pub(super) fn months(lang: Lang, days: &[DayCell], due: Date, today: Date) -> Markup {
    let mut firsts: Vec<Date> = days
        .iter()
        .map(|day| day.date)
        .chain([due])
        .map(Date::first_of_month)
        .collect();
    firsts.sort_unstable();
    firsts.dedup();
    html! {
        div class="months" {
            @for first in firsts { (month(lang, first, days, due, today)) }
        }
        (legend(lang))
    }
}

fn month(lang: Lang, first: Date, days: &[DayCell], due: Date, today: Date) -> Markup {
    let lead = i64::from(first.weekday().to_monday_zero_offset());
    let length = i64::from(first.days_in_month());
    let weeks = (lead + length + 6) / 7;
    html! {
        table class="month" {
            caption { (lang.month(first)) }
            thead { tr {
                @for offset in 0..7 {
                    @let day = Weekday::Monday.wrapping_add(offset);
                    th scope="col" abbr=(lang.weekday(day)) { (lang.weekday(day).trim_start_matches('周')) }
                }
            } }
            tbody {
                @for week in 0..weeks {
                    tr {
                        @for offset in 0..7 {
                            @let number = week * 7 + offset - lead;
                            @if number < 0 || number >= length { td {} } @else {
                                @let date = first.saturating_add(number.days());
                                (cell(lang, date, days.iter().find(|day| day.date == date), date == due, date == today))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(lang: Lang, date: Date, day: Option<&DayCell>, due: bool, today: bool) -> Markup {
    let mut class = day.map_or("", |day| kind_class(day.kind)).to_owned();
    if due {
        class.push_str(" day-due");
    }
    if today {
        class.push_str(" day-today");
    }
    let class = class.trim();
    html! {
        td class=[(!class.is_empty()).then_some(class)] aria-current=[today.then_some("date")] {
            @match day {
                Some(_) => b { (date.day()) },
                None => (date.day()),
            }
            @if let Some(words) = cell_words(lang, day, due) { small { (words) } }
        }
    }
}

fn cell_words(lang: Lang, day: Option<&DayCell>, due: bool) -> Option<String> {
    if due {
        return Some(lang.pick("到期", "due").to_owned());
    }
    let day = day?;
    let name = |zh, en: &str| {
        day.name
            .clone()
            .unwrap_or_else(|| lang.pick(zh, en).to_owned())
    };
    match day.kind {
        DayKind::First => Some(lang.pick("起", "start").to_owned()),
        DayKind::Counted => day
            .number
            .map(|number| format!("{}{number}", lang.pick("第", "#"))),
        DayKind::MakeUp => Some(format!(
            "{}{}",
            lang.pick("班·", "wk "),
            day.number.unwrap_or_default()
        )),
        DayKind::Rest => Some(lang.pick("休", "off").to_owned()),
        DayKind::Holiday => Some(name("假", "hol")),
        DayKind::Stopped => Some(lang.pick("停", "stop").to_owned()),
    }
}

fn kind_class(kind: DayKind) -> &'static str {
    match kind {
        DayKind::First => "day-first",
        DayKind::Counted => "day-counted",
        DayKind::Rest => "day-rest",
        DayKind::Holiday => "day-holiday",
        DayKind::MakeUp => "day-makeup",
        DayKind::Stopped => "day-stopped",
    }
}

fn legend(lang: Lang) -> Markup {
    let entries = [
        (
            DayKind::First,
            lang.pick("起：起算当日，不计", "start: the first day, not counted"),
        ),
        (
            DayKind::Counted,
            lang.pick("第 n：计入的第 n 日", "#n: the n-th day counted"),
        ),
        (
            DayKind::Rest,
            lang.pick("休、节日：不计", "off, holiday: not counted"),
        ),
        (
            DayKind::MakeUp,
            lang.pick("班·n：调休上班，计入", "wk n: make-up working day, counted"),
        ),
        (
            DayKind::Stopped,
            lang.pick("停：中止，不计", "stop: stopped, not counted"),
        ),
    ];
    html! {
        ul class="legend" {
            @for (kind, words) in entries { li { i class=(kind_class(kind)) {} (words) } }
            li { i class="day-due" {} (lang.pick("到期日", "due date")) }
            li { i class="day-today" {} (lang.pick("今天", "today")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_shows_every_day_once_and_says_what_each_did() {
        let days = [
            DayCell {
                date: date(2026, 3, 2),
                kind: DayKind::First,
                number: None,
                name: None,
            },
            DayCell {
                date: date(2026, 3, 3),
                kind: DayKind::Counted,
                number: Some(1),
                name: None,
            },
            DayCell {
                date: date(2026, 4, 5),
                kind: DayKind::Holiday,
                number: None,
                name: Some("清明".into()),
            },
        ];
        let html = months(Lang::Zh, &days, date(2026, 4, 6), date(2026, 3, 3)).into_string();
        assert_eq!(html.matches("<caption>").count(), 2);
        assert!(html.contains("<small>第1</small>"));
        assert!(html.contains("<small>清明</small>"));
        assert!(html.contains("<small>到期</small>"));
        assert_eq!(html.matches("aria-current=\"date\"").count(), 1);
        assert_eq!(
            html.matches(">31<").count(),
            1,
            "March has a 31st, April has none"
        );
    }
}
