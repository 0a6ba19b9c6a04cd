//! The rules in force: every limit, ground and open point of the rulebook with its article, and the calendar it counts by.

use axum::extract::State;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::calendar::{Calendar, DayKind};
use kernel::rulebook::{
    Bearer, Confidence, GroundEffect, Limit, Rulebook, Setting, SettingValue, Weight,
};
use maud::{Markup, html};

use super::routes;
use super::view::length;
use crate::app::App;
use crate::look::{
    Cell, Column, Icon, Lang, Paper, Row, Table, Urgency, empty, heading, icon, panel,
};
use crate::pages::frame::public_page;
use crate::request::Reader;

/// The rules page.
pub async fn page(State(app): State<App>, reader: Reader) -> Markup {
    let lang = reader.lang;
    let book = &app.office.law().current;
    let content = html! {
        (heading(lang.pick("现行规则", "Rules in force"),
            Some(&lang.pick(
                format!("{}，版本 {}", book.title, book.version),
                format!("{}, version {}", book.title_en, book.version))),
            None, None))
        p { (lang.pick(
            "每个期限都从触发之日的次日起算，当日不计。事项按受理时的规则版本办理，以后的改动不影响它。",
            "The day of the trigger is not counted. A matter keeps the version it began under.")) }
        (panel("limits", lang.pick("期限", "Limits"), None, &limits(book, lang)))
        (panel("grounds", lang.pick("不予受理、不再受理、退回和督办的情形", "Grounds for not accepting, for objections and for supervision"), None, &grounds(book, lang)))
        (panel("routes", lang.pick("申诉求决的六种途径（第三十一条）", "The six routes of an appeal (Art. 31)"), None, &routes::table_of(book, lang)))
        (panel("notices", lang.pick("应当告知、反馈的事", "Notices due"), None, &notices(book, lang)))
        (panel("confidence", lang.pick("可靠程度 A、B、C、U 是什么意思", "What the marks A, B, C, U mean"), None, &marks(lang)))
        (panel("settings", lang.pick("法律未定之处，本系统怎样处理", "Where the law is silent"), None, &html! {
            @for gone in book.retired() {
                p class="small soft" {
                    (lang.pick(
                        format!("地方规则册写有已取消的设置“{}”，不起作用：{}。", gone.name, gone.zh),
                        format!("The local book names the setting {}, which is gone and has no effect: {}.", gone.name, gone.en)))
                }
            }
            (settings(book, lang))
        }))
        (panel("calendar", lang.pick("工作日历", "Working calendar"), None, &calendar(app.office.calendar(), lang)))
    };
    public_page(
        &app,
        &reader,
        lang.pick("现行规则", "Rules in force"),
        Paper::Sheet,
        &content,
    )
}

pub(super) fn table(
    lang: Lang,
    caption: &str,
    columns: &[Column],
    rows: Vec<Vec<Markup>>,
) -> Markup {
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|cells| Row {
            href: None,
            urgency: Urgency::Normal,
            cells,
        })
        .collect();
    Table {
        lang,
        caption,
        columns,
        lead: 1,
        rows: &rows,
        empty: empty(Icon::Law, lang.pick("没有条目", "None"), None),
    }
    .render()
}

fn limits(book: &Rulebook, lang: Lang) -> Markup {
    let columns = [
        Column::new(lang.pick("代码", "Code"), Cell::Tight),
        Column::new(lang.pick("事项", "What"), Cell::Text),
        Column::new(lang.pick("从何时起", "From"), Cell::Text),
        Column::new(lang.pick("多长", "Length"), Cell::Text),
        Column::new(lang.pick("依据", "Article"), Cell::Text),
        Column::new(lang.pick("可靠程度", "Source"), Cell::Tight),
    ];
    let rows = book
        .limits()
        .map(|limit| limit_cells(book, limit, lang))
        .collect();
    table(lang, lang.pick("期限", "Limits"), &columns, rows)
}

fn limit_cells(book: &Rulebook, limit: &Limit, lang: Lang) -> Vec<Markup> {
    let who = match limit.bearer {
        Bearer::Office => lang.pick("机关的义务", "the office's duty"),
        Bearer::Petitioner => lang.pick("信访人的权利", "the petitioner's right"),
    };
    let notice = lang.pick(&limit.notice, &limit.notice_en);
    vec![
        html! { (limit.key) },
        html! {
            b { (lang.pick(&limit.name, &limit.name_en)) }
            @if limit.unused { " " span class="tag" { (lang.pick("尚未启用", "not yet in use")) } }
            p class="small soft" { (who) @if let Some(notice) = notice { "；" (notice) } }
        },
        html! { (lang.pick(&limit.trigger, &limit.trigger_en)) },
        lengths(book, limit, lang),
        html! {
            (lang.pick(&limit.article, &limit.article_en))
            @if limit.setting { p class="small soft" { (lang.pick("国家未定天数，此为默认值", "no national number; a default")) } }
        },
        html! { (mark(limit.confidence)) },
    ]
}

/// The length, that of heavier matters where a local book tightens it, and how far it may be extended.
fn lengths(book: &Rulebook, limit: &Limit, lang: Lang) -> Markup {
    let heavier = [Weight::Major, Weight::Urgent]
        .into_iter()
        .filter_map(|weight| Some((weight, book.limit(&limit.key, weight)?)))
        .filter(|(_, other)| (other.length, other.unit) != (limit.length, limit.unit));
    html! {
        (length(limit, lang))
        @for (weight, other) in heavier {
            p class="small soft" { (lang.pick(weight.zh(), weight.en())) "：" (length(other, lang)) }
        }
        @if let Some(extension) = &limit.extension {
            p class="small soft" {
                (lang.pick(
                    format!("可延期，累计不超过{}日，由{}批准", extension.max_days, extension.approver),
                    format!("may be extended by {} days in all, approved by the {}", extension.max_days, extension.approver_en)))
            }
        }
        @if !limit.stops.is_empty() { p class="small soft" { (lang.pick("听证时间不计", "hearings are not counted")) } }
    }
}

fn grounds(book: &Rulebook, lang: Lang) -> Markup {
    let columns = [
        Column::new(lang.pick("代码", "Code"), Cell::Tight),
        Column::new(lang.pick("情形", "Case"), Cell::Text),
        Column::new(lang.pick("必须写明", "Must be stated"), Cell::Text),
        Column::new(lang.pick("依据", "Article"), Cell::Text),
        Column::new(lang.pick("可靠程度", "Source"), Cell::Tight),
    ];
    let rows = book
        .grounds()
        .map(|ground| {
            let effect = match ground.effect {
                GroundEffect::NotAccept => lang.pick("不予受理", "not accepted"),
                GroundEffect::NoLongerAccept => lang.pick("不再受理", "no longer accepted"),
                GroundEffect::Return => lang.pick("提出异议、退回", "objection, return"),
                GroundEffect::Supervise => lang.pick("督办", "supervise"),
            };
            vec![
                html! { (ground.code) },
                html! { b { (effect) } p { (lang.pick(&ground.text, &ground.text_en)) } },
                html! { (lang.pick(&ground.needs, &ground.needs_en)) },
                html! { (lang.pick(&ground.article, &ground.article_en)) },
                html! { (mark(ground.confidence)) },
            ]
        })
        .collect();
    table(
        lang,
        lang.pick("不予受理、不再受理和督办的情形", "Grounds"),
        &columns,
        rows,
    )
}

/// Every notice that a limit or an extension asks for.
fn notices(book: &Rulebook, lang: Lang) -> Markup {
    let columns = [
        Column::new(lang.pick("代码", "Code"), Cell::Tight),
        Column::new(lang.pick("告知什么", "What is told"), Cell::Text),
        Column::new(lang.pick("依据", "Article"), Cell::Text),
        Column::new(lang.pick("可靠程度", "Source"), Cell::Tight),
    ];
    let row = |limit: &Limit, notice: &str, article: &str| {
        vec![
            html! { (limit.key) },
            html! { (notice) },
            html! { (article) },
            html! { (mark(limit.confidence)) },
        ]
    };
    let mut rows = Vec::new();
    for limit in book.limits() {
        if let Some(notice) = lang.pick(&limit.notice, &limit.notice_en) {
            rows.push(row(
                limit,
                notice,
                lang.pick(&limit.article, &limit.article_en),
            ));
        }
        let extension = limit.extension.as_ref();
        if let Some((rule, notice)) = extension
            .and_then(|rule| Some((rule, lang.pick(&rule.notice, &rule.notice_en).as_ref()?)))
        {
            rows.push(row(
                limit,
                notice,
                lang.pick(&rule.article, &rule.article_en),
            ));
        }
    }
    table(lang, lang.pick("告知", "Notices"), &columns, rows)
}

fn settings(book: &Rulebook, lang: Lang) -> Markup {
    let columns = [
        Column::new(lang.pick("名称", "Name"), Cell::Tight),
        Column::new(lang.pick("说明", "What it decides"), Cell::Text),
        Column::new(lang.pick("现在的值", "Value"), Cell::Tight),
        Column::new(lang.pick("对应未定之处", "Open point"), Cell::Tight),
        Column::new(lang.pick("可靠程度", "Source"), Cell::Tight),
    ];
    let rows = book
        .settings()
        .map(|setting| setting_cells(setting, lang))
        .collect();
    table(
        lang,
        lang.pick("法律未定之处", "Open points"),
        &columns,
        rows,
    )
}

fn setting_cells(setting: &Setting, lang: Lang) -> Vec<Markup> {
    let value = match &setting.value {
        SettingValue::Flag(true) => lang.pick("是", "yes").to_owned(),
        SettingValue::Flag(false) => lang.pick("否", "no").to_owned(),
        SettingValue::Number(number) => number.to_string(),
        SettingValue::Text(text) => text.clone(),
    };
    vec![
        html! { code { (setting.name) } },
        html! { (lang.pick(&setting.why, &setting.why_en)) },
        html! { (value) },
        html! { (setting.point) },
        html! { (mark(setting.confidence)) },
    ]
}

pub(super) fn mark(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::A => "A",
        Confidence::B => "B",
        Confidence::C => "C",
        Confidence::U => "U",
    }
}

fn marks(lang: Lang) -> Markup {
    let list = [
        ("A", lang.pick("已核对条文全文", "the full text was read")),
        (
            "B",
            lang.pick("只核对了部分原文", "the text was read in part"),
        ),
        (
            "C",
            lang.pick("来自间接资料，未见原文", "a secondary source"),
        ),
        (
            "U",
            lang.pick(
                "没有明确规定，或者各处说法不一；所列为默认值",
                "no rule found, or sources differ; the value is a default",
            ),
        ),
    ];
    html! { dl class="facts" { @for (mark, words) in list { dt { (mark) } dd { (words) } } } }
}

fn calendar(calendar: &Calendar, lang: Lang) -> Markup {
    let years: Vec<i16> = calendar.years().collect();
    html! {
        p { (lang.pick(
            "依据国务院办公厅每年公布的放假安排。没有列出的年份按周末和法定节日暂算，并注明“暂定”。",
            "From the State Council's yearly notices. Other years follow weekends and lawful holidays and are marked provisional.")) }
        @for year in years.into_iter().rev() {
            details class="why" {
                summary { (year) (lang.pick("年", "")) (icon(Icon::Down)) }
                (self::year(calendar, year, lang))
            }
        }
    }
}

fn year(calendar: &Calendar, year: i16, lang: Lang) -> Markup {
    let columns = [
        Column::new(lang.pick("节日", "Holiday"), Cell::Tight),
        Column::new(lang.pick("放假", "Rest days"), Cell::Text),
        Column::new(lang.pick("调休上班", "Worked instead"), Cell::Text),
    ];
    let rows = holidays(calendar, year)
        .into_iter()
        .map(|holiday| {
            let worked: Vec<String> = holiday
                .worked
                .iter()
                .map(|day| day_words(*day, lang))
                .collect();
            vec![
                html! { (holiday.name) },
                html! { (span_words(&holiday.rest, lang)) },
                html! { (worked.join(lang.pick("、", ", "))) },
            ]
        })
        .collect();
    let caption = lang.pick(format!("{year}年放假安排"), format!("Rest days of {year}"));
    table(lang, &caption, &columns, rows)
}

/// One holiday of a year.
#[derive(Debug, Default, PartialEq, Eq)]
struct Holiday {
    name: String,
    rest: Vec<Date>,
    worked: Vec<Date>,
}

/// The holidays of a year in the order they begin.
fn holidays(calendar: &Calendar, year: i16) -> Vec<Holiday> {
    let mut found: Vec<Holiday> = Vec::new();
    let Ok(first) = Date::new(year, 1, 1) else {
        return found;
    };
    for offset in 0..i64::from(first.days_in_year()) {
        let date = first.saturating_add(offset.days());
        let (name, rests) = match calendar.day(date).kind {
            DayKind::Holiday(name) => (name, true),
            DayKind::MakeUp(name) => (name, false),
            DayKind::Working | DayKind::Weekend => continue,
        };
        let at = found
            .iter()
            .position(|holiday| *holiday.name == *name)
            .unwrap_or_else(|| {
                found.push(Holiday {
                    name: name.to_string(),
                    ..Holiday::default()
                });
                found.len() - 1
            });
        let days = if rests {
            &mut found[at].rest
        } else {
            &mut found[at].worked
        };
        days.push(date);
    }
    found
}

fn day_words(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "{}月{}日（{}）",
            date.month(),
            date.day(),
            lang.weekday(date.weekday())
        ),
        Lang::En => format!("{} {}", lang.weekday(date.weekday()), lang.date(date)),
    }
}

/// Days as spans: 2月15日（周日）至2月23日（周一），9天.
fn span_words(days: &[Date], lang: Lang) -> String {
    let mut spans: Vec<(Date, Date)> = Vec::new();
    for day in days {
        match spans.last_mut() {
            Some((_, last)) if last.saturating_add(1.day()) == *day => *last = *day,
            _ => spans.push((*day, *day)),
        }
    }
    let words: Vec<String> = spans
        .into_iter()
        .map(|(from, to)| {
            if from == to {
                day_words(from, lang)
            } else {
                format!(
                    "{}{}{}",
                    day_words(from, lang),
                    lang.pick("至", " to "),
                    day_words(to, lang)
                )
            }
        })
        .collect();
    words.join(lang.pick("，", ", "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_spring_festival_of_2026_is_nine_days_with_two_worked_for_it() {
        let all = holidays(&Calendar::national(), 2026);
        let spring = all
            .iter()
            .find(|holiday| holiday.name.contains("春节"))
            .unwrap();
        assert_eq!(spring.rest.len(), 9);
        assert_eq!(spring.worked, [date(2026, 2, 14), date(2026, 2, 28)]);
        assert_eq!(
            span_words(&spring.rest, Lang::Zh),
            "2月15日（周日）至2月23日（周一）"
        );
    }
}
