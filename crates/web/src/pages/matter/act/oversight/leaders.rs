//! What is put before leaders, what they write, what is reported on it, and collective study.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::UnitId;
use matter::oversight::{Disposition, InstructionCommand, InstructionEvent, Study};
use matter::{Event, OversightCommand, OversightEvent};
use maud::{Markup, html};

use super::super::form::{ActForm, Asks, parsed};
use super::pieces;
use crate::form::Got;
use crate::look::{Choice, Tone, notice};

fn asks(fields: Markup, read: impl FnOnce() -> Option<InstructionCommand>) -> Asks {
    super::asks(fields, || read().map(OversightCommand::Instruction))
}

/// What is put before whom.
pub(in super::super) fn submit(form: &ActForm<'_>) -> Asks {
    let to = form.ask("to", "呈哪位负责人", "To which leader");
    let to = pieces::leader(form, to, &pieces::leaders(form, |_| true));
    let summary = form.long("summary", "呈阅摘要", "Summary", ("", ""), 4);
    let proposal = form.remark("proposal", "拟办意见", "What is proposed");
    asks(html! { (to) (summary) (proposal) }, || {
        Some(InstructionCommand::Submit {
            to: to.value?,
            summary: summary.value?,
            proposal: proposal.value?,
        })
    })
}

/// What was done on an instruction.
pub(in super::super) fn report(form: &ActForm<'_>) -> Asks {
    let tasks = open(form, Disposition::Task);
    let first = tasks.first().map_or("", |(value, _)| value.as_str());
    let instruction = form.ask("instruction", "哪一件批示", "Which instruction");
    let instruction = form.cards(instruction.first(first), &tasks, parsed);
    let text = form.long("text", "落实情况", "What was done", ("", ""), 5);
    asks(html! { (instruction) (text) }, || {
        Some(InstructionCommand::Report {
            instruction: instruction.value?,
            text: text.value?,
        })
    })
}

/// What a leader writes, and what becomes of it.
pub(in super::super) fn instruction(form: &ActForm<'_>) -> Asks {
    let org = &form.file.org;
    let mine = org.acts_for(form.staff.viewer().post);
    let readings: Vec<(String, String)> = form
        .file
        .matter
        .oversight
        .readings
        .iter()
        .filter(|one| !one.read && org.acts_for(one.to) == mine)
        .map(|one| {
            (
                one.id.to_string(),
                format!("{}　{}", one.summary, one.proposal),
            )
        })
        .collect();
    let notes = [
        form.pick(
            "写明由哪个单位、何时前完成，形成跟踪任务。",
            "A unit and a date: it becomes a tracked task.",
        ),
        form.pick(
            "一般事项转由其他负责人阅批。",
            "An ordinary matter: another leader reads it.",
        ),
        form.pick(
            "重要事项集体研究，记录在案。",
            "An important matter: studied together, with minutes.",
        ),
        form.pick("不另作批示。", "Nothing more."),
    ];
    let dispositions: Vec<Choice<'_>> = Disposition::ALL
        .iter()
        .zip(notes)
        .map(|(one, note)| Choice {
            value: one.code(),
            label: form.pick(one.zh(), one.en()),
            note: Some(note),
            icon: None,
        })
        .collect();
    let first = readings.first().map_or("", |(value, _)| value.as_str());
    let reading = one_of(
        form,
        ("reading", "呈您阅批的", "Put before you"),
        first,
        &readings,
    );
    let disposition = form.ask("disposition", "怎样处理", "What becomes of it");
    let disposition = disposition.cards(&dispositions, Disposition::parse);
    let text = form.remark("text", "批示内容", "The instruction");
    let words = ("批示办理时：由哪个单位落实", "For a task: the unit");
    let (to, by) = follow_up(form, words, Some(form.file.matter.owner));
    let others = pieces::leaders(form, |post| org.acts_for(post.id) != mine);
    let leader = form.ask("leader", "批转时：哪位负责人", "To delegate: the leader");
    let leader = leader.optional().unchosen("不批转", "None");
    let leader = leader.maybe_select(&pieces::rows(form, &others), parsed);
    let fields = html! {
        @if !readings.is_empty() { (reading) }
        (disposition)
        (text)
        (to)
        (by)
        (leader)
    };
    asks(fields, || {
        Some(InstructionCommand::Write {
            reading: reading.value?,
            disposition: disposition.value?,
            text: text.value?,
            to: to.value?,
            by: by.value?,
            leader: leader.value?,
        })
    })
}

/// What an act follows, where there is anything it could follow.
fn one_of(
    form: &ActForm<'_>,
    (name, zh, en): (&str, &str, &str),
    first: &str,
    rows: &[(String, String)],
) -> Got<Option<u16>> {
    let choices: Vec<Choice<'_>> = rows
        .iter()
        .map(|(value, label)| Choice::plain(value, label))
        .collect();
    form.ask(name, zh, en)
        .first(first)
        .maybe_cards(&choices, parsed)
}

/// The unit that carries it out, and by when.
fn follow_up(
    form: &ActForm<'_>,
    (zh, en): (&str, &str),
    first: Option<UnitId>,
) -> (Got<Option<UnitId>>, Got<Option<Date>>) {
    let day = first
        .map(|_| form.file.today.saturating_add(14.days()).to_string())
        .unwrap_or_default();
    let first = first.map(|unit| unit.to_string()).unwrap_or_default();
    let unit = form.ask("to", zh, en).first(&first);
    let unit = form.maybe_unit(unit, &pieces::units(form));
    let by = form.ask("by", "完成日期", "Due").optional().first(&day);
    (unit, by.maybe_day())
}

fn open(form: &ActForm<'_>, wanted: Disposition) -> Vec<(String, String)> {
    let unit = form.staff.viewer().unit;
    form.file
        .matter
        .oversight
        .instructions
        .iter()
        .filter(|one| one.is_open() && one.disposition == wanted)
        .filter(|one| wanted == Disposition::Study || one.to == Some(unit))
        .map(|one| {
            let then = form.file.org_when(|event| {
                matches!(event, Event::Oversight(OversightEvent::Instruction(InstructionEvent::Written(wrote))) if wrote.id == one.id)
            });
            let by = office::matter_file::post_name(&then, one.by);
            (one.id.to_string(), format!("{by}：{}", one.text))
        })
        .collect()
}

/// A collective study, and the task that follows.
pub(in super::super) fn study(form: &ActForm<'_>) -> Asks {
    let asked = open(form, Disposition::Study);
    let first = asked.first().map_or("", |(value, _)| value.as_str());
    let label = ("instruction", "按哪一件批示研究", "Asked for by");
    let instruction = one_of(form, label, first, &asked);
    let today = form.file.today.to_string();
    let on = form.day("on", ("研究日期", "Day"), &today);
    let members = form.line("members", ("主持人和参加人员", "Chair and members"));
    let minutes = form.long("minutes", "研究记录", "Minutes", ("", ""), 6);
    let decision = form.long("decision", "研究决定", "Decision", ("", ""), 3);
    let (to, by) = follow_up(form, ("由哪个单位落实", "The unit"), None);
    let task = match (to.value.flatten(), by.value.flatten()) {
        (Some(unit), Some(day)) => Some(Some((unit, day))),
        (None, None) => Some(None),
        _ => {
            form.form.mark(
                "to",
                form.pick(
                    "研究决定需要落实的，请同时填写单位和完成日期；不需要的都留空",
                    "give both the unit and the day of the task that follows, or neither",
                ),
            );
            None
        }
    };
    let fields = html! {
        @if !asked.is_empty() { (instruction) }
        (on)
        (members)
        (minutes)
        (decision)
        (notice(Tone::Info, form.pick("决定需要落实的，写明单位和日期，形成跟踪任务。", "A task follows where a unit and a day are given."), None))
        (to)
        (by)
    };
    asks(fields, || {
        Some(InstructionCommand::Study {
            study: Study {
                instruction: instruction.value?,
                on: on.value?,
                members: members.value?,
                minutes: minutes.value?,
                decision: decision.value?,
            },
            task: task?,
        })
    })
}
