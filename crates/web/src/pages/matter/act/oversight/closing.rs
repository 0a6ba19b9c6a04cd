//! Follow-up calls and visits, and the archive.

use kernel::DemandId;
use matter::OversightCommand;
use matter::oversight::{
    ArchiveCommand, FollowUpCommand, FollowUpMethod, FollowUpOutcome, Found, Retention, archive,
};
use maud::{Markup, html};

use super::super::super::aside;
use super::super::form::{ActForm, Asks, parsed};
use crate::look::{Tone, notice};

fn asks(fields: Markup, read: impl FnOnce() -> Option<FollowUpCommand>) -> Asks {
    super::asks(fields, || read().map(OversightCommand::FollowUp))
}

/// Why somebody is to be called.
pub(in super::super) fn plan(form: &ActForm<'_>) -> Asks {
    let why = form.long("why", "回访缘由", "Why", ("", ""), 3);
    asks(html! { (why) }, || {
        Some(FollowUpCommand::Plan { why: why.value? })
    })
}

/// The follow-up that waits, if one does.
fn open(form: &ActForm<'_>) -> Option<u16> {
    let all = &form.file.matter.oversight.follow_ups;
    all.iter().find(|one| one.is_open()).map(|one| one.id)
}

/// How somebody was asked, and what was said.
pub(in super::super) fn follow_up(form: &ActForm<'_>) -> Asks {
    let matter = &form.file.matter;
    let waiting = matter.oversight.follow_ups.iter().find(|one| one.is_open());
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
    let methods = form.coded(
        FollowUpMethod::ALL,
        FollowUpMethod::code,
        FollowUpMethod::zh,
        FollowUpMethod::en,
    );
    let method = form.ask("method", "怎样回访", "How").first("call");
    let method = form.cards(method, &methods, FollowUpMethod::parse);
    let outcomes = form.coded(
        FollowUpOutcome::ALL,
        FollowUpOutcome::code,
        FollowUpOutcome::zh,
        FollowUpOutcome::en,
    );
    let outcome = form.ask("outcome", "处理意见、承诺落实了吗", "Was it done?");
    let outcome = form.cards(outcome, &outcomes, FollowUpOutcome::parse);
    let label = ("信访人的说法或者联系情况", "What the petitioner said");
    let words = form.long("words", label.0, label.1, ("", ""), 4);
    let reopen = form.ask(
        "reopen",
        "没有落实、需要重新办理的诉求",
        "Demands to reopen because they were not done",
    );
    let reopen = reopen.boxes(&demands, &[], |id| parsed(id).map(DemandId));
    let reason = form.remark("reason", "重新办理的理由", "Why they are reopened");
    let fields = html! {
        @if let Some(one) = waiting {
            (notice(Tone::Info, &form.lang().pick(
                format!("{}：{}，应在{}前回访", one.reason.zh(), one.why, form.lang().date(one.due)),
                format!("{}: {}, due {}", one.reason.en(), one.why, form.lang().date(one.due))), None))
        }
        @if matter.rating.is_some() { (aside::rating(form.lang(), matter.rating.as_ref())) }
        (method)
        (outcome)
        (words)
        (reopen)
        (reason)
    };
    asks(fields, || {
        Some(FollowUpCommand::Make {
            id: open(form),
            found: Found {
                method: method.value?,
                outcome: outcome.value?,
                words: words.value?,
                reopen: reopen.value?,
                reason: reason.value?,
            },
        })
    })
}

/// What the file holds and lacks, and how long it is kept.
pub(in super::super) fn put_away(form: &ActForm<'_>) -> Asks {
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
    let kept = form
        .ask("class", "保管期限", "Kept for")
        .first(class.code());
    let kept = form.cards(kept, &classes, Retention::parse);
    let note = form.remark("note", "备注", "Remark");
    let fields = html! {
        @if !lacks.is_empty() {
            (notice(Tone::Warning, &form.lang().pick(
                format!("卷内缺少：{}。可以先补齐，或者在备注里说明。", lacks.join("、")),
                format!("The file lacks: {}. Add it first or say why.", lacks.join(", "))), None))
        }
        (kept)
        (note)
        section class="stack" {
            h2 { (form.pick("卷内目录", "Contents")) }
            ol class="small" {
                @for line in &contents {
                    li { (line.title) @if let Some(on) = line.on { "　" (form.lang().date(on)) }
                        @if !line.remark.is_empty() { "　" span class="soft" { (line.remark) } } }
                }
            }
        }
    };
    super::asks(fields, || {
        Some(OversightCommand::Archive(ArchiveCommand::Archive {
            class: kept.value?,
            note: note.value?,
        }))
    })
}
