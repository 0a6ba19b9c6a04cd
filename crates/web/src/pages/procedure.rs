//! What happens in a review, a hearing, a mediation, in carrying something out, in a suspension: one sentence for each
//! event, the same on staff pages and on the petitioner's.

use kernel::org::Org;
use matter::Event;
use matter::execution::ExecutionEvent;
use matter::hearing::HearingEvent;
use matter::mediation::MediationEvent;
use matter::pause::PauseEvent;
use matter::review::{Next, ReviewEvent};

use crate::look::{EventKind, Lang};

/// A sentence in both languages, the words that belong to it, and how it stands out.
pub struct Told {
    /// How it stands out.
    pub kind: EventKind,
    /// The sentence.
    pub text: String,
    /// Somebody's words.
    pub body: Option<String>,
}

fn told(kind: EventKind, lang: Lang, zh: &str, en: &str, body: &str) -> Told {
    Told {
        kind,
        text: lang.pick(zh, en).to_owned(),
        body: Some(body.to_owned()).filter(|body| !body.is_empty()),
    }
}

/// The sentence for an event of this part of the procedure.
pub fn tell(event: &Event, org: &Org, lang: Lang) -> Option<Told> {
    match event {
        Event::Review(event) => Some(review(event, org, lang)),
        Event::Hearing(event) => Some(hearing(event, lang)),
        Event::Mediation(event) => Some(mediation(event, lang)),
        Event::Execution(event) => Some(execution(event, lang)),
        Event::Pause(event) => Some(pause(event, lang)),
        _ => None,
    }
}

fn review(event: &ReviewEvent, org: &Org, lang: Lang) -> Told {
    let key = |zh: &str, en: &str, body: &str| told(EventKind::Key, lang, zh, en, body);
    let plain = |zh: &str, en: &str, body: &str| told(EventKind::Plain, lang, zh, en, body);
    match event {
        ReviewEvent::Requested { review } => {
            let body = org.unit_name(review.body);
            key(
                &format!("信访人申请{}，由{body}审查", review.level.zh()),
                &format!("{} asked for; {body} decides", review.level.en()),
                &review.reasons,
            )
        }
        ReviewEvent::SupplementAsked { asked, .. } => plain(
            "请信访人补正申请材料",
            "The petitioner is asked to complete the request",
            &asked.text,
        ),
        ReviewEvent::Supplemented { text, .. } => {
            plain("信访人补正了申请材料", "The request was completed", text)
        }
        ReviewEvent::Accepted { .. } => key("受理复查、复核申请", "The review was accepted", ""),
        ReviewEvent::Responded { .. } => plain(
            "被申请单位已提交答辩",
            "The organ under review has answered",
            "",
        ),
        ReviewEvent::Consulted { organ, .. } => {
            let organ = org.unit_name(*organ);
            plain(
                &format!("向{organ}征询专业意见"),
                &format!("{organ} was consulted"),
                "",
            )
        }
        ReviewEvent::Advised { organ, .. } => {
            let organ = org.unit_name(*organ);
            plain(
                &format!("{organ}答复征询"),
                &format!("{organ} gave its advice"),
                "",
            )
        }
        ReviewEvent::Moved { body, .. } => {
            let body = org.unit_name(*body);
            key(
                &format!("改由{body}审查"),
                &format!("{body} took the review over"),
                "",
            )
        }
        ReviewEvent::Finished { next, .. } => match next {
            Next::Stands => plain("复查、复核程序结束", "The review is over", ""),
            Next::Redo { by } | Next::Reroute { by } => {
                let by = org.unit_name(*by);
                key(
                    &format!("原意见被撤销，由{by}重新办理"),
                    &format!("The opinion was revoked; it goes back to {by}"),
                    "",
                )
            }
        },
        ReviewEvent::Published { notice, .. } => plain(
            "复核意见已公示",
            "The re-review opinion was made public",
            &notice.text,
        ),
        ReviewEvent::Lapsed { .. } => plain(
            "申请复查、复核的期限届满，未申请",
            "The period to ask for review ended unused",
            "",
        ),
        ReviewEvent::NewFacts { text } => key(
            "信访人提出新的事实和理由，重新审查",
            "New facts and reasons were stated; the matter is open again",
            text,
        ),
    }
}

fn hearing(event: &HearingEvent, lang: Lang) -> Told {
    let key = |zh: &str, en: &str, body: &str| told(EventKind::Key, lang, zh, en, body);
    match event {
        HearingEvent::Decided { hearing } => key(
            &format!("决定举行听证（{}）", hearing.ground.zh()),
            &format!("A hearing will be held ({})", hearing.ground.en()),
            &hearing.reason,
        ),
        HearingEvent::Notified { notice, .. } => {
            let day = lang.date(notice.on);
            key(
                &format!("通知听证：{day} {}，{}", notice.time, notice.place),
                &format!("Hearing on {day}, {}, {}", notice.time, notice.place),
                &notice.note,
            )
        }
        HearingEvent::Postponed { reason, .. } => told(
            EventKind::Stop,
            lang,
            "听证延期举行，另行通知",
            "The hearing is put off; a new notice follows",
            &reason.text,
        ),
        HearingEvent::Held { record, .. } => {
            let day = lang.date(record.on);
            key(
                &format!("{day}举行听证会"),
                &format!("The hearing was held on {day}"),
                &record.present,
            )
        }
        HearingEvent::Concluded { conclusion, .. } => key(
            "作出听证结论",
            "The hearing was concluded",
            &conclusion.text,
        ),
        HearingEvent::Cancelled { reason, .. } => told(
            EventKind::Stop,
            lang,
            "听证取消",
            "The hearing was called off",
            &reason.text,
        ),
    }
}

fn mediation(event: &MediationEvent, lang: Lang) -> Told {
    let key = |zh: &str, en: &str, body: &str| told(EventKind::Key, lang, zh, en, body);
    match event {
        MediationEvent::Proposed { mediation } => key(
            &format!("提议{}，征求双方意见", mediation.kind.zh()),
            &format!("{} proposed; both sides are asked", mediation.kind.en()),
            &mediation.by,
        ),
        MediationEvent::Consented { party, .. } => told(
            EventKind::Plain,
            lang,
            &format!("{}同意调解", party.zh()),
            &format!("{} agreed to mediation", party.en()),
            "",
        ),
        MediationEvent::Met { session, .. } => told(
            EventKind::Plain,
            lang,
            "进行调解",
            "A mediation session",
            &session.text,
        ),
        MediationEvent::Failed { reason, .. } => told(
            EventKind::Stop,
            lang,
            "调解终止，未达成协议",
            "The mediation ended without agreement",
            &reason.text,
        ),
        MediationEvent::ConfirmationAsked { asked, .. } => key(
            "双方共同申请司法确认",
            "Both sides asked the court to confirm",
            &asked.text,
        ),
        MediationEvent::ConfirmationRuled { ruling, words, .. } => {
            key(ruling.zh(), ruling.en(), &words.text)
        }
    }
}

fn execution(event: &ExecutionEvent, lang: Lang) -> Told {
    match event {
        ExecutionEvent::Tracked { execution } => {
            let day = lang.date(execution.by);
            told(
                EventKind::Key,
                lang,
                &format!("应于{day}前履行"),
                &format!("To be carried out by {day}"),
                &execution.what,
            )
        }
        ExecutionEvent::Urged { words, .. } => told(
            EventKind::Plain,
            lang,
            "督促履行",
            "Performance was urged",
            &words.text,
        ),
        ExecutionEvent::Reported { done, result, .. } => {
            let (kind, zh, en) = if *done {
                (EventKind::Key, "已履行", "Carried out")
            } else {
                (EventKind::Stop, "未履行", "Not carried out")
            };
            told(kind, lang, zh, en, &result.text)
        }
    }
}

fn pause(event: &PauseEvent, lang: Lang) -> Told {
    match event {
        PauseEvent::Suspended { suspension } => told(
            EventKind::Stop,
            lang,
            &format!("中止：{}", suspension.ground.zh()),
            &format!("Suspended: {}", suspension.ground.en()),
            &suspension.reason.text,
        ),
        PauseEvent::Resumed { reason } => {
            told(EventKind::Key, lang, "恢复办理", "Resumed", &reason.text)
        }
    }
}
