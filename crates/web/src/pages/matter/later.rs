//! On the matter's page: its reviews, hearings and mediations, what is to be carried out, and why it waits.

use std::sync::Arc;

use matter::Event;
use matter::execution::{Execution, ExecutionEvent, ExecutionState};
use matter::hearing::{Hearing, HearingEvent};
use matter::mediation::{Mediation, MediationState};
use matter::review::{Review, ReviewEvent, ReviewState, Said};
use maud::{Markup, html};
use office::matter_file::MatterFile;

use crate::look::{Fact, Lang, StageTone, Tone, facts, notice, panel, stage_badge};

/// The panels, each where there is something to say.
pub(super) fn panels(lang: Lang, file: &MatterFile) -> Markup {
    let matter = &file.matter;
    html! {
        @if let Some(pause) = &matter.suspension {
            (notice(Tone::Warning, &format!("{}：{}", lang.pick("已中止", "Suspended"), lang.pick(pause.ground.zh(), pause.ground.en())),
                Some(&html! { p { (pause.reason.text) } })))
        }
        (list("reviews", lang.pick("复查、复核", "Reviews"), &matter.reviews, |one| review(lang, file, one)))
        (list("hearings", lang.pick("听证", "Hearings"), &matter.hearings, |one| hearing(lang, file, one)))
        (list("mediations", lang.pick("调解、和解", "Mediation"), &matter.mediations, |one| mediation(lang, one)))
        (list("executions", lang.pick("履行", "Carrying out"), &matter.executions, |one| execution(lang, file, one)))
    }
}

fn list<T>(id: &str, title: &str, all: &[T], one: impl Fn(&T) -> Markup) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    panel(
        id,
        title,
        None,
        &html! { div class="stack" { @for each in all.iter().rev() { (one(each)) } } },
    )
}

/// A label and its value, where there is one.
type Row<'a> = (&'a str, Option<String>);

fn rows(all: &[Row<'_>]) -> Markup {
    let list: Vec<Fact> = all
        .iter()
        .filter_map(|(label, value)| {
            let value = value.as_deref()?;
            Some(Fact {
                label,
                value: html! { (value) },
            })
        })
        .collect();
    facts(&list)
}

fn said(lang: Lang, said: &Said) -> String {
    format!("{}　{}", lang.date(said.on), said.text)
}

fn review(lang: Lang, file: &MatterFile, one: &Review) -> Markup {
    let tone = match one.state {
        ReviewState::Asked => StageTone::Waiting,
        ReviewState::Accepted => StageTone::Working,
        ReviewState::Done => StageTone::Done,
        ReviewState::Refused | ReviewState::Terminated => StageTone::Ended,
    };
    let asked = file.org_when(
        |event| matches!(event, Event::Review(ReviewEvent::Requested { review }) if review.id == one.id),
    );
    let body = body(lang, file, one);
    let result = one.result.and_then(|id| file.matter.answer(id));
    html! {
        div class="stack" {
            p class="tags" {
                b { (lang.pick(one.level.zh(), one.level.en())) } " "
                (stage_badge(tone, lang.pick(one.state.zh(), one.state.en())))
            }
            (rows(&[
                (lang.pick("审查机关", "Body"), Some(body)),
                (lang.pick("被申请单位", "Respondent"), Some(asked.unit_name(one.respondent))),
                (lang.pick("收到申请", "Received"), Some(lang.date(one.on))),
                (lang.pick("申请理由", "Reasons"), Some(one.reasons.clone())),
                (lang.pick("需要补正", "To be added"), one.supplement.as_ref().map(|asked| said(lang, asked))),
                (lang.pick("答辩", "Response"), one.response.as_ref().map(|text| said(lang, text))),
                (lang.pick("结果", "Result"), result.map(|answer| format!("{}　{}", lang.date(answer.on), lang.pick(answer.kind.zh(), answer.kind.en())))),
                (lang.pick("公示", "Made public"), one.published.as_ref().map(|notice| said(lang, notice))),
            ]))
            @for asked in &one.consultations {
                @let then = file.org_when(|event| matches!(event, Event::Review(ReviewEvent::Consulted { organ, question, .. }) if *organ == asked.organ && *question == asked.question));
                (rows(&[
                    (lang.pick("征询", "Consulted"), Some(format!("{}：{}", then.unit_name(asked.organ), said(lang, &asked.question)))),
                    (lang.pick("答复", "Advice"), asked.answer.as_ref().map(|answer| said(lang, answer))),
                ]))
            }
        }
    }
}

/// The body and who works for it: as they are called while the review is theirs, then as they were when it ended.
fn body(lang: Lang, file: &MatterFile, one: &Review) -> String {
    let ended = |event: &Event| match event {
        Event::Review(ReviewEvent::Finished { review, .. }) => *review == one.id,
        _ => false,
    };
    let org = if one.state.is_open() {
        Arc::clone(&file.org)
    } else {
        file.org_when(ended)
    };
    let (body, desk) = (org.unit_name(one.body), org.unit_name(one.desk));
    if one.desk == one.body {
        body
    } else {
        lang.pick(
            format!("{body}（{desk}承办）"),
            format!("{body} (by {desk})"),
        )
    }
}

fn hearing(lang: Lang, file: &MatterFile, one: &Hearing) -> Markup {
    let (tone, state) = match (&one.cancelled, &one.conclusion, &one.record, &one.notice) {
        (Some(_), ..) => (StageTone::Ended, lang.pick("已取消", "Called off")),
        (_, Some(_), ..) => (StageTone::Done, lang.pick("已作结论", "Concluded")),
        (.., Some(_), _) => (StageTone::Working, lang.pick("已举行，待作结论", "Held")),
        (.., Some(_)) => (StageTone::Waiting, lang.pick("已通知，待举行", "Notified")),
        _ => (StageTone::Waiting, lang.pick("待通知", "To be notified")),
    };
    let level = one.review.and_then(|id| file.matter.review(id));
    let then = file.org_when(
        |event| matches!(event, Event::Hearing(HearingEvent::Decided { hearing }) if hearing.id == one.id),
    );
    let host = then.post(one.host).map(|post| {
        let unit = then.unit_name(post.unit);
        format!("{unit} {}", post.title)
    });
    html! {
        div class="stack" {
            p class="tags" {
                b { (level.map_or(lang.pick("办理阶段听证", "In handling"), |review| lang.pick(review.level.zh(), review.level.en()))) } " "
                (stage_badge(tone, state))
            }
            (rows(&[
                (lang.pick("决定", "Decided"), Some(format!("{}　{}", lang.date(one.decided), lang.pick(one.ground.zh(), one.ground.en())))),
                (lang.pick("主持人", "Host"), host),
                (lang.pick("听证员", "Members"), Some(one.members.join("、"))),
                (lang.pick("时间地点", "When and where"), one.notice.as_ref().map(|notice| format!("{} {}　{}", lang.date(notice.on), notice.time, notice.place))),
                (lang.pick("参加人", "Present"), one.record.as_ref().map(|record| record.present.clone())),
                (lang.pick("笔录", "Record"), one.record.as_ref().map(|record| record.text.clone())),
                (lang.pick("听证结论", "Conclusion"), one.conclusion.as_ref().map(|text| said(lang, text))),
                (lang.pick("取消理由", "Why called off"), one.cancelled.as_ref().map(|text| said(lang, text))),
            ]))
            @for put_off in &one.postponed { p class="small soft" { (lang.pick("延期：", "Put off: ")) (said(lang, put_off)) } }
        }
    }
}

fn mediation(lang: Lang, one: &Mediation) -> Markup {
    let tone = match one.state {
        MediationState::Open => StageTone::Working,
        MediationState::Agreed => StageTone::Done,
        MediationState::Failed => StageTone::Ended,
    };
    let agreed = |day: Option<jiff::civil::Date>| {
        day.map_or(lang.pick("尚未同意", "not yet").to_owned(), |on| {
            lang.pick(
                format!("{}同意", lang.date(on)),
                format!("agreed {}", lang.date(on)),
            )
        })
    };
    html! {
        div class="stack" {
            p class="tags" {
                b { (lang.pick(one.kind.zh(), one.kind.en())) } " "
                (stage_badge(tone, lang.pick(one.state.zh(), one.state.en())))
            }
            (rows(&[
                (lang.pick("调解组织", "Mediator"), Some(one.by.clone())),
                (lang.pick("信访人", "Petitioner"), Some(agreed(one.petitioner_agreed))),
                (&one.other, Some(agreed(one.other_agreed))),
                (lang.pick("未成原因", "Why it failed"), one.failed.as_ref().map(|text| said(lang, text))),
                (lang.pick("申请司法确认", "Confirmation asked"), one.confirmation_asked.as_ref().map(|text| said(lang, text))),
                (lang.pick("法院", "Court"), one.confirmation.as_ref().map(|(ruling, text)| format!("{}　{}", lang.pick(ruling.zh(), ruling.en()), said(lang, text)))),
            ]))
            @if !one.sessions.is_empty() {
                ol class="small" { @for session in &one.sessions { li { (said(lang, session)) } } }
            }
        }
    }
}

fn execution(lang: Lang, file: &MatterFile, one: &Execution) -> Markup {
    let late = one.is_open() && file.today > one.by;
    let tone = match one.state {
        ExecutionState::Open => StageTone::Waiting,
        ExecutionState::Done => StageTone::Done,
        ExecutionState::NotDone => StageTone::Ended,
    };
    let state = if late {
        lang.pick("逾期未履行", "Overdue")
    } else {
        lang.pick(one.state.zh(), one.state.en())
    };
    let reported = |event: &Event| matches!(event, Event::Execution(ExecutionEvent::Reported { execution, .. }) if *execution == one.id);
    let unit = file.org_when(reported).unit_name(one.unit);
    html! {
        div class="stack" {
            p class="tags" { b { (one.what) } " " (stage_badge(tone, state)) }
            (rows(&[
                (lang.pick("履行单位", "Unit"), Some(unit)),
                (lang.pick("最后一日", "By"), Some(lang.date(one.by))),
                (lang.pick("结果", "Result"), one.result.as_ref().map(|text| said(lang, text))),
            ]))
            @for urged in &one.urged { p class="small soft" { (lang.pick("督促：", "Urged: ")) (said(lang, urged)) } }
        }
    }
}
