//! Events beside the procedure as sentences.

use matter::oversight::{
    AdviceEvent, ArchiveEvent, Disposition, FollowUpEvent, InstructionEvent, OwnershipEvent,
    RecusalEvent, RiskEvent, SupervisionEvent, TierEvent, UrgentEvent,
};
use office::matter_file::post_name;

use super::super::words::{Told, Words};
use crate::look::EventKind;

fn told(words: &Words<'_>, kind: EventKind, zh: String, en: String, body: &str) -> Told {
    Told {
        text: words.lang.pick(zh, en),
        body: Some(body.trim().to_owned()).filter(|body| !body.is_empty()),
        kind,
    }
}

fn plain(words: &Words<'_>, zh: &str, en: &str, body: &str) -> Told {
    told(words, EventKind::Plain, zh.to_owned(), en.to_owned(), body)
}

fn key(words: &Words<'_>, zh: String, en: String, body: &str) -> Told {
    told(words, EventKind::Key, zh, en, body)
}

/// Recusal.
pub(super) fn recusal(words: &Words<'_>, event: &RecusalEvent) -> Told {
    let name = |post| post_name(words.org, post);
    match event {
        RecusalEvent::Declared { post, reason, .. } => {
            let who = name(*post);
            told(
                words,
                EventKind::Stop,
                format!("{who}申报回避"),
                format!("{who} declared an interest and is recused"),
                reason,
            )
        }
        RecusalEvent::Asked {
            post,
            named,
            reason,
            ..
        } => {
            let who = post.map_or_else(|| named.clone(), name);
            told(
                words,
                EventKind::Plain,
                format!("信访人申请{who}回避"),
                format!("The petitioner asks for the recusal of {who}"),
                reason,
            )
        }
        RecusalEvent::Decided {
            granted,
            post,
            reason,
            ..
        } => {
            let who = post.map(name).unwrap_or_default();
            let (zh, en) = if *granted {
                ("同意", "granted")
            } else {
                ("不同意", "not granted")
            };
            told(
                words,
                EventKind::Stop,
                format!("{zh}{who}回避"),
                format!("Recusal of {who} {en}"),
                reason,
            )
        }
        RecusalEvent::Ended { reason, .. } => told(
            words,
            EventKind::Plain,
            "解除回避".to_owned(),
            "A recusal was ended".to_owned(),
            reason,
        ),
    }
}

/// Supervision.
pub(super) fn supervision(words: &Words<'_>, event: &SupervisionEvent) -> Told {
    match event {
        SupervisionEvent::Ordered { to, text, .. } => {
            let (to, by) = (words.org.unit_name(*to), words.lang.date(text.by));
            key(
                words,
                format!("督办{to}（{}），{by}前反馈", text.form.zh()),
                format!(
                    "Supervision order to {to} ({}), feedback due {by}",
                    text.form.en()
                ),
                &text.demand,
            )
        }
        SupervisionEvent::FedBack { text, .. } => {
            plain(words, "反馈督办", "Reported back on the order", text)
        }
        SupervisionEvent::SentBack { note, by, .. } => {
            let by = words.lang.date(*by);
            told(
                words,
                EventKind::Stop,
                format!("督办反馈退回，{by}前再反馈"),
                format!("Feedback sent back, due again {by}"),
                note,
            )
        }
        SupervisionEvent::SignedOff { note, .. } => key(
            words,
            "督办销号".to_owned(),
            "Order signed off".to_owned(),
            note,
        ),
        SupervisionEvent::Withdrawn { .. } => plain(words, "督办撤回", "Order withdrawn", ""),
        SupervisionEvent::Inspected(record) => key(
            words,
            format!("实地督查：{}", record.place),
            format!("Inspection on site: {}", record.place),
            &record.findings,
        ),
    }
}

/// The three suggestions.
pub(super) fn advice(words: &Words<'_>, event: &AdviceEvent) -> Told {
    match event {
        AdviceEvent::Given { text, due, .. } => {
            let (to, due) = (words.org.unit_name(text.to), words.lang.date(*due));
            key(
                words,
                format!("向{to}提出{}，{due}前书面反馈", text.kind.zh()),
                format!("Suggestion to {to}: {}; answer due {due}", text.kind.en()),
                &text.suggestion,
            )
        }
        AdviceEvent::Answered { answer, .. } => key(
            words,
            format!("书面反馈建议：{}", answer.adoption.zh()),
            format!("Suggestion answered: {}", answer.adoption.en()),
            &answer.text,
        ),
        AdviceEvent::Withdrawn { .. } => plain(words, "建议撤回", "Suggestion withdrawn", ""),
    }
}

/// Urgent information.
pub(super) fn urgent(words: &Words<'_>, event: &UrgentEvent) -> Told {
    let UrgentEvent::Reported { report, .. } = event;
    let zh: Vec<_> = report.recipients.iter().map(|one| one.zh()).collect();
    let en: Vec<_> = report.recipients.iter().map(|one| one.en()).collect();
    told(
        words,
        EventKind::Stop,
        format!("紧急信息{}：{}", report.step.zh(), zh.join("、")),
        format!(
            "Urgent information, {}: {}",
            report.step.en(),
            en.join(", ")
        ),
        &report.measures,
    )
}

/// Reading, instruction, study.
pub(super) fn instruction(words: &Words<'_>, event: &InstructionEvent) -> Told {
    match event {
        InstructionEvent::Submitted(reading) => {
            let who = post_name(words.org, reading.to);
            told(
                words,
                EventKind::Plain,
                format!("呈{who}阅批"),
                format!("Put before {who}"),
                &reading.summary,
            )
        }
        InstructionEvent::Written(one) => {
            let who = post_name(words.org, one.by);
            let to = one
                .to
                .map(|unit| words.org.unit_name(unit))
                .unwrap_or_default();
            let due = one.due.map(|day| words.lang.date(day)).unwrap_or_default();
            let (zh, en) = match one.disposition {
                Disposition::Task => (
                    format!("{who}批示{to}，{due}前报结果"),
                    format!("{who} instructs {to}, due {due}"),
                ),
                other => (
                    format!("{who}：{}", other.zh()),
                    format!("{who}: {}", other.en()),
                ),
            };
            key(words, zh, en, &one.text)
        }
        InstructionEvent::Reported { text, .. } => plain(
            words,
            "报告批示落实情况",
            "Reported on the instruction",
            text,
        ),
        InstructionEvent::Studied(study) => key(
            words,
            "集体研究".to_owned(),
            "Studied together".to_owned(),
            &study.decision,
        ),
        InstructionEvent::Withdrawn { .. } => plain(words, "批示撤回", "Instruction withdrawn", ""),
    }
}

/// A leader's case.
pub(super) fn ownership(words: &Words<'_>, event: &OwnershipEvent) -> Told {
    match event {
        OwnershipEvent::Taken(case) => {
            let who = post_name(words.org, case.leader);
            key(
                words,
                format!("{who}包案"),
                format!("{who} takes the case"),
                &case.goal,
            )
        }
        OwnershipEvent::Stepped { text, more, .. } => {
            let (zh, en) = match more.len() {
                0 => Default::default(),
                added => (
                    format!("，方案增加{added}个步骤"),
                    format!("; {added} step(s) were added to the plan"),
                ),
            };
            told(
                words,
                EventKind::Plain,
                format!("包案进展{zh}"),
                format!("A step of the case{en}"),
                text,
            )
        }
        OwnershipEvent::Ended { result, undone, .. } => {
            let (zh, en) = match undone.is_empty() {
                true => Default::default(),
                false => (
                    format!("，有步骤未完成：{undone}"),
                    format!("; steps stay open: {undone}"),
                ),
            };
            key(
                words,
                format!("包案结束{zh}"),
                format!("The case ended{en}"),
                result,
            )
        }
    }
}

/// Tiers.
pub(super) fn tier(words: &Words<'_>, event: &TierEvent) -> Told {
    match event {
        TierEvent::Set(standing) => key(
            words,
            format!("工作层级：{}", standing.tier.zh()),
            format!("Tier: {}", standing.tier.en()),
            &standing.reason,
        ),
        TierEvent::Planned { text, .. } => plain(words, "报送工作方案", "The plan was filed", text),
        TierEvent::Dropped => plain(words, "工作层级另定", "The tier has to be set anew", ""),
    }
}

/// Risk.
pub(super) fn risk(words: &Words<'_>, event: &RiskEvent) -> Told {
    let RiskEvent::Assessed(found) = event;
    told(
        words,
        EventKind::Plain,
        format!("风险评估：{}", found.level.zh()),
        format!("Risk assessed: {}", found.level.en()),
        &found.help,
    )
}

/// Follow-ups.
pub(super) fn follow_up(words: &Words<'_>, event: &FollowUpEvent) -> Told {
    match event {
        FollowUpEvent::Planned {
            reason, why, due, ..
        } => {
            let due = words.lang.date(*due);
            told(
                words,
                EventKind::Plain,
                format!("{}，{due}前完成", reason.zh()),
                format!("Follow-up due {due} ({})", reason.en()),
                why,
            )
        }
        FollowUpEvent::Tried {
            method,
            words: said,
            ..
        } => told(
            words,
            EventKind::Plain,
            format!("{}未联系上", method.zh()),
            format!("{}: not reached", method.en()),
            said,
        ),
        FollowUpEvent::Made {
            method,
            outcome,
            words: said,
            ..
        } => key(
            words,
            format!("{}：{}", method.zh(), outcome.zh()),
            format!("{}: {}", method.en(), outcome.en()),
            said,
        ),
        FollowUpEvent::Reopened {
            demands, reason, ..
        } => told(
            words,
            EventKind::Stop,
            format!("重新办理{}项诉求", demands.len()),
            format!("{} demand(s) reopened", demands.len()),
            reason,
        ),
        FollowUpEvent::Dropped { .. } => plain(words, "回访取消", "Follow-up dropped", ""),
    }
}

/// The archive.
pub(super) fn archive(words: &Words<'_>, event: &ArchiveEvent) -> Told {
    let ArchiveEvent::Archived(file) = event;
    key(
        words,
        format!("归档，保管期限{}", file.class.zh()),
        format!("Archived, kept {}", file.class.en()),
        &file.note,
    )
}
