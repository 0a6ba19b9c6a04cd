//! The front page: how to petition, where, and what the law promises.

use axum::extract::State;
use kernel::org::Unit;
use kernel::rulebook::{Rulebook, key};
use maud::{Markup, html};

use super::view::{doors, length, limit};
use crate::app::App;
use crate::look::{
    Cell, Column, Fact, Icon, Lang, Paper, Row, Table, Urgency, door, empty, facts, heading, icon,
    panel,
};
use crate::pages::frame::public_page;
use crate::request::Reader;

/// The front page.
pub async fn page(State(app): State<App>, reader: Reader) -> Markup {
    let lang = reader.lang;
    let org = app.office.org();
    let units = doors(&org);
    let main = app.office.front_office().and_then(|unit| org.unit(unit));
    let content = html! {
        (heading(lang.pick("有什么事，请告诉我们", "Tell us what is wrong"),
            Some(lang.pick(
                "网上提交、写信、打电话、来访，效力相同。每一件都有编号、有人负责、有期限、有答复。",
                "By web, letter, telephone or in person: each counts the same. Every petition gets a number, an owner, a limit and an answer.")),
            None, None))
        div class="doors" {
            (door(Icon::Write, lang.pick("提交信访事项", "Submit a petition"),
                lang.pick("三步填完，可以实名也可以匿名", "Three short steps, with or without your name"), "/submit"))
            (door(Icon::Search, lang.pick("查询办理进度", "Track a petition"),
                lang.pick("用编号和查询码", "With number and query code"), "/track"))
        }
        (panel("promise", lang.pick("法律保证您什么", "What the law promises you"), None,
            &promise(&app.office.law().current, lang)))
        (panel("ways", lang.pick("怎样提出", "How to petition"), None, &ways(main, lang)))
        (panel("places", lang.pick("到哪里去", "Where to go"), None, &places(&units, lang)))
        p class="small" {
            a href="/sign-in" { (lang.pick("工作人员登录", "Staff sign-in")) }
        }
    };
    public_page(
        &app,
        &reader,
        lang.pick("首页", "Home"),
        Paper::Sheet,
        &content,
    )
}

/// The promises in plain words; every number comes from the rulebook in force.
fn promise(book: &Rulebook, lang: Lang) -> Markup {
    let within = |key: &str| {
        limit(book, key).map(|limit| {
            let days = length(limit, lang);
            lang.pick(format!("{days}内"), format!("Within {days}"))
        })
    };
    let more = limit(book, key::HANDLE)
        .and_then(|limit| limit.extension.as_ref())
        .map(|extension| {
            lang.pick(
                format!("最多延{}日", extension.max_days),
                format!("At most {} days more", extension.max_days),
            )
        });
    let lines = [
        (
            within(key::ROUTE),
            lang.pick(
                "登记，并转给有权处理的单位；交给了谁，您查得到。",
                "it is registered and passed to the unit that can decide; you can see which one.",
            ),
        ),
        (
            within(key::HANDLE),
            lang.pick(
                "从受理起算：查清事实，书面答复您，写明理由和依据。",
                "of acceptance: you have a written answer with facts, reasons and basis.",
            ),
        ),
        (
            more,
            lang.pick(
                "情况复杂的，经负责人批准可以延期，并告诉您理由。",
                "for difficult matters, approved by the unit's head; you are told why.",
            ),
        ),
        (
            within(key::ASK_REVIEW),
            lang.pick(
                "从收到处理意见起算：不服的，可以请上一级机关复查。",
                "of receiving the opinion: if you disagree, you can ask the body above for review.",
            ),
        ),
    ];
    let terms: Vec<(String, &str)> = lines
        .into_iter()
        .filter_map(|(term, words)| Some((term?, words)))
        .collect();
    let list: Vec<Fact> = terms
        .iter()
        .map(|(label, words)| Fact {
            label,
            value: html! { (words) },
        })
        .collect();
    html! {
        (facts(&list))
        p { a href="/rules" { (icon(Icon::Law)) " " (lang.pick("查看全部现行规则和条文依据", "All rules in force, with their articles")) } }
        p { a href="/how-it-works" { (icon(Icon::Go)) " " (lang.pick("办理流程一图看懂", "How this works, in one picture")) } }
    }
}

fn ways(main: Option<&Unit>, lang: Lang) -> Markup {
    let asked = lang.pick(
        "请向所在地信访局询问",
        "ask the petition office in your area",
    );
    let value = |pick: fn(&Unit) -> &String| {
        main.map(pick)
            .filter(|text| !text.is_empty())
            .map_or(asked, String::as_str)
    };
    let name = main.map_or("", |unit| unit.name.as_str());
    facts(&[
        Fact {
            label: lang.pick("网上", "Web"),
            value: html! { a href="/submit" { (lang.pick("在本网站提交", "Submit on this site")) } (lang.pick("，全天都可以", ", at any hour")) },
        },
        Fact {
            label: lang.pick("写信", "Letter"),
            value: html! { (value(|unit| &unit.address)) " " (name) (lang.pick("收", "")) },
        },
        Fact {
            label: lang.pick("电话", "Telephone"),
            value: html! { (value(|unit| &unit.phone)) },
        },
        Fact {
            label: lang.pick("来访", "In person"),
            value: html! {
                (lang.pick("到下面的接待场所，多人反映同一件事的，推选不超过", "At the places below; a group sends at most "))
                (matter::petition::MAX_REPRESENTATIVES) (lang.pick("名代表", " representatives"))
            },
        },
    ])
}

/// The reception places that have told where they are.
fn places(units: &[&Unit], lang: Lang) -> Markup {
    let rows: Vec<Row> = units
        .iter()
        .filter(|unit| {
            [&unit.address, &unit.phone, &unit.hours]
                .iter()
                .any(|text| !text.is_empty())
        })
        .map(|unit| Row {
            href: None,
            urgency: Urgency::Normal,
            cells: [&unit.name, &unit.address, &unit.phone, &unit.hours]
                .map(|text| html! { (text) })
                .into(),
        })
        .collect();
    let columns = [
        Column::new(lang.pick("单位", "Unit"), Cell::Text),
        Column::new(lang.pick("地址", "Address"), Cell::Text),
        Column::new(lang.pick("电话", "Telephone"), Cell::Tight),
        Column::new(lang.pick("接待时间", "Reception hours"), Cell::Text),
    ];
    Table {
        lang,
        caption: lang.pick("接待场所", "Reception places"),
        columns: &columns,
        lead: 0,
        rows: &rows,
        empty: empty(
            Icon::Place,
            lang.pick(
                "接待地址和时间尚未公布。您可以先在网上提交，效力相同。",
                "Reception places are not published yet. You can submit online; it counts the same.",
            ),
            Some((lang.pick("提交信访事项", "Submit a petition"), "/submit")),
        ),
    }
    .render()
}
