//! A matter: deadlines, actions, history, answer.

use huiyin_web::look::*;
use jiff::civil::{Date, date};
use jiff::{ToSpan, civil::Weekday};
use maud::{Markup, html};

pub fn matter_page(lang: Lang) -> Markup {
    let tags = html! {
        (stage_badge(StageTone::Working, "办理中")) (channel_tag(lang, Channel::Letter))
        (channel_tag(lang, Channel::Hotline)) (sealed_tag(lang))
        span class="tag" { (icon(Icon::Unit)) "县交通运输局" }
    };
    let tab = |label, count, active| Tab {
        label,
        href: "#",
        count,
        active,
    };
    html! {
        (heading("东柳村三组道路塌陷半年未修", Some("2026-000318 · 2026年3月2日登记"), Some(&tags),
            Some(&html! { (print_button(lang)) })))
        (deadline_strip(lang, &sample_clocks(), date(2026, 3, 27)))
        (tabs("事项", &[
            tab("概况", None, true), tab("信访件", Some(3), false), tab("诉求", Some(2), false),
            tab("附件", Some(2), false),
        ]))
        div class="actions" {
            (action_button(ButtonKind::Primary, Some(Icon::Opinion), "出具处理意见", None))
            (action_button(ButtonKind::Quiet, Some(Icon::Clock), "延期", None))
            (refused_button("close", "办结", "还有 1 项诉求没有送达的答复（《信访工作条例》第三十四条）。"))
            (action_button(ButtonKind::Danger, None, "不再受理", None))
        }
        (two_columns(&matter_main(), &matter_aside(lang)))
        (answer(lang, &sample_answer()))
    }
}

fn matter_main() -> Markup {
    let event = |when: &str, actor: &str, text: &str, body: Option<&str>, kind| Event {
        datetime: "2026-03-02T09:12".into(),
        when: when.into(),
        actor: actor.into(),
        text: text.into(),
        body: body.map(Into::into),
        kind,
    };
    html! {
        (panel("p-text", "信访内容", None, &html! { div class="prose" {
            p { "东柳村三组通往镇中心小学的水泥路去年九月塌了一段，长约二十米。村里围了警示带，至今没有修。下雨天积水没过脚踝，孩子们只能从河堤绕行。" }
            p { "请求：一、尽快修复；二、修好之前设置安全的临时通道。" }
        } }))
        (panel("p-history", "办理过程", None, &timeline(&[
            event("3月10日 15:30", "周一鸣 · 县交通运输局办理岗", "受理，并书面告知信访人", None, EventKind::Key),
            event("3月5日 10:04", "县住建局", "提出异议，退回", Some("该路段为乡道，养护职责属交通运输部门。"),
                EventKind::Stop),
            event("3月3日 09:40", "林静 · 登记岗", "与 2026-000102 并为同一事项", None, EventKind::Plain),
            event("3月2日 09:12", "林静 · 登记岗", "登记来信", None, EventKind::Key),
        ])))
    }
}

fn matter_aside(lang: Lang) -> Markup {
    let person = Identity {
        rows: &[
            ("姓名", "陈*"),
            ("电话", "139****2046"),
            ("住址", "东柳村***"),
        ],
        masked: true,
        reveal: Some(reveal_form(lang, "#", "sample")),
    };
    let fact = |label, value: &str| Fact {
        label,
        value: html! { (value) },
    };
    html! {
        (panel("p-person", "信访人", None, &identity(lang, &person)))
        (panel("p-facts", "要素", None, &facts(&[
            fact("信访目的", "申诉求决"), fact("内容分类", "交通运输 / 农村公路"), fact("发生地", "柳镇东柳村"),
            fact("牵头单位", "县交通运输局"), fact("规则版本", "国家规则 2022"),
        ])))
        (panel("p-files", "附件", None, &attachments(lang, &[
            Attachment { name: "塌陷路段照片.jpg", href: "#", note: "图片 1.2 MB" },
            Attachment { name: "村民联名信扫描件.pdf", href: "#", note: "PDF 860 KB" },
        ])))
    }
}

pub fn sample_clocks() -> Vec<ClockView> {
    let clock = |name: &str, who: &str, start, due, standing, light, used_percent| ClockView {
        name: name.into(),
        who: who.into(),
        start,
        due,
        standing,
        light,
        used_percent,
        rule: "自受理之日起六十日内办结".into(),
        article: "《信访工作条例》第三十四条".into(),
        notes: vec![],
        explanation: Explanation::Days(plain_days(start, due, false)),
    };
    let mut objection = clock(
        "提出异议",
        "县交通运输局",
        date(2026, 3, 27),
        date(2026, 4, 13),
        Standing::Left(2),
        Light::Yellow,
        70,
    );
    objection.rule = "认为不属于本机关职权的，自收到之日起五个工作日内提出异议".into();
    objection.article = "《信访工作条例》第二十三条".into();
    objection.notes = vec!["4月7日至4月9日举行听证，不计入期限。".into()];
    objection.explanation =
        Explanation::Days(plain_days(date(2026, 3, 27), date(2026, 4, 13), true));
    vec![
        clock(
            "登记转送",
            "清河县信访局",
            date(2026, 3, 2),
            date(2026, 3, 17),
            Standing::Met(date(2026, 3, 3)),
            Light::Green,
            100,
        ),
        clock(
            "书面告知",
            "县交通运输局",
            date(2026, 3, 9),
            date(2026, 3, 24),
            Standing::Late(3),
            Light::Red,
            100,
        ),
        objection,
        clock(
            "办理期限",
            "县交通运输局 周一鸣",
            date(2026, 3, 10),
            date(2026, 5, 9),
            Standing::Left(43),
            Light::Green,
            28,
        ),
    ]
}

/// Days for the eye only: the real ones come from the rules.
fn plain_days(start: Date, due: Date, working: bool) -> Vec<DayCell> {
    let mut number = 0;
    let mut cells = Vec::new();
    let mut day = start;
    while day <= due {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let stopped = (date(2026, 4, 7)..=date(2026, 4, 9)).contains(&day);
        let (kind, name) = match day {
            _ if day == start => (DayKind::First, None),
            _ if working && day == date(2026, 4, 5) => (DayKind::Holiday, Some("清明".to_owned())),
            _ if working && day == date(2026, 4, 6) => (DayKind::Holiday, Some("清明".to_owned())),
            _ if working && day == date(2026, 3, 28) => (DayKind::MakeUp, None),
            _ if working && stopped => (DayKind::Stopped, None),
            _ if working && weekend => (DayKind::Rest, None),
            _ => (DayKind::Counted, None),
        };
        let counted = matches!(kind, DayKind::Counted | DayKind::MakeUp);
        if counted {
            number += 1;
        }
        cells.push(DayCell {
            date: day,
            kind,
            number: counted.then_some(number),
            name,
        });
        day = day.saturating_add(1.day());
    }
    cells
}

pub fn sample_answer() -> Answer {
    Answer {
        title: "信访事项处理意见书".into(),
        number: "清交信意〔2026〕7号".into(),
        to: "陈某：".into(),
        request: "请求修复东柳村三组至镇中心小学路段，并在修复前设置安全的临时通道。".into(),
        facts: "该路段为乡道，长二十一米，去年九月因排水涵洞堵塞塌陷。\n经现场查看并听取您的陈述，临时通道确未设置。".into(),
        opinion: "支持您的请求。四月三十日前完成修复；自本意见书作出之日起三日内设置临时通道。".into(),
        basis: "《中华人民共和国公路法》第三十五条；《信访工作条例》第三十二条第一款第一项。".into(),
        remedy: "如不服本意见，您可以自收到之日起三十日内（至2026年5月6日）向清河县人民政府申请复查。".into(),
        signed_by: "清河县交通运输局".into(),
        date: "2026年4月3日".into(),
    }
}
