//! A staff page with everything a clerk meets.

use huiyin_web::look::*;
use maud::{Markup, html};

use crate::matter::matter_page;

pub fn staff(lang: Lang) -> Markup {
    let flash = Flash {
        tone: Tone::Success,
        text: "已登记为 2026-000318，查询码已生成。".into(),
    };
    let nav = navigation();
    StaffShell {
        lang,
        title: "工作台",
        office_name: "清河县信访局",
        person: "林静",
        post: "登记岗",
        unit: "清河县信访局",
        nav: &nav,
        active: "/work",
        query: "",
        csrf: "sample",
        path: "/work?unit=3",
        flash: Some(&flash),
        paper: Paper::Sheet,
    }
    .page(&html! {
        (workbench()) hr; (list_page(lang)) hr; (matter_page(lang)) hr; (registration(lang)) hr;
        (messages(lang)) hr; (stale_save()) hr; (all_icons())
    })
}

fn navigation() -> Vec<NavGroup> {
    let item = |label: &str, href: &str, icon, count, urgency| NavItem {
        label: label.into(),
        href: href.into(),
        icon,
        count,
        urgency,
    };
    vec![
        NavGroup {
            title: "待办".into(),
            items: vec![
                item("工作台", "/work", Icon::Home, None, Urgency::Normal),
                item("登记", "/register", Icon::Write, Some(3), Urgency::Normal),
                item(
                    "决定受理",
                    "/decide",
                    Icon::Decide,
                    Some(4),
                    Urgency::Normal,
                ),
                item("本周到期", "/soon", Icon::Clock, Some(7), Urgency::Soon),
                item("已逾期", "/late", Icon::Late, Some(2), Urgency::Late),
            ],
        },
        NavGroup {
            title: "查阅".into(),
            items: vec![
                item("全部事项", "/matters", Icon::Matter, None, Urgency::Normal),
                item("机关单位", "/units", Icon::Unit, None, Urgency::Normal),
                item("岗位和人员", "/posts", Icon::People, None, Urgency::Normal),
            ],
        },
    ]
}

fn workbench() -> Markup {
    let card = |label, count, icon, note, urgency| WorkCard {
        label,
        count,
        href: "#",
        icon,
        note,
        urgency,
    };
    html! {
        (heading("工作台", Some("2026年3月27日 周五 · 今天有 2 件到期"), None,
            Some(&link_button(ButtonKind::Primary, Some(Icon::Add), "登记来信来访", "#"))))
        (work_cards(&[
            card("已逾期", 2, Icon::Late, Some("最久一件逾期 3 天"), Urgency::Late),
            card("本周到期", 7, Icon::Clock, Some("最近一件今天到期"), Urgency::Soon),
            card("登记", 3, Icon::Write, Some("网上提交，等待登记"), Urgency::Normal),
            card("决定是否受理", 4, Icon::Decide, None, Urgency::Normal),
            card("退回给您", 1, Icon::Back, Some("县住建局：不属本单位职权"), Urgency::Normal),
            card("送达处理意见", 0, Icon::Send, None, Urgency::Normal),
        ]))
        (panel("p-empty", "等待督办反馈", None,
            &empty(Icon::Inbox, "没有等待反馈的事项。新的督办发出后会出现在这里。", Some(("查看全部督办", "#")))))
    }
}

fn list_page(lang: Lang) -> Markup {
    let rows = sample_rows(lang);
    let columns = [
        Column::new("编号", Cell::Tight).sort("#".into(), Some(Direction::Descending)),
        Column::new("事项", Cell::Text),
        Column::new("形式", Cell::Tight),
        Column::new("办理单位", Cell::Text),
        Column::new("阶段", Cell::Tight),
        Column::new("人次", Cell::Number).sort("#".into(), None),
        Column::new("到期", Cell::Date).sort("#".into(), None),
        Column::new("期限", Cell::Tight),
    ];
    let option = |value, label| SelectOption { value, label };
    let bar = FilterBar {
        lang,
        action: "/matters",
        reset_href: "/matters",
        fields: html! {
            (Field::new(lang, "f-unit", "办理单位").select(&[option("", "全部"), option("1", "县住建局")], "1"))
            (Field::new(lang, "f-stage", "阶段").select(&[option("", "全部"), option("1", "办理中")], ""))
            (Field::new(lang, "f-from", "登记自").date("2026-03-01"))
            (Field::new(lang, "f-to", "至").date(""))
        },
    };
    html! {
        (breadcrumbs(lang, &[
            Crumb { label: "工作台", href: Some("#") }, Crumb { label: "全部事项", href: None },
        ]))
        (heading("全部事项", None, None, None))
        (bar.render())
        div class="list-tools" {
            (chips(lang, &[
                Chip { label: "单位", value: "县住建局", remove_href: "#" },
                Chip { label: "登记自", value: "2026-03-01", remove_href: "#" },
            ]))
            (count_line(lang, 128, 5))
        }
        (Table { lang, caption: "全部事项", columns: &columns, lead: 1, rows: &rows, empty: html! {} }.render())
        (pager(lang, None, Some("#")))
    }
}

fn sample_rows(lang: Lang) -> Vec<Row> {
    let row = |number: &str,
               subject: &str,
               channel,
               unit: &str,
               stage,
               people: u32,
               due: &str,
               light,
               urgency| Row {
        href: Some("#".into()),
        urgency,
        cells: vec![
            html! { (number) },
            html! { (subject) },
            channel_tag(lang, channel),
            html! { (unit) },
            stage,
            html! { (people) },
            html! { (due) },
            light,
        ],
    };
    let working = || stage_badge(StageTone::Working, "办理中");
    vec![
        row(
            "2026-000318",
            "东柳村三组道路塌陷半年未修，学生上学要绕行",
            Channel::Letter,
            "县交通运输局",
            working(),
            1,
            "2026-03-24",
            light(Light::Red, "逾期 3 天"),
            Urgency::Late,
        ),
        row(
            "2026-000317",
            "和平小区二次供水水压不足",
            Channel::Web,
            "县住建局",
            stage_badge(StageTone::Waiting, "等待受理决定"),
            12,
            "2026-03-29",
            light(Light::Yellow, "还剩 2 天"),
            Urgency::Soon,
        ),
        row(
            "2026-000311",
            "请求核实退役安置补助发放标准",
            Channel::Visit,
            "县退役军人事务局",
            working(),
            5,
            "2026-05-09",
            light(Light::Green, "还剩 43 天"),
            Urgency::Normal,
        ),
        row(
            "2026-000305",
            "建议在南关农贸市场增设公交站",
            Channel::Call,
            "县交通运输局",
            stage_badge(StageTone::Done, "已答复"),
            1,
            "2026-03-20",
            html! { "按期完成" },
            Urgency::Normal,
        ),
        row(
            "2026-000298",
            "对一审判决不服",
            Channel::Video,
            "县委政法委",
            stage_badge(StageTone::Ended, "不予受理"),
            1,
            "—",
            html! { "—" },
            Urgency::Normal,
        ),
    ]
}

fn registration(lang: Lang) -> Markup {
    let choice = |value, channel: Channel| Choice {
        value,
        label: channel.label(lang),
        note: None,
        icon: Some(channel.icon()),
    };
    let errors = [
        FormError {
            field: "subject".into(),
            text: "请填写标题，一句话说明什么事".into(),
        },
        FormError {
            field: "received".into(),
            text: "收到日期不能晚于今天".into(),
        },
    ];
    let form = html! {
        form class="form" method="post" action="#" {
            (once_token("sample"))
            (radio_cards("channel", "信访形式", &[
                choice("letter", Channel::Letter), choice("visit", Channel::Visit), choice("web", Channel::Web),
                choice("call", Channel::Call), choice("video", Channel::Video), choice("hotline", Channel::Hotline),
                choice("passed", Channel::Passed),
            ], "letter", None))
            (notice(Tone::Info, "登记后将起算：登记转送 15 日，至2026年4月11日", None))
            (Field::new(lang, "subject", "标题").required().error(Some("请填写标题，一句话说明什么事")).text(""))
            (Field::new(lang, "text", "内容").required().hint("按来信原意录入；原件请作为附件上传。")
                .live("/similar", "similar").textarea("东柳村三组道路塌陷，请求尽快修复。", 6, 2000))
            div class="form-row" {
                (Field::new(lang, "received", "收到日期").error(Some("收到日期不能晚于今天")).date("2026-04-30"))
                (Field::new(lang, "people", "人数").hint("五人以上推选不超过五名代表").number("1"))
            }
            div class="form-row" {
                (Field::new(lang, "name", "姓名").optional().text(""))
                (Field::new(lang, "phone", "电话").optional().telephone(""))
            }
            (Field::new(lang, "files", "附件").optional().files(&FileLimits {
                accept: ".pdf,.jpg,.png", words: "PDF、JPG、PNG，每个不超过 20 MB，最多 10 个。", multiple: true,
            }))
            (checkbox("urgent", "可能造成重大社会影响", Some("将同时报请领导决定"), false))
            (form_end(&html! {
                (action_button(ButtonKind::Primary, Some(Icon::Write), "登记", None))
                (action_button(ButtonKind::Quiet, None, "存为草稿", Some(("then", "draft"))))
            }))
        }
    };
    html! {
        (heading("登记来信", Some("先选信访形式，页面只显示这种形式要填的内容。"), None, None))
        (error_summary(lang, &errors))
        (halves(&form, &panel("similar-panel", "可能是同一事项", None, &html! {
            div id="similar" aria-live="polite" { (candidates(lang, &sample_candidates())) }
        })))
    }
}

fn sample_candidates() -> Vec<Candidate<'static>> {
    vec![
        Candidate {
            id: "102",
            number: "2026-000102",
            href: "#",
            subject: "东柳村小学门前道路塌陷",
            text: "去年九月起路面下陷，村委会围了警示带，一直没有动工……",
            handled: "县交通运输局 · 1月18日起",
            stage: stage_badge(StageTone::Working, "办理中"),
            because: &["同一联系电话", "同一地点"],
            chosen: "same",
        },
        Candidate {
            id: "77",
            number: "2025-002877",
            href: "#",
            subject: "柳镇乡道排水涵洞堵塞",
            text: "涵洞多年未清，雨季漫水，担心把路基冲坏……",
            handled: "柳镇人民政府 · 2025年8月2日起",
            stage: stage_badge(StageTone::Done, "已答复"),
            because: &["文字相近"],
            chosen: "",
        },
    ]
}

fn messages(lang: Lang) -> Markup {
    html! {
        (heading("提示", None, None, None))
        (notice(Tone::Info, "今年的放假安排尚未公布，期限按周末和法定节日暂算。", None))
        (notice(Tone::Warning, "明天到期，还没有出具处理意见。", None))
        (notice(Tone::Error, "没有保存：", Some(&html! { p { "林静在 10:42 已经修改。下面把两份文字并排列出。" } })))
        (problem(lang, "没有找到这个编号", "请核对回执上的编号和查询码。连续输错会稍候才能再试。",
            ("返回查询", "#"), "404 · 5f2c"))
        (Table { lang, caption: "空表", columns: &[], lead: 0, rows: &[],
            empty: empty(Icon::Search, "没有符合条件的事项。可以去掉一个筛选条件再看。", Some(("清除筛选", "#"))) }.render())
    }
}

fn stale_save() -> Markup {
    two_versions(
        &Version {
            title: "已经保存的文字",
            note: "林静，今天 10:42",
            text: "经查，该路段长二十一米，拟于四月三十日前完成修复。",
        },
        &Version {
            title: "您的文字",
            note: "尚未保存",
            text: "经查，该路段长二十一米，拟于五月十五日前完成修复。",
        },
    )
}

fn all_icons() -> Markup {
    html! { p class="tags" { @for picture in Icon::ALL { (icon(*picture)) } } }
}
