//! What holds for the whole look.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::HashMap;

use jiff::civil::date;
use maud::{Markup, html};

use super::*;

const CSS: &str = include_str!("../../assets/huiyin.css");

#[test]
fn every_icon_is_drawn_and_hidden_from_readers() {
    for picture in Icon::ALL {
        let html = icon(*picture).into_string();
        assert!(html.contains("aria-hidden=\"true\""), "{picture:?}");
        let symbol = format!("<symbol id=\"{picture:?}\"");
        let drawn = super::icon::SHEET_CONTENT
            .split(&symbol)
            .nth(1)
            .and_then(|rest| rest.split("</symbol>").next())
            .unwrap_or_default();
        assert!(
            ["<path", "<circle", "<rect"]
                .iter()
                .any(|shape| drawn.contains(shape)),
            "{picture:?} is empty"
        );
        assert!(html.contains(&format!("icons.svg#{picture:?}")));
    }
}

#[test]
fn a_refused_action_says_why_and_cannot_be_sent() {
    let html =
        refused_button("close", "办结", "还有 1 项诉求没有答复（第三十四条）。").into_string();
    assert!(html.contains("type=\"button\"") && html.contains(" disabled"));
    assert!(!html.contains("submit") && !html.contains("name="));
    assert!(html.contains("aria-describedby=\"close-why\"") && html.contains("id=\"close-why\""));
    assert!(html.contains("还有 1 项诉求没有答复（第三十四条）。"));
}

#[test]
fn an_error_is_tied_to_its_field_and_the_value_is_kept() {
    let field = Field::new(Lang::Zh, "subject", "标题")
        .hint("一句话")
        .required()
        .error(Some("太长"));
    let html = field.text("路灯<不亮>").into_string();
    assert!(html.contains("aria-describedby=\"subject-hint subject-error\""));
    assert!(html.contains("id=\"subject-error\"") && html.contains("aria-invalid=\"true\""));
    assert!(html.contains("value=\"路灯&lt;不亮&gt;\""));
    assert!(html.contains("for=\"subject\"") && html.contains("id=\"subject\""));
    let errors = [FormError {
        field: "subject".into(),
        text: "标题太长".into(),
    }];
    assert!(
        error_summary(Lang::Zh, &errors)
            .into_string()
            .contains("href=\"#subject\"")
    );
}

#[test]
fn a_text_that_begins_with_a_line_break_keeps_it() {
    let html = Field::new(Lang::Zh, "text", "内容")
        .textarea("\n第二行", 4, 100)
        .into_string();
    assert!(html.contains(">\n\n第二行</textarea>"));
    assert!(html.contains("还可以写 96 字"));
}

#[test]
fn a_text_that_is_too_long_is_told_so_without_a_script() {
    let html = Field::new(Lang::Zh, "text", "内容")
        .textarea("一二三四五", 4, 3)
        .into_string();
    assert!(html.contains("超出 2 字"), "{html}");
    assert!(html.contains("一二三四五</textarea>"), "nothing is cut off");
}

#[test]
fn a_light_is_a_word_and_a_shape_too() {
    let drawn: Vec<String> = [Light::Green, Light::Yellow, Light::Red]
        .map(|colour| light(colour, "x").into_string())
        .to_vec();
    let shape = |html: &str| html.split_once("<svg").unwrap().1.to_owned();
    assert!(shape(&drawn[0]) != shape(&drawn[1]) && shape(&drawn[1]) != shape(&drawn[2]));
}

#[test]
fn silence_rates_nothing() {
    let form = RatingForm {
        action: "/rate",
        once: "t",
        office: "甲",
        unit: "乙",
        typed: ("", "", ""),
        errors: (None, None),
        hidden: html! {},
    };
    assert!(
        !rating_form(Lang::Zh, &form)
            .into_string()
            .contains(" checked")
    );
}

#[test]
fn a_clock_explains_its_date_with_the_article() {
    for lang in [Lang::Zh, Lang::En] {
        let html =
            deadline_strip(lang, &[clock(Standing::Left(0))], date(2026, 5, 9)).into_string();
        assert!(html.contains("第三十四条") && html.contains("<details"));
        assert!(html.contains(lang.pick("今天到期", "due today")));
    }
    let late =
        deadline_strip(Lang::Zh, &[clock(Standing::Late(3))], date(2026, 5, 12)).into_string();
    assert!(late.contains("逾期 3 天") && late.contains("light-red"));
}

#[test]
fn pages_run_under_a_strict_content_policy() {
    for page in every_page() {
        let html = page.into_string();
        assert!(!html.contains(" style="), "inline style");
        assert!(!html.contains("<style"), "style element");
        for (at, _) in html.match_indices("<script") {
            assert!(
                html[at..].starts_with("<script type=\"module\" src=\"/assets/"),
                "inline script"
            );
            assert!(
                html[at..]
                    .split_once('>')
                    .unwrap()
                    .1
                    .starts_with("</script>")
            );
        }
        for handler in [
            " onclick=",
            " onload=",
            " onchange=",
            " onsubmit=",
            "javascript:",
        ] {
            assert!(!html.contains(handler), "{handler}");
        }
    }
}

#[test]
fn a_page_names_its_language_and_offers_the_other() {
    let [zh, en, ..] = every_page().map(Markup::into_string);
    assert!(zh.contains("<html lang=\"zh-CN\"") && zh.contains("lang=en"));
    assert!(en.contains("<html lang=\"en\"") && en.contains("lang=zh"));
    for page in [zh, en] {
        assert!(page.contains("href=\"#main\"") && page.contains("<main id=\"main\""));
    }
}

#[test]
fn texts_are_readable_on_their_grounds_by_day_and_by_night() {
    let pairs = [
        ("ink", "paper"),
        ("ink", "surface"),
        ("ink", "sunken"),
        ("ink", "teal-tint"),
        ("ink", "late-tint"),
        ("ink", "soon-tint"),
        ("ink", "good-tint"),
        ("ink", "calm-tint"),
        ("ink-soft", "paper"),
        ("ink-soft", "surface"),
        ("ink-soft", "sunken"),
        ("ink-soft", "teal-tint"),
        ("teal", "paper"),
        ("teal", "surface"),
        ("teal", "sunken"),
        ("teal", "teal-tint"),
        ("teal-strong", "teal-tint"),
        ("on-teal", "teal"),
        ("on-teal", "teal-strong"),
        ("on-bar", "bar"),
        ("on-bar-soft", "bar"),
        ("late", "surface"),
        ("late", "paper"),
        ("late", "late-tint"),
        ("on-late", "late"),
        ("soon", "surface"),
        ("soon", "soon-tint"),
        ("good", "surface"),
        ("good", "good-tint"),
        ("calm", "calm-tint"),
        ("ink", "line"),
    ];
    let shapes = [
        ("line-strong", "surface"),
        ("line-strong", "paper"),
        ("focus", "surface"),
        ("focus", "paper"),
    ];
    let (day, night) = palettes();
    for (name, palette) in [("day", &day), ("night", &night)] {
        for (least, list) in [(4.5, &pairs[..]), (3.0, &shapes[..])] {
            for (text, ground) in list {
                let ratio = contrast(palette[*text], palette[*ground]);
                assert!(ratio >= least, "{text} on {ground} by {name}: {ratio:.2}");
            }
        }
    }
}

fn clock(standing: Standing) -> ClockView {
    ClockView {
        name: "办理期限".into(),
        who: "县交通运输局".into(),
        start: date(2026, 3, 10),
        due: date(2026, 5, 9),
        standing,
        light: Light::Green,
        used_percent: 40,
        rule: "自受理之日起六十日内办结".into(),
        article: "《信访工作条例》第三十四条".into(),
        notes: vec!["提醒".into()],
        explanation: Explanation::Days(vec![DayCell {
            date: date(2026, 3, 10),
            kind: DayKind::First,
            number: None,
            name: None,
        }]),
    }
}

/// Both shells around one of everything that could carry a style or a script.
fn every_page() -> [Markup; 3] {
    let content = |lang| {
        html! {
            (deadline_strip(lang, &[clock(Standing::Late(3)), clock(Standing::Met(date(2026, 5, 1)))], date(2026, 5, 12)))
            (refused_button("x", "办结", "原因")) (print_button(lang))
            (empty(Icon::Inbox, "没有", Some(("去", "/")))) (reveal_form(lang, "/", "t")) (pager(lang, None, Some("/")))
            (notice(Tone::Error, "x", None)) (problem(lang, "x", "y", ("z", "/"), "404"))
            (checkbox("c", "x", Some("y"), true)) (chips(lang, &[Chip { label: "a", value: "b", remove_href: "/" }]))
            (rail(lang, &[RailStep { label: "x".into(), note: None, state: RailState::Now }]))
            (Field::new(lang, "t", "x").live("/similar", "y").textarea("", 3, 10))
        }
    };
    let public = |lang| {
        PublicShell {
            lang,
            title: "t",
            office_name: "o",
            path: "/",
            contact: "",
            flash: None,
            paper: Paper::Slip,
        }
        .page(&content(lang))
    };
    let staff = StaffShell {
        lang: Lang::Zh,
        title: "t",
        office_name: "o",
        person: "p",
        post: "q",
        unit: "u",
        nav: &[],
        active: "",
        query: "",
        csrf: "c",
        path: "/",
        flash: None,
        paper: Paper::Sheet,
    };
    [
        public(Lang::Zh),
        public(Lang::En),
        staff.page(&content(Lang::Zh)),
    ]
}

/// The tokens of the light palette, and those of the dark one laid over them.
fn palettes() -> (
    HashMap<&'static str, &'static str>,
    HashMap<&'static str, &'static str>,
) {
    let block = |from: &str| {
        let rest = &CSS[CSS.find(from).unwrap()..];
        let body = &rest[rest.find(":root {").unwrap()..];
        let body = &body[..body.find('}').unwrap()];
        body.lines()
            .filter_map(|line| {
                line.trim()
                    .strip_prefix("--")?
                    .strip_suffix(';')?
                    .split_once(": ")
            })
            .filter(|(_, value)| value.starts_with('#') && value.len() == 7)
            .collect::<HashMap<_, _>>()
    };
    let day = block("/* ---------- tokens");
    let mut night = day.clone();
    night.extend(block("@media (prefers-color-scheme: dark)"));
    (day, night)
}

/// The contrast ratio of WCAG 2.2 of two colours written `#rrggbb`.
fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |colour: &str| {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
