//! The deadline strip: one line per clock, each able to explain its date.

use jiff::civil::Date;
use maud::{Markup, html};

use super::calendar::{DayCell, months};
use super::{Icon, Lang, Light, icon, light};

/// How a clock stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Running, so many days left (0: due today).
    Left(u32),
    /// Running, so many days over.
    Late(u32),
    /// Met in time on this day.
    Met(Date),
    /// Met on this day, so many days late.
    MetLate(Date, u32),
    /// Stopped since this day.
    Stopped(Date),
}

/// Where the explanation of a due date is.
#[derive(Clone, Debug)]
pub enum Explanation {
    /// Here, drawn from these days in order.
    Days(Vec<DayCell>),
    /// On another page, for strips that must stay small.
    Link(String),
}

/// One clock.
#[derive(Clone, Debug)]
pub struct ClockView {
    /// What must be done: "办理期限".
    pub name: String,
    /// Who must do it.
    pub who: String,
    /// The day that starts it, which is not counted.
    pub start: Date,
    /// The day it ends.
    pub due: Date,
    /// How it stands.
    pub standing: Standing,
    /// Its light while it runs.
    pub light: Light,
    /// The share of the time that is used, 0 to 100.
    pub used_percent: u8,
    /// The rule in words: "自受理之日起六十日内办结".
    pub rule: String,
    /// The article: "《信访工作条例》第三十四条".
    pub article: String,
    /// Extensions, stops, and a due date moved off a rest day, one sentence each.
    pub notes: Vec<String>,
    /// Day by day.
    pub explanation: Explanation,
}

/// All clocks of a matter. `today` is marked in the calendars.
pub fn deadline_strip(lang: Lang, clocks: &[ClockView], today: Date) -> Markup {
    html! {
        section class="clocks" aria-label=(lang.pick("期限", "Deadlines")) {
            @for clock in clocks { (strip_line(lang, clock, today)) }
        }
    }
}

fn strip_line(lang: Lang, clock: &ClockView, today: Date) -> Markup {
    html! {
        div class={ "clock " (class(clock)) } {
            div class="clock-line" {
                p class="clock-name" { b { (clock.name) } span { (clock.who) } }
                svg class="clock-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                    rect width=(clock.used_percent.min(100)) height="8" {}
                }
                p class="clock-due" {
                    time datetime=(clock.due) { (lang.date(clock.due)) } " " (lang.weekday(clock.due.weekday()))
                    small { (lang.pick("到期", "due")) }
                }
                p class="clock-left" { (standing(lang, clock)) }
            }
            (why(lang, clock, today))
        }
    }
}

fn class(clock: &ClockView) -> &'static str {
    match (clock.standing, clock.light) {
        (Standing::Met(_) | Standing::MetLate(..), _) => "clock-done",
        (Standing::Stopped(_), _) => "clock-stopped",
        (_, Light::Green) => "clock-green",
        (_, Light::Yellow) => "clock-yellow",
        (_, Light::Red) => "clock-red",
    }
}

/// How the clock stands, in words beside its light.
fn standing(lang: Lang, clock: &ClockView) -> Markup {
    match clock.standing {
        Standing::Left(0) => light(clock.light, lang.pick("今天到期", "due today")),
        Standing::Left(days) => light(
            clock.light,
            &lang.pick(
                format!("还剩 {days} 天"),
                format!("{} left", english_days(days)),
            ),
        ),
        Standing::Late(days) => light(
            Light::Red,
            &lang.pick(
                format!("逾期 {days} 天"),
                format!("{} late", english_days(days)),
            ),
        ),
        Standing::Met(_) => html! {
            span class="badge badge-done" { (icon(Icon::Good)) (lang.pick("按期完成", "met in time")) }
        },
        Standing::MetLate(_, days) => html! {
            span class="badge badge-ended" {
                (icon(Icon::Late)) (lang.pick(format!("已完成，逾期 {days} 天"), format!("met {} late", english_days(days))))
            }
        },
        Standing::Stopped(_) => html! {
            span class="badge" { (icon(Icon::Paused)) (lang.pick("已中止计算", "stopped")) }
        },
    }
}

fn english_days(days: u32) -> String {
    if days == 1 {
        "1 day".to_owned()
    } else {
        format!("{days} days")
    }
}

fn why(lang: Lang, clock: &ClockView, today: Date) -> Markup {
    let question = lang.pick("为什么是这一天？", "Why this date?");
    match &clock.explanation {
        Explanation::Link(href) => html! { a class="why-link" href=(href) { (question) } },
        Explanation::Days(days) => html! {
            details class="why" {
                summary { (question) (icon(Icon::Down)) }
                div class="why-body" {
                    p class="why-facts" { (explained(lang, clock)) }
                    @if !clock.notes.is_empty() {
                        ul class="why-facts" { @for note in &clock.notes { li { "· " (note) } } }
                    }
                    (months(lang, days, clock.due, today))
                }
            }
        },
    }
}

fn explained(lang: Lang, clock: &ClockView) -> Markup {
    let since = match clock.standing {
        Standing::Met(day) | Standing::MetLate(day, _) => lang.pick(
            format!("已于{}完成。", lang.date(day)),
            format!(" Met on {}.", lang.date(day)),
        ),
        Standing::Stopped(day) => lang.pick(
            format!("自{}起中止计算。", lang.date(day)),
            format!(" Stopped since {}.", lang.date(day)),
        ),
        Standing::Left(_) | Standing::Late(_) => String::new(),
    };
    html! {
        @match lang {
            Lang::Zh => {
                (clock.rule) "（" (clock.article) "）。自" (lang.date(clock.start)) "起算，当日不计，"
                b { (lang.date(clock.due)) "到期" } "。"
            },
            Lang::En => {
                (clock.rule) " (" (clock.article) "). From " (lang.date(clock.start)) ", that day not counted: "
                b { "due on " (lang.date(clock.due)) } "."
            },
        }
        (since)
    }
}
