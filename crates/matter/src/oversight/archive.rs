//! Archive (归档, T43): the file of a closed matter with its contents list and retention class. How long is not regulated for petitions
//! (list K, U13), so the class of each kind of file is a setting.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DutyKind, DutyRow, OversightEvent, acting, joined, staff};
use crate::command::Action;
use crate::state::AnswerKind;
use crate::{Context, Event, Matter, Stage};
use kernel::PostId;
use kernel::access::Viewer;
use kernel::coded;
use kernel::org::Role;
use kernel::refusal::{Refusal, RefusalKind};
use kernel::rulebook::Rulebook;

coded! {
    /// How long a file is kept (《机关文件材料归档范围和文书档案保管期限规定》).
    Retention {
        /// Ten years.
        Ten = "ten", "10年", "10 years";
        /// Thirty years.
        Thirty = "thirty", "30年", "30 years";
        /// For ever.
        Permanent = "permanent", "永久", "Permanent";
    }
}

/// One line of the contents list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What it is.
    pub title: String,
    /// Its date, where it has one.
    #[serde(default)]
    pub on: Option<Date>,
    /// Proof of service or another remark.
    #[serde(default)]
    pub remark: String,
}

/// The archived file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// How long it is kept.
    pub class: Retention,
    /// What it contains.
    pub contents: Vec<Content>,
    /// Who archived it.
    pub by: PostId,
    /// The day.
    pub on: Date,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// A command about the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveCommand {
    /// Archive.
    Archive {
        /// How long it is kept.
        class: Retention,
        /// A remark, for instance why something is missing.
        note: String,
    },
}

/// What happened about the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArchiveEvent {
    /// Archived.
    Archived(Archive),
}

impl ArchiveCommand {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        Action::Archive
    }
}

pub(super) fn concerns(action: Action) -> bool {
    action == Action::Archive
}

/// The class that the rulebook's settings give this file: a leader's instruction with its result, another result, none.
pub fn class_of(matter: &Matter, book: &Rulebook) -> Retention {
    let instructed = matter
        .oversight
        .instructions
        .iter()
        .any(|one| one.report.is_some());
    let result = matter.answers.iter().any(|answer| {
        !matches!(
            answer.kind,
            AnswerKind::NotAccepted { .. } | AnswerKind::Redirected { .. }
        )
    });
    let (setting, default) = match (instructed, result) {
        (true, _) => ("retention_instructed", Retention::Permanent),
        (_, true) => ("retention_with_result", Retention::Thirty),
        _ => ("retention_without_result", Retention::Ten),
    };
    book.word(setting)
        .and_then(Retention::parse)
        .unwrap_or(default)
}

/// The contents list as the record stands.
pub fn contents(matter: &Matter) -> Vec<Content> {
    let line = |title: &str, on: Option<Date>, remark: &str| Content {
        title: title.to_owned(),
        on,
        remark: remark.to_owned(),
    };
    let mut list: Vec<Content> = matter
        .petitions
        .iter()
        .map(|petition| {
            line(
                &format!("信访件 {}", petition.number),
                Some(petition.received),
                "",
            )
        })
        .collect();
    list.extend(
        matter
            .custody
            .iter()
            .map(|step| line(step.kind.zh(), Some(step.on), "")),
    );
    list.extend(matter.accepted.map(|on| line("受理决定", Some(on), "")));
    list.extend(
        matter
            .heard
            .iter()
            .map(|heard| line("听取陈述记录", Some(heard.on), "")),
    );
    list.extend(matter.answers.iter().map(|answer| {
        let proof = answer.service.as_ref().map_or_else(
            || "未送达".to_owned(),
            |service| format!("{} {} {}", service.on, service.method.zh(), service.proof),
        );
        line(answer.kind.zh(), Some(answer.on), proof.trim())
    }));
    let oversight = &matter.oversight;
    list.extend(
        oversight
            .orders
            .iter()
            .map(|order| line("督办及反馈", Some(order.on), &order.closing)),
    );
    list.extend(
        oversight
            .inspections
            .iter()
            .map(|one| line("实地督查记录", Some(one.on), &one.place)),
    );
    list.extend(
        oversight
            .advice
            .iter()
            .map(|one| line(one.text.kind.zh(), Some(one.on), "")),
    );
    list.extend(
        oversight
            .instructions
            .iter()
            .map(|one| line("负责人批示", Some(one.on), one.disposition.zh())),
    );
    list.extend(
        oversight
            .studies
            .iter()
            .map(|study| line("集体研究记录", Some(study.on), "")),
    );
    list.extend(oversight.urgent.iter().map(|sent| {
        line(
            sent.report.step.zh(),
            Some(sent.report.reported.date()),
            "重大紧急信访信息",
        )
    }));
    list.extend(
        oversight
            .follow_ups
            .iter()
            .filter(|one| one.on.is_some())
            .map(|one| {
                line(
                    "回访记录",
                    one.on,
                    one.outcome.map_or("", |outcome| outcome.zh()),
                )
            }),
    );
    list.extend(
        matter
            .attachments
            .iter()
            .map(|file| line(&format!("附件：{}", file.name), None, "")),
    );
    list
}

/// What a complete file has and this one lacks.
pub fn missing(matter: &Matter) -> Vec<(&'static str, &'static str)> {
    let unproved = matter.answers.iter().any(|answer| {
        answer
            .service
            .as_ref()
            .is_none_or(|service| service.proof.trim().is_empty())
    });
    let unheard = matter.accepted.is_some() && matter.heard.is_empty();
    let uncalled = !matter
        .oversight
        .follow_ups
        .iter()
        .any(|one| one.on.is_some());
    let lacks = [
        (unproved, ("送达凭证", "proof of service")),
        (
            unheard,
            ("听取陈述记录", "the record of hearing the petitioner"),
        ),
        (uncalled, ("回访材料", "a follow-up record")),
    ];
    lacks
        .into_iter()
        .filter(|(lacks, _)| *lacks)
        .map(|(_, what)| what)
        .collect()
}

pub(super) fn may(matter: &Matter, ctx: &Context<'_>) -> Result<(), Refusal> {
    let viewer = staff(matter, ctx, &[Role::Clerk, Role::Handler, Role::Leader])?;
    let theirs = |viewer: &Viewer| [matter.owner, matter.office].contains(&viewer.unit);
    if !viewer.is_none_or(theirs) {
        return Err(Refusal::not_yours(
            "由负责单位或者登记单位归档",
            "the unit that answers or registered archives",
        ));
    }
    joined(matter)?;
    if matter.stage != Stage::Closed {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "办结以后才能归档",
            "a matter is archived after it is closed",
        ));
    }
    if matter.oversight.archive.is_some() {
        return Err(Refusal::new(
            RefusalKind::Stage,
            "本事项已经归档",
            "the matter is archived already",
        ));
    }
    let open = super::open_items(matter);
    if open.is_empty() {
        return Ok(());
    }
    let zh: Vec<_> = open.iter().map(|kind| kind.zh()).collect();
    let en: Vec<_> = open.iter().map(|kind| kind.en()).collect();
    Err(Refusal::missing(
        format!("还有未了的事：{}", zh.join("、")),
        format!("still open: {}", en.join(", ")),
    ))
}

pub(super) fn decide(
    matter: &Matter,
    command: ArchiveCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let ArchiveCommand::Archive { class, note } = command;
    let least = class_of(matter, ctx.rulebook);
    if class < least {
        return Err(Refusal::input(
            format!("按规则册本卷至少保管{}，可以更长，不能更短", least.zh()),
            format!("the rulebook keeps this file for {} at least", least.en()),
        ));
    }
    let archive = Archive {
        class,
        contents: contents(matter),
        by: acting(ctx)?,
        on: ctx.today,
        note: note.trim().to_owned(),
    };
    Ok(vec![Event::Oversight(OversightEvent::Archive(
        ArchiveEvent::Archived(archive),
    ))])
}

pub(super) fn apply(matter: &mut Matter, event: &ArchiveEvent) {
    let ArchiveEvent::Archived(archive) = event;
    matter.oversight.archive = Some(archive.clone());
}

/// A closed matter waits for the archive; files taken over from older records were archived there.
pub(super) fn duties(matter: &Matter, rows: &mut Vec<DutyRow>) {
    let Some(closing) = matter
        .closing
        .as_ref()
        .filter(|_| matter.stage == Stage::Closed)
    else {
        return;
    };
    let older = matter
        .answers
        .iter()
        .any(|answer| matches!(answer.kind, AnswerKind::PastReply { .. }));
    if matter.oversight.archive.is_none() && !older {
        rows.push(DutyRow::of_unit(
            DutyKind::Archive,
            1,
            matter.owner,
            closing.on,
            None,
        ));
    }
}
