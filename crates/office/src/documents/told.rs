//! What an answer says, in the words of its document. A document carries what was signed, every word of it.

use kernel::Refusal;
use kernel::rulebook::{Outside, Rulebook};
use matter::lawful::{DutyNotice, Route};
use matter::review::ReviewOpinion;
use matter::{Answer, AnswerKind, Opinion};

use super::Paper;

/// The handling opinion with the decision on each demand.
pub(super) fn opinion(opinion: &Opinion) -> String {
    let alone = opinion.decisions.len() == 1;
    let decisions = opinion.decisions.iter().map(|(demand, decision)| {
        if alone {
            format!("结论：{}。", decision.zh())
        } else {
            format!("诉求{demand}：{}。", decision.zh())
        }
    });
    std::iter::once(opinion.opinion.clone())
        .chain(decisions)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The outcome of a review, what is said of it, and the new decisions of a change.
pub(super) fn review(review: &ReviewOpinion) -> String {
    let as_opinion = Opinion {
        opinion: format!("{}。\n{}", review.outcome.zh(), review.opinion),
        decisions: review.decisions.clone(),
        ..Opinion::default()
    };
    opinion(&as_opinion)
}

/// The words of an answer that has no form of its own.
pub(super) fn reply(book: &Rulebook, kind: &AnswerKind) -> Option<String> {
    Some(match kind {
        AnswerKind::SuggestionReply { adoption, text } => {
            format!("您的建议意见：{}。\n{text}", adoption.zh())
        }
        AnswerKind::AccusationReply { text } | AnswerKind::PastReply { text, .. } => text.clone(),
        AnswerKind::Redirected { to, reason } => {
            format!("您反映的事项请向{to}提出。\n理由：{reason}")
        }
        AnswerKind::LedIn {
            route,
            to,
            reason,
            outside,
        } => led_in(*route, (to, reason), outside),
        AnswerKind::DutyReply { notice, outside } => duty(notice, outside),
        AnswerKind::Terminated { ground, reason, .. } => {
            format!("依据：{}。\n具体理由：{reason}", ground.zh())
        }
        AnswerKind::NotAccepted { ground, reason, .. } => {
            let basis = book.ground(ground).map_or_else(
                || ground.to_string(),
                |found| format!("{}（{}）", found.text, found.article),
            );
            format!("依据：{basis}。\n具体理由：{reason}")
        }
        AnswerKind::ReviewRefused { level, reason, .. } => {
            format!("您的{}申请不予受理。\n理由：{reason}", level.zh())
        }
        AnswerKind::Agreement(agreement) => format!(
            "主要事实和争议：{}\n协议内容：{}",
            agreement.facts, agreement.terms
        ),
        AnswerKind::Opinion(_) | AnswerKind::Review(_) => return None,
    })
}

fn led_in(route: Route, (to, reason): (&str, &str), outside: &[Outside]) -> String {
    let name = route.zh();
    let name = name.split_once('、').map_or(name, |(_, rest)| rest);
    with_limits(
        format!(
            "您提出的请求应当通过“{name}”解决（{}），请向{to}提出。\n理由和办理方法：{reason}",
            route.article()
        ),
        outside,
    )
}

fn duty(notice: &DutyNotice, outside: &[Outside]) -> String {
    let parts = [
        ("投诉（举报）内容", &notice.summary),
        ("核查情况", &notice.facts),
        ("处理结果", &notice.result),
        ("法律依据", &notice.basis),
        ("后续安排", &notice.next),
    ];
    let lines: Vec<String> = parts
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(title, text)| format!("{title}：{text}"))
        .collect();
    with_limits(lines.join("\n"), outside)
}

fn with_limits(mut text: String, outside: &[Outside]) -> String {
    if !outside.is_empty() {
        text.push_str("\n请在该程序规定的期限内提出：");
    }
    for limit in outside {
        text.push('\n');
        text.push_str(&limit.zh());
    }
    text
}

/// Refuses a paper that leaves out a line of what was signed, as an office's own template could.
///
/// # Errors
/// What to mend in the template.
pub(super) fn in_full(answer: &Answer, paper: &Paper) -> Result<(), Refusal> {
    // Brackets that looked like marks stand otherwise on paper, and paragraphs may be set anew.
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|letter| !letter.is_whitespace())
            .map(|letter| match letter {
                '〖' => '【',
                '〗' => '】',
                other => other,
            })
            .collect()
    };
    let text = plain(&paper.text());
    let printed = |line: &str| text.contains(&plain(line.trim().trim_end_matches('。')));
    if signed(&answer.kind)
        .iter()
        .all(|part| part.lines().all(printed))
    {
        return Ok(());
    }
    Err(Refusal::input(
        format!(
            "《{}》的模板没有印出已签发的全部内容，请管理员改正本单位的文书模板",
            answer.kind.zh()
        ),
        "the template leaves out part of what was signed; mend the office's own template",
    ))
}

/// The words somebody signed.
fn signed(kind: &AnswerKind) -> Vec<&str> {
    match kind {
        AnswerKind::Opinion(one) => vec![&one.request, &one.facts, &one.opinion, &one.basis],
        AnswerKind::Review(one) => vec![&one.request, &one.facts, &one.opinion, &one.basis],
        AnswerKind::SuggestionReply { text, .. }
        | AnswerKind::AccusationReply { text }
        | AnswerKind::PastReply { text, .. } => vec![text],
        AnswerKind::NotAccepted { reason, .. }
        | AnswerKind::ReviewRefused { reason, .. }
        | AnswerKind::Terminated { reason, .. } => vec![reason],
        AnswerKind::Redirected { to, reason } | AnswerKind::LedIn { to, reason, .. } => {
            vec![to, reason]
        }
        AnswerKind::DutyReply { notice, .. } => {
            vec![
                &notice.summary,
                &notice.facts,
                &notice.result,
                &notice.basis,
            ]
        }
        AnswerKind::Agreement(agreement) => vec![&agreement.facts, &agreement.terms],
    }
}
