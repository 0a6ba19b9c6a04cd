//! The three steps as forms.

use matter::Attachment;
use maud::{Markup, html};
use office::vault::Identity;

use super::check::{BODY, SUBJECT};
use super::draft::{MOST_NAMED, person_field};
use super::{Page, Step};
use crate::look::{
    self, ButtonKind, Choice, Fact, Field, Icon, Lang, SelectOption, Tone, action_button,
    error_summary, facts, form_end, heading, icon, link_button, notice, panel, radio_cards,
};
use crate::pages::public::view::doors;
use crate::pages::shared::{file_field, file_note};

/// A step with its heading, its place among the three and what is wrong.
pub fn draw(page: &Page, step: Step) -> Markup {
    let lang = page.reader.lang;
    let names = [
        lang.pick("反映什么", "What happened"),
        lang.pick("您是谁", "Who you are"),
        lang.pick("核对提交", "Check and send"),
    ];
    let content = match step {
        Step::What => what(page),
        Step::Who => who(page),
        Step::Check => check(page),
    };
    html! {
        (heading(lang.pick("提交信访事项", "Submit a petition"), None, None, None))
        (look::steps(lang, &names.map(|label| look::Step { label }), step as usize))
        @if page.gone {
            (notice(Tone::Warning, lang.pick(
                "没有找到之前填写的内容：草稿只保留一天，关闭浏览器后也不再保留，请重新填写。浏览器禁用了 Cookie 的，请先允许。",
                "What you filled in before is gone: drafts are kept for one day and until the browser is closed. Please begin again; if your browser refuses cookies, allow them first."), None))
        }
        (error_summary(lang, &page.errors.0))
        (content)
        @if page.kept { (end(lang)) }
    }
}

/// Leaves nothing behind on a shared computer.
pub(super) fn end(lang: Lang) -> Markup {
    html! {
        form class="actions" method="post" action="/submit/end" {
            (action_button(ButtonKind::Quiet, Some(Icon::Remove), lang.pick(
                "结束，清除本机上的内容", "End, and wipe it from this computer"), None))
        }
    }
}

fn what(page: &Page) -> Markup {
    let (lang, draft, errors) = (page.reader.lang, &page.draft, &page.errors);
    html! {
        // Sent in parts like a file: escaped, a long Chinese text would be nine times as long and too long for a form.
        form class="form" method="post" action="/submit" enctype="multipart/form-data" {
            (super::accused::draw(page))
            (Field::new(lang, "subject", lang.pick("一句话概括", "In one line"))
                .hint(&lang.pick(format!("不超过{SUBJECT}字，如：某小区路灯长期不亮"), format!("At most {SUBJECT} characters")))
                .required().error(errors.of("subject")).text(&draft.subject))
            (Field::new(lang, "body", lang.pick("具体情况和您的诉求", "What happened, and what you ask for"))
                .hint(lang.pick("写明时间、地点、经过，以及您希望怎样解决。所述事实应当客观真实。",
                    "When, where and how, and what you want done. Please keep to the facts."))
                .required().error(errors.of("body")).textarea(&draft.body, 9, BODY))
            (Field::new(lang, "place", lang.pick("发生在哪里", "Where"))
                .hint(lang.pick("乡镇、村或者街道、小区", "Township and village, or street"))
                .optional().error(errors.of("place")).text(&draft.place))
            (receiver(page))
            (form_end(&action_button(ButtonKind::Primary, Some(Icon::Go), lang.pick("下一步", "Next"), None)))
        }
    }
}

fn receiver(page: &Page) -> Markup {
    let lang = page.reader.lang;
    let org = page.app.office.org();
    let ids: Vec<(String, String)> = doors(&org)
        .into_iter()
        .map(|unit| (unit.id.to_string(), unit.name.clone()))
        .collect();
    let options: Vec<SelectOption> = ids
        .iter()
        .map(|(value, label)| SelectOption { value, label })
        .collect();
    let usual = page
        .app
        .office
        .front_office()
        .map(|unit| unit.to_string())
        .unwrap_or_default();
    let chosen = if page.draft.office.is_empty() {
        &usual
    } else {
        &page.draft.office
    };
    Field::new(lang, "office", lang.pick("交给谁接收", "Who receives it"))
        .hint(lang.pick(
            "不清楚归谁管，就选信访局，由它转给有权处理的单位。检举控告不用选，由纪检监察机关或者上级单位接收。",
            "If you are not sure, choose the petition office; it passes it on to the unit that can decide. An accusation goes to the discipline organ or a unit above instead.",
        ))
        .required()
        .error(page.errors.of("office"))
        .select(&options, chosen)
}

fn who(page: &Page) -> Markup {
    let (lang, draft, errors) = (page.reader.lang, &page.draft, &page.errors);
    let choices = [
        Choice {
            value: "named",
            label: lang.pick("实名", "With my name"),
            note: Some(lang.pick(
                "可以书面告知您办理情况。姓名和电话加密保存，谁查看过都有记录，您也看得到。",
                "You are told in writing. Name and telephone are kept encrypted; every look is on record, and you can see it.",
            )),
            icon: Some(Icon::Person),
        },
        Choice {
            value: "anonymous",
            label: lang.pick("匿名", "Without my name"),
            note: Some(lang.pick(
                "同样登记办理，但无法联系您核实，也无法书面告知，只能凭编号和查询码查询。",
                "It is registered and handled all the same, but nobody can reach you; only number and code lead to the answer.",
            )),
            icon: Some(Icon::Sealed),
        },
    ];
    let one = [Identity::default()];
    let people = if draft.people.is_empty() {
        &one[..]
    } else {
        &draft.people
    };
    html! {
        form class="form" method="post" action="/submit/who" enctype="multipart/form-data" {
            // The Enter key presses a form's first button, which must be the one that goes on.
            button class="vh" type="submit" name="go" value="next" tabindex="-1" aria-hidden="true" {}
            (radio_cards("who", lang.pick("您要怎样提出", "How do you want to petition"), &choices, &draft.who, errors.of("who")))
            @for (place, person) in people.iter().enumerate() { (person_fields(page, place, person)) }
            @if people.len() < MOST_NAMED {
                p { (action_button(ButtonKind::Quiet, Some(Icon::Add),
                    lang.pick("添加一位共同信访人", "Add another petitioner"), Some(("go", "add")))) }
            }
            (Field::new(lang, "head_count", lang.pick("一共多少人", "How many people in all"))
                .hint(&lang.pick(
                    format!("多人提出同一诉求时填写，可以写姓名的最多{MOST_NAMED}人，其余只计人数。"),
                    format!("When several people ask for the same; up to {MOST_NAMED} can be named, the others are counted.")))
                .optional().error(errors.of("head_count")).number(&draft.head_count))
            (files(page))
            (form_end(&html! {
                (action_button(ButtonKind::Primary, Some(Icon::Go), lang.pick("下一步", "Next"), Some(("go", "next"))))
                (action_button(ButtonKind::Quiet, Some(Icon::Previous), lang.pick("上一步", "Back"), Some(("go", "back"))))
            }))
        }
    }
}

fn person_fields(page: &Page, place: usize, person: &Identity) -> Markup {
    let (lang, errors) = (page.reader.lang, &page.errors);
    let field = |name| person_field(name, place);
    let (name, phone, id_number, address) = (
        field("name"),
        field("phone"),
        field("id_number"),
        field("address"),
    );
    let first = place == 0;
    let title = if first {
        lang.pick("您的信息", "About you").to_owned()
    } else {
        lang.pick(
            format!("共同信访人 {}", place + 1),
            format!("Petitioner {}", place + 1),
        )
    };
    let label = Field::new(lang, &name, lang.pick("姓名", "Name")).error(errors.of(&name));
    let tel = Field::new(lang, &phone, lang.pick("电话", "Telephone")).error(errors.of(&phone));
    html! {
        fieldset class="field" {
            legend class="label" { (title) }
            @if first { p class="hint" { (lang.pick("匿名的不用填这一部分。", "Leave this empty to stay anonymous.")) } }
            div class="form" {
                (label.text(&person.name))
                @if first { (tel.telephone(&person.phone)) } @else { (tel.optional().telephone(&person.phone)) }
                (Field::new(lang, &id_number, lang.pick("身份证号", "Identity number"))
                    .optional().error(errors.of(&id_number)).text(&person.id_number))
                (Field::new(lang, &address, lang.pick("住址", "Address"))
                    .hint(lang.pick("需要书面告知、邮寄答复的请填写。", "Needed for notices on paper."))
                    .optional().error(errors.of(&address)).text(&person.address))
                @if !first {
                    p { (action_button(ButtonKind::Quiet, Some(Icon::Remove), lang.pick("移除此人", "Remove"),
                        Some(("go", &format!("drop-{place}"))))) }
                }
            }
        }
    }
}

fn files(page: &Page) -> Markup {
    let (lang, errors) = (page.reader.lang, &page.errors);
    html! {
        (file_field(lang, Field::new(lang, "files", lang.pick("附件", "Attachments")).optional().error(errors.of("files"))))
        @if !page.draft.files.is_empty() {
            (kept_files(lang, &page.draft.files, true))
        }
    }
}

fn kept_files(lang: Lang, files: &[Attachment], removable: bool) -> Markup {
    html! {
        ul class="files" {
            @for file in files {
                li {
                    (icon(Icon::Attach))
                    span { (file.name) " " small { (file_note(file, lang)) } }
                    @if removable {
                        (action_button(ButtonKind::Quiet, Some(Icon::Remove), lang.pick("移除", "Remove"),
                            Some(("go", &format!("unfile-{}", file.hash)))))
                    }
                }
            }
        }
    }
}

fn check(page: &Page) -> Markup {
    let lang = page.reader.lang;
    let change = |step: Step| {
        link_button(
            ButtonKind::Quiet,
            Some(Icon::Write),
            lang.pick("修改", "Change"),
            step.path(),
        )
    };
    html! {
        div class="stack-wide" id="send" {
            (panel("what", lang.pick("反映什么", "What happened"), Some(&change(Step::What)), &what_facts(page)))
            (panel("who-panel", lang.pick("您是谁", "Who you are"), Some(&change(Step::Who)), &who_facts(page)))
            form class="form" method="post" action="/submit/send" {
                p { (lang.pick("提交后立即得到编号和查询码，凭这两样随时查询办到哪一步、由谁办理、什么时候答复。",
                    "You get a number and a query code at once. With both you can see at any time who has it and by when you get an answer.")) }
                (form_end(&html! {
                    (action_button(ButtonKind::Primary, Some(Icon::Send), lang.pick("确认提交", "Send"), None))
                    (link_button(ButtonKind::Quiet, Some(Icon::Previous), lang.pick("上一步", "Back"), Step::Who.path()))
                }))
            }
        }
    }
}

fn what_facts(page: &Page) -> Markup {
    let (lang, draft) = (page.reader.lang, &page.draft);
    let org = page.app.office.org();
    let office = super::receiver(page.app, draft)
        .map(|unit| org.unit_name(unit))
        .unwrap_or_default();
    facts(&[
        Fact {
            label: lang.pick("概括", "In one line"),
            value: html! { (draft.subject) },
        },
        Fact {
            label: lang.pick("具体情况", "What happened"),
            value: html! { @for line in draft.body.lines() { p { (line) } } },
        },
        Fact {
            label: lang.pick("发生地", "Where"),
            value: html! { (or_none(lang, &draft.place)) },
        },
        Fact {
            label: lang.pick("检举控告", "Accusation"),
            value: accusation(page),
        },
        Fact {
            label: lang.pick("接收单位", "Receiver"),
            value: html! { (office) },
        },
    ])
}

fn accusation(page: &Page) -> Markup {
    let (lang, answer) = (page.reader.lang, &page.draft.accused);
    if !answer.is_yes() {
        return html! { (lang.pick("不是", "no")) };
    }
    html! {
        p { (answer.told(&page.app.office.org())) }
        p class="soft" { (lang.pick(
            "本件从提交起密封。您写明的单位及其下属单位、人员看不到它，也不会由他们接收、办理。",
            "Sealed from the moment you send it. The units you name, those below them and the persons you name cannot see it and do not receive it.")) }
    }
}

fn who_facts(page: &Page) -> Markup {
    let (lang, draft) = (page.reader.lang, &page.draft);
    let people = draft.named();
    let files = if draft.files.is_empty() {
        html! { (lang.pick("无", "none")) }
    } else {
        kept_files(lang, &draft.files, false)
    };
    let named = if draft.is_anonymous() {
        html! { (lang.pick("匿名", "anonymous")) }
    } else {
        html! { @for person in &people { p { (person_line(person)) } } }
    };
    let count = if draft.head_count.is_empty() {
        people.len().max(1).to_string()
    } else {
        draft.head_count.clone()
    };
    facts(&[
        Fact {
            label: lang.pick("信访人", "Petitioner"),
            value: named,
        },
        Fact {
            label: lang.pick("人数", "People"),
            value: html! { (count) },
        },
        Fact {
            label: lang.pick("附件", "Attachments"),
            value: files,
        },
    ])
}

fn person_line(person: &Identity) -> String {
    [
        &person.name,
        &person.phone,
        &person.id_number,
        &person.address,
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .cloned()
    .collect::<Vec<_>>()
    .join("　")
}

fn or_none(lang: Lang, text: &str) -> &str {
    if text.is_empty() {
        lang.pick("未填写", "not given")
    } else {
        text
    }
}
