//! Follow-up calls and visits, and the archive.

use kernel::{DemandId, Refusal};
use matter::OversightCommand;
use matter::oversight::{
    ArchiveCommand, FollowUpCommand, FollowUpMethod, FollowUpOutcome, Found, Retention, archive,
};
use maud::{Markup, html};

use super::super::super::aside;
use super::super::Deed;
use super::super::form::ActForm;
use super::{deed, pieces};
use crate::look::{Tone, notice};

/// Why somebody is to be called.
pub(in super::super) fn plan(form: &ActForm<'_>) -> Markup {
    form.long("why", "回访缘由", "Why", ("", ""), 3)
}

/// Reads it.
pub(in super::super) fn read_plan(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::FollowUp(FollowUpCommand::Plan {
        why: form.text("why"),
    }))
}

/// Reads what the petitioner said.
pub(in super::super) fn read_follow_up(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::FollowUp(FollowUpCommand::Make {
        id: open(form),
        found: Found {
            method: pieces::read_coded(form, "method", FollowUpMethod::parse)?,
            outcome: pieces::read_coded(form, "outcome", FollowUpOutcome::parse)?,
            words: form.text("words"),
            reopen: form
                .typed
                .all("reopen")
                .filter_map(|id| id.parse().ok())
                .map(DemandId)
                .collect(),
            reason: form.text("reason"),
        },
    }))
}

/// Reads how long the file is kept.
pub(in super::super) fn read_put_away(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    deed(OversightCommand::Archive(ArchiveCommand::Archive {
        class: pieces::read_coded(form, "class", Retention::parse)?,
        note: form.text("note"),
    }))
}

/// The follow-up that waits, if one does.
fn open(form: &ActForm<'_>) -> Option<u16> {
    let all = &form.file.matter.oversight.follow_ups;
    all.iter().find(|one| one.is_open()).map(|one| one.id)
}

/// How somebody was asked, and what was said.
pub(in super::super) fn follow_up(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let waiting = matter.oversight.follow_ups.iter().find(|one| one.is_open());
    let methods: Vec<(String, String)> = FollowUpMethod::ALL
        .iter()
        .map(|one| {
            (
                one.code().to_owned(),
                form.pick(one.zh(), one.en()).to_owned(),
            )
        })
        .collect();
    let outcomes: Vec<(String, String)> = FollowUpOutcome::ALL
        .iter()
        .map(|one| {
            (
                one.code().to_owned(),
                form.pick(one.zh(), one.en()).to_owned(),
            )
        })
        .collect();
    let demands: Vec<(String, String)> = matter
        .demands
        .iter()
        .map(|demand| {
            (
                demand.id.to_string(),
                format!("{}. {}", demand.id, demand.text),
            )
        })
        .collect();
    let demands: Vec<(&str, &str)> = demands
        .iter()
        .map(|(id, text)| (id.as_str(), text.as_str()))
        .collect();
    html! {
        @if let Some(one) = waiting {
            (notice(Tone::Info, &form.lang().pick(
                format!("{}：{}，应在{}前回访", one.reason.zh(), one.why, form.lang().date(one.due)),
                format!("{}: {}, due {}", one.reason.en(), one.why, form.lang().date(one.due))), None))
        }
        @if matter.rating.is_some() { (aside::rating(form.lang(), matter.rating.as_ref())) }
        (form.cards("method", form.pick("怎样回访", "How"), &methods, "call"))
        (form.cards("outcome", form.pick("处理意见、承诺落实了吗", "Was it done?"), &outcomes, ""))
        (form.long("words", "信访人的说法或者联系情况", "What the petitioner said", ("", ""), 4))
        (pieces::boxes(form, "reopen", form.pick("没有落实、需要重新办理的诉求", "Demands to reopen because they were not done"), &demands, &[]))
        (form.remark("reason", "重新办理的理由", "Why they are reopened"))
    }
}

/// What the file holds and lacks, and how long it is kept.
pub(in super::super) fn put_away(form: &ActForm<'_>) -> Markup {
    let matter = &form.file.matter;
    let law = form.app.office.law();
    let class = archive::class_of(matter, law.rulebook(&matter.rulebook));
    let lacks: Vec<&str> = archive::missing(matter)
        .into_iter()
        .map(|(zh, en)| form.pick(zh, en))
        .collect();
    let classes: Vec<(String, String)> = Retention::ALL
        .iter()
        .filter(|one| **one >= class)
        .map(|one| {
            (
                one.code().to_owned(),
                form.pick(one.zh(), one.en()).to_owned(),
            )
        })
        .collect();
    let contents = archive::contents(matter);
    html! {
        @if !lacks.is_empty() {
            (notice(Tone::Warning, &form.lang().pick(
                format!("卷内缺少：{}。可以先补齐，或者在备注里说明。", lacks.join("、")),
                format!("The file lacks: {}. Add it first or say why.", lacks.join(", "))), None))
        }
        (form.cards("class", form.pick("保管期限", "Kept for"), &classes, class.code()))
        (form.remark("note", "备注", "Remark"))
        section class="stack" {
            h2 { (form.pick("卷内目录", "Contents")) }
            ol class="small" {
                @for line in &contents {
                    li { (line.title) @if let Some(on) = line.on { "　" (form.lang().date(on)) }
                        @if !line.remark.is_empty() { "　" span class="soft" { (line.remark) } } }
                }
            }
        }
    }
}
