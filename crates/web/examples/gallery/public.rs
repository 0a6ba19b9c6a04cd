//! A public page with everything a petitioner meets.

use huiyin_web::look::*;
use jiff::civil::date;
use maud::{Markup, html};

use crate::matter::{sample_answer, sample_clocks};

pub fn public(lang: Lang) -> Markup {
    let step = |label: &str, note: Option<&str>, state| RailStep {
        label: label.into(),
        note: note.map(Into::into),
        state,
    };
    public_shell(lang, "办理进度", Paper::Sheet).page(&html! {
        (heading("有什么事，请告诉我们", Some("写信、来访、打电话和网上提交，效力相同。每一件都有编号、有期限、有答复。"), None, None))
        div class="doors" {
            (door(Icon::Write, "提交信访事项", "三步填完，约五分钟", "#"))
            (door(Icon::Search, "查询办理进度", "用编号和查询码", "#"))
        }
        (panel("steps", "提交信访事项", None, &html! {
            (steps(lang, &[Step { label: "您的诉求" }, Step { label: "联系方式" }, Step { label: "核对提交" }], 1))
            (Field::new(lang, "p-name", "姓名").required().text("陈某某"))
            (Field::new(lang, "p-phone", "手机号").hint("只用于办理本事项，网页上不显示。").telephone(""))
        }))
        (public_receipt(lang))
        (two_columns(
            &html! {
                (panel("where", "办到哪一步了", None, &rail(lang, &[
                    step("已收到", Some("2026年3月2日，编号 2026-000318"), RailState::Done),
                    step("已交给县交通运输局", Some("2026年3月6日"), RailState::Done),
                    step("正在办理", Some("县交通运输局，最迟 2026年5月9日答复您"), RailState::Now),
                    step("书面答复您", None, RailState::Next),
                    step("请您评价", None, RailState::Next),
                ])))
                (deadline_strip(lang, &sample_clocks()[3..], date(2026, 3, 27)))
            },
            &panel("more", "补充材料", None, &html! {
                p { "情况有变化或有新材料，可以随时补充。" }
                (link_button(ButtonKind::Quiet, Some(Icon::Attach), "补充", "#"))
            }),
        ))
        (answer(lang, &sample_answer()))
        (panel("rate", "请您评价", None, &rating_form(lang, &RatingForm {
            action: "#", once: "sample", office: "清河县信访局", unit: "县交通运输局", typed: ("satisfied", "", ""),
            errors: (None, None), hidden: html! {},
        })))
    })
}

fn public_shell(lang: Lang, title: &'static str, paper: Paper) -> PublicShell<'static> {
    PublicShell {
        lang,
        title,
        office_name: "清河县信访局",
        path: "/track",
        contact: "清河县人民路 1 号 · 0000-1234567 · 周一至周五 8:30–17:30",
        flash: None,
        paper,
    }
}

fn public_receipt(lang: Lang) -> Markup {
    receipt(
        lang,
        &Receipt {
            office: "清河县信访局",
            number: "2026-000318",
            code: "7K4M-29QX",
            registered: "2026年3月2日登记",
            next: &["我们会在 2026年3月17日前把您的事项转给有权处理的单位，并告诉您是哪个单位。"],
            track_url: "huiyin.example/track",
            qr: sample_qr(),
        },
    )
}

/// Squares in place of a QR code.
fn sample_qr() -> Markup {
    html! {
        svg viewBox="0 0 21 21" shape-rendering="crispEdges" {
            @for y in 0..21 { @for x in 0..21 { @if (x * x + 3 * y + x * y) % 7 < 3 {
                rect x=(x) y=(y) width="1" height="1" fill="#000" {}
            } } }
        }
    }
}

pub fn slip(lang: Lang, paper: Paper) -> Markup {
    public_shell(lang, "回执", paper).page(&html! { (public_receipt(lang)) })
}
