//! What is put before leaders, what they write, what is reported on it, and collective study.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Refusal, UnitId};
use matter::oversight::{Disposition, InstructionCommand, InstructionEvent, Study};
use matter::{Event, OversightCommand, OversightEvent};
use maud::{Markup, html};

use super::super::Deed;
use super::super::form::ActForm;
use super::{deed, pieces};
use crate::look::{Choice, Field, Tone, notice, radio_cards};

/// What is put before whom.
pub(in super::super) fn submit(form: &ActForm<'_>) -> Markup {
    html! {
        (pieces::leader(form, "to", form.pick("呈哪位负责人", "To which leader"), &pieces::leaders(form, |_| true)))
        (form.long("summary", "呈阅摘要", "Summary", ("", ""), 4))
        (form.remark("proposal", "拟办意见", "What is proposed"))
    }
}

/// Reads it.
pub(in super::super) fn read_submit(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Instruction(InstructionCommand::Submit {
        to: pieces::read_post(form, "to")?,
        summary: form.text("summary"),
        proposal: form.text("proposal"),
    }))
}

/// Reads what a leader wrote.
pub(in super::super) fn read_instruction(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Instruction(InstructionCommand::Write {
        reading: form.typed.parsed("reading"),
        disposition: pieces::read_coded(form, "disposition", Disposition::parse)?,
        text: form.text("text"),
        to: form.typed.parsed("to"),
        by: form.typed.parsed("by"),
        leader: form.typed.parsed("leader"),
    }))
}

/// What was done on an instruction.
pub(in super::super) fn report(form: &ActForm<'_>) -> Markup {
    html! {
        (tasks(form))
        (form.long("text", "落实情况", "What was done", ("", ""), 5))
    }
}

/// Reads it.
pub(in super::super) fn read_report(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Instruction(InstructionCommand::Report {
        instruction: pieces::read_id(form, "instruction")?,
        text: form.text("text"),
    }))
}

/// Reads a collective study, and the task that follows.
pub(in super::super) fn read_study(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Instruction(InstructionCommand::Study {
        study: Study {
            instruction: form.typed.parsed("instruction"),
            on: pieces::read_day(form, "on")?,
            members: form.text("members"),
            minutes: form.text("minutes"),
            decision: form.text("decision"),
        },
        task: task(form)?,
    }))
}

/// A unit and a day belong together.
fn task(form: &ActForm<'_>) -> Result<Option<(UnitId, Date)>, Refusal> {
    match (form.typed.parsed("to"), form.typed.parsed("by")) {
        (Some(unit), Some(day)) => Ok(Some((unit, day))),
        (None, None) => Ok(None),
        _ => Err(Refusal::input(
            "研究决定需要落实的，请同时填写单位和完成日期；不需要的都留空",
            "give both the unit and the day of the task that follows, or neither",
        )),
    }
}

/// What a leader writes, and what becomes of it.
pub(in super::super) fn instruction(form: &ActForm<'_>) -> Markup {
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
    let others = pieces::leaders(form, |post| org.acts_for(post.id) != mine);
    let rows: Vec<(String, String)> = others
        .iter()
        .map(|post| {
            (
                post.id.to_string(),
                format!(
                    "{} · {}",
                    org.unit_name(post.unit),
                    office::matter_file::post_name(org, post.id)
                ),
            )
        })
        .collect();
    html! {
        @if !readings.is_empty() { (form.cards("reading", form.pick("呈您阅批的", "Put before you"), &readings, first)) }
        (radio_cards("disposition", form.pick("怎样处理", "What becomes of it"), &dispositions, &form.value("disposition", ""), None))
        (form.remark("text", "批示内容", "The instruction"))
        (follow_up(form, form.pick("批示办理时：由哪个单位落实", "For a task: the unit"), Some(form.file.matter.owner)))
        (optional(form, "leader", form.pick("批转时：哪位负责人", "To delegate: the leader"), &rows))
    }
}

fn optional(form: &ActForm<'_>, name: &str, label: &str, rows: &[(String, String)]) -> Markup {
    let none = crate::look::SelectOption {
        value: "",
        label: form.pick("不批转", "None"),
    };
    let options: Vec<_> = std::iter::once(none)
        .chain(
            rows.iter()
                .map(|(value, label)| crate::look::SelectOption { value, label }),
        )
        .collect();
    Field::new(form.lang(), name, label)
        .optional()
        .select(&options, &form.value(name, ""))
}

fn follow_up(form: &ActForm<'_>, label: &str, first: Option<UnitId>) -> Markup {
    let day = first
        .map(|_| form.file.today.saturating_add(14.days()).to_string())
        .unwrap_or_default();
    html! {
        (pieces::unit(form, "to", label, false, first))
        (Field::new(form.lang(), "by", form.pick("完成日期", "Due")).optional().date(&form.value("by", &day)))
    }
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

fn tasks(form: &ActForm<'_>) -> Markup {
    let rows = open(form, Disposition::Task);
    let first = rows.first().map_or("", |(value, _)| value.as_str());
    form.cards(
        "instruction",
        form.pick("哪一件批示", "Which instruction"),
        &rows,
        first,
    )
}

/// A collective study.
pub(in super::super) fn study(form: &ActForm<'_>) -> Markup {
    let asked = open(form, Disposition::Study);
    let first = asked.first().map_or("", |(value, _)| value.as_str());
    html! {
        @if !asked.is_empty() { (form.cards("instruction", form.pick("按哪一件批示研究", "Asked for by"), &asked, first)) }
        (pieces::day(form, "on", form.pick("研究日期", "Day"), &form.file.today.to_string()))
        (pieces::line(form, "members", form.pick("主持人和参加人员", "Chair and members")))
        (form.long("minutes", "研究记录", "Minutes", ("", ""), 6))
        (form.long("decision", "研究决定", "Decision", ("", ""), 3))
        (notice(Tone::Info, form.pick("决定需要落实的，写明单位和日期，形成跟踪任务。", "A task follows where a unit and a day are given."), None))
        (follow_up(form, form.pick("由哪个单位落实", "The unit"), None))
    }
}
