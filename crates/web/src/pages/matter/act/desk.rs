//! The reply desk: the draft written line by line, read with what changed, sent back or signed.

use kernel::AnswerId;
use matter::desk::{Draft, DraftText, Line, answerable};
use matter::{Action, Command, Decision, Demand, DeskCommand};
use maud::{Markup, html};
use office::matter_file::{org_of_answer, post_name};

use super::super::{act_href, href};
use super::form::{ActForm, Asks};
use super::rows;
use crate::form::Got;
use crate::look::{
    ButtonKind, Choice, Icon, Tone, Version, facts, halves, heading, link_button, notice, panel,
    two_versions,
};

fn asks(fields: Markup, read: impl FnOnce() -> Option<DeskCommand>) -> Asks {
    Asks::of(fields, || read().map(Command::Desk))
}

/// The draft to read, and who is to sign it.
pub(super) fn submit(form: &ActForm<'_>) -> Asks {
    let to = form.signer("to", "送谁审签", "Who is to sign");
    asks(html! { (reading(form)) (to) }, || {
        Some(DeskCommand::Submit { to: to.value? })
    })
}

/// The draft to read, and what is to be changed.
pub(super) fn send_back(form: &ActForm<'_>) -> Asks {
    let hint = ("经办人会看到这段话。", "The handler sees these words.");
    let remark = form.long("remark", "修改意见", "What to change", hint, 4);
    asks(html! { (reading(form)) (remark) }, || {
        Some(DeskCommand::SendBack {
            remark: remark.value?,
        })
    })
}

/// The draft was read.
pub(super) fn look(form: &ActForm<'_>) -> Asks {
    asks(reading(form), || Some(DeskCommand::Look))
}

/// The draft is signed.
pub(super) fn sign(form: &ActForm<'_>) -> Asks {
    asks(reading(form), || Some(DeskCommand::Sign))
}

/// Which signature is taken back, and why.
pub(super) fn taking_back(form: &ActForm<'_>) -> Asks {
    let lang = form.lang();
    let rows: Vec<(String, String)> = form
        .file
        .matter
        .signed_only()
        .map(|answer| {
            let then = org_of_answer(&form.file.org, &form.file.history, answer.id);
            let signer = answer.signed_by.map(|post| post_name(&then, post));
            let (day, signer) = (lang.date(answer.on), signer.unwrap_or_default());
            let title = lang.pick(answer.kind.zh(), answer.kind.en());
            (answer.id.to_string(), format!("{title}　{signer} {day}"))
        })
        .collect();
    let label = ("撤回哪份意见书", "Which opinion");
    let answer = form.choose::<AnswerId>("answer", label, &rows, true);
    let hint = ("写明要改什么。", "Say what is to be changed.");
    let reason = form.long("reason", "撤回签发的理由", "Why it is taken back", hint, 4);
    let fields = html! {
        (notice(Tone::Info, form.pick(
            "撤回后签发作废，文稿退回答复台，修改后须重新送审、签发；原签发的文本留在卷宗。",
            "The signature is void and the draft lies on the reply desk again: it needs a new signature. What was signed stays on file."), None))
        (answer)
        (reason)
    };
    asks(fields, || {
        Some(DeskCommand::TakeBack {
            answer: answer.value?,
            reason: reason.value?,
        })
    })
}

/// The demands that the opinion answers.
fn demands<'f>(form: &'f ActForm<'_>) -> impl Iterator<Item = &'f Demand> {
    let matter = &form.file.matter;
    answerable(matter).filter_map(|id| matter.demands.iter().find(|demand| demand.id == id))
}

/// The draft to write on: one numbered line for each demand, its answer and basis side by side.
pub(super) fn writing(form: &ActForm<'_>) -> Asks {
    let draft = draft_of(form);
    let empty = DraftText::default();
    let saved = draft.map_or(&empty, |draft| &draft.text);
    let asked: Vec<String> = demands(form)
        .zip(1..)
        .map(|(demand, number)| format!("{number}. {}", demand.text))
        .collect();
    let request = if saved.request.is_empty() {
        asked.join("\n")
    } else {
        saved.request.clone()
    };
    let request = form
        .ask("request", "一、信访请求", "1. Request")
        .first(&request);
    let request = request.area(3);
    let facts = form
        .ask("facts", "二、事实和理由", "2. Facts and reasons")
        .hint(
            "查明的事实，信访人陈述的意见是否成立。",
            "What was found, and whether what the petitioner stated holds.",
        );
    let facts = facts.first(&saved.facts).area(6);
    let lines: Vec<Got<Line>> = demands(form)
        .zip(1..)
        .map(|(demand, number)| line(form, demand, number, saved.line(demand.id)))
        .collect();
    let fields = html! {
        @if let Some(remark) = draft.and_then(|draft| draft.remark.as_deref()) {
            (notice(Tone::Warning, form.pick("审签人退回修改：", "Sent back by the approver:"), Some(&html! { p { (remark) } })))
        }
        p class="hint" {
            (form.pick("可以先保存一部分；每一项都写全以后才能送审。", "Part of it may be saved; it can be submitted once every line is complete."))
        }
        (request)
        (facts)
        @for line in &lines { (line) }
    };
    asks(fields, || {
        Some(DeskCommand::Draft(DraftText {
            request: request.value?,
            facts: facts.value?,
            lines: lines
                .into_iter()
                .map(|line| line.value)
                .collect::<Option<_>>()?,
        }))
    })
}

fn draft_of<'f>(form: &'f ActForm<'_>) -> Option<&'f Draft> {
    form.file.matter.desk.draft.as_ref()
}

/// What is written on one demand, as far as it is.
fn line(form: &ActForm<'_>, demand: &Demand, number: u16, saved: Option<&Line>) -> Got<Line> {
    let words = |part: &str, zh, en, first: &str| {
        let name = format!("{part}-{}", demand.id);
        form.ask(&name, zh, en).first(first).area(5)
    };
    let choices: Vec<Choice<'_>> = Decision::ALL
        .iter()
        .map(|decision| Choice::plain(decision.code(), form.pick(decision.zh(), decision.en())))
        .collect();
    let name = format!("decision-{}", demand.id);
    let chosen = saved
        .and_then(|line| line.decision)
        .map_or("", Decision::code);
    let decision = form.ask(&name, "决定", "Decision").first(chosen);
    let decision = decision.maybe_cards(&choices, Decision::parse);
    let answer = words(
        "answer",
        "答复",
        "Answer",
        saved.map_or("", |line| &line.answer),
    );
    let basis = words(
        "basis",
        "依据",
        "Basis",
        saved.map_or("", |line| &line.basis),
    );
    let drawn = html! {
        section class="desk-line" id={ "line-" (demand.id) } {
            h3 { (number) ". " (demand.text) }
            (decision)
            div class="desk-pair" { (answer) (basis) }
        }
    };
    let read = || {
        Some(Line {
            demand: demand.id,
            decision: decision.value?,
            answer: answer.value?,
            basis: basis.value?,
        })
    };
    Got::new(drawn, read())
}

/// The draft to read: as it would be signed, what it lacks, and what changed since this approver's last look.
pub(super) fn reading(form: &ActForm<'_>) -> Markup {
    let Some(draft) = draft_of(form) else {
        return html! {};
    };
    let me = form.staff.viewer().post;
    let look = draft.last_look(me).filter(|look| look.text != draft.text);
    html! {
        (lacking(form, draft))
        @match look {
            Some(look) => {
                (notice(Tone::Info, form.pick("您上次看过以后有修改，差别已标出。", "It changed since your last look; the differences are marked."), None))
                @for (title, before, after) in changes(form, &look.text, &draft.text) {
                    h3 { (title) }
                    (two_versions(
                        &Version { title: form.pick("上次看到的", "At your last look"), note: &revision(form, look.revision), text: &before },
                        &Version { title: form.pick("现在的", "Now"), note: &revision(form, draft.revision), text: &after },
                    ))
                }
            },
            None => {},
        }
        (paper(form, draft))
    }
}

/// The draft on a page of its own, with the ways on of whoever may take them.
pub(super) fn to_read(form: &ActForm<'_>, title: &str) -> Markup {
    use super::super::people::verdict;
    let (lang, file) = (form.lang(), form.file);
    let id = file.matter.id;
    let may = |action| verdict(&file.choices, action).is_ok();
    let button = |kind, action: Action| {
        let label = lang.pick(action.zh(), action.en());
        let icon = rows::of(action).map(|view| view.icon);
        link_button(kind, icon, label, &act_href(id, action))
    };
    let waits = draft_of(form).and_then(|draft| draft.with);
    html! {
        (heading(title, Some(&file.matter.subject), None, Some(&link_button(
            ButtonKind::Quiet, Some(Icon::Back), form.pick("返回事项", "Back to the matter"), &href(id)))))
        @if let Some(signer) = waits {
            p { (lang.pick(format!("等{}签发。", file.post_name(signer)), format!("Waits for {} to sign.", file.post_name(signer)))) }
        }
        (halves(&html! {
            (reading(form))
            div class="actions no-print" {
                @if may(Action::SignReply) { (button(ButtonKind::Primary, Action::SignReply)) }
                @if may(Action::SendBackReply) { (button(ButtonKind::Quiet, Action::SendBackReply)) }
                @if may(Action::LookAtReply) { (button(ButtonKind::Quiet, Action::LookAtReply)) }
            }
        }, &html! {
            div class="stack" {
                (super::super::contents::demands(lang, &file.matter))
                (super::super::contents::petitions(lang, &file.matter))
            }
        }))
    }
}

fn revision(form: &ActForm<'_>, number: u32) -> String {
    form.lang()
        .pick(format!("第{number}稿"), format!("revision {number}"))
}

fn lacking(form: &ActForm<'_>, draft: &Draft) -> Markup {
    let missing = draft.text.missing(&form.file.matter);
    let more = html! { ul { @for (zh, en) in &missing { li { (form.pick(zh, en)) } } } };
    html! {
        @if !missing.is_empty() {
            (notice(Tone::Warning, form.pick("还缺以下内容，不能签发：", "This is missing, so it cannot be signed:"), Some(&more)))
        }
    }
}

/// The parts that differ, each with its title, the text before and the text now.
fn changes(
    form: &ActForm<'_>,
    before: &DraftText,
    now: &DraftText,
) -> Vec<(String, String, String)> {
    let mut parts = vec![
        (
            form.pick("信访请求", "Request").to_owned(),
            before.request.clone(),
            now.request.clone(),
        ),
        (
            form.pick("事实和理由", "Facts and reasons").to_owned(),
            before.facts.clone(),
            now.facts.clone(),
        ),
    ];
    let words = |text: &DraftText, id| {
        text.line(id)
            .map_or_else(String::new, |line| said(form, line))
    };
    for demand in demands(form) {
        parts.push((
            form.lang().pick(
                format!("诉求{}", demand.id),
                format!("Demand {}", demand.id),
            ),
            words(before, demand.id),
            words(now, demand.id),
        ));
    }
    parts.retain(|(_, before, now)| before != now);
    parts
}

fn said(form: &ActForm<'_>, line: &Line) -> String {
    let decision = line
        .decision
        .map_or(form.pick("尚未决定", "not decided yet"), |found| {
            form.pick(found.zh(), found.en())
        });
    let basis = form.pick("依据：", "Basis: ");
    format!("{decision}\n{}\n{basis}{}", line.answer, line.basis)
}

/// The text as it would be signed.
fn paper(form: &ActForm<'_>, draft: &Draft) -> Markup {
    use crate::look::Fact;
    let rows = [
        Fact {
            label: form.pick("信访请求", "Request"),
            value: prose(&draft.text.request),
        },
        Fact {
            label: form.pick("事实和理由", "Facts and reasons"),
            value: prose(&draft.text.facts),
        },
    ];
    let title = form.pick("文稿", "The draft");
    let aside = html! { span class="soft small" { (revision(form, draft.revision)) " · " (post_name(&form.file.org_when(super::super::desk::saved), draft.author)) } };
    panel(
        "draft",
        title,
        Some(&aside),
        &html! {
            (facts(&rows))
            @for (demand, number) in demands(form).zip(1..) {
                section class="desk-line" {
                    h3 { (number) ". " (demand.text) }
                    @match draft.text.line(demand.id) {
                        Some(line) => (read_line(form, line)),
                        None => p class="soft" { (form.pick("尚未答复", "not answered yet")) },
                    }
                }
            }
        },
    )
}

fn read_line(form: &ActForm<'_>, line: &Line) -> Markup {
    html! {
        p { span class="tag" {
            (line.decision.map_or(form.pick("尚未决定", "not decided yet"), |found| form.pick(found.zh(), found.en())))
        } }
        div class="desk-pair" {
            div { b class="small soft" { (form.pick("答复", "Answer")) } (prose(&line.answer)) }
            div { b class="small soft" { (form.pick("依据", "Basis")) } (prose(&line.basis)) }
        }
    }
}

fn prose(text: &str) -> Markup {
    super::super::contents::prose(text)
}
