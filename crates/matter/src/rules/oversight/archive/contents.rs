//! The contents list of a file, what it lacks, and how long it is kept.

use jiff::civil::Date;

use crate::model::answer::AnswerKind;
use crate::model::matter::Matter;
use crate::model::oversight::archive::{Content, Retention};

use kernel::rulebook::Rulebook;

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
