//! The reply desk on a matter's page: where the draft stands, whose turn it is, what it lacks.

use matter::desk::answerable;
use matter::{DeskEvent, Event};
use maud::{Markup, html};
use office::matter_file::{MatterFile, post_name};

use super::words::{Told, Words};
use crate::look::{EventKind, Lang, StageTone, panel, stage_badge};

/// The panel; nothing while nothing is drafted.
pub(super) fn panel_of(lang: Lang, file: &MatterFile) -> Markup {
    let matter = &file.matter;
    let Some(draft) = &matter.desk.draft else {
        return html! {};
    };
    let missing = draft.text.missing(matter);
    let (tone, state) = match draft.with {
        Some(post) => {
            let who = file.post_name(post);
            (
                StageTone::Working,
                lang.pick(format!("送审，等{who}签发"), format!("waits for {who}")),
            )
        }
        None if draft.remark.is_some() => (
            StageTone::Waiting,
            lang.pick("退回修改", "sent back").to_owned(),
        ),
        None => (
            StageTone::Waiting,
            lang.pick("起草中", "being written").to_owned(),
        ),
    };
    let done = |demand| {
        draft.text.line(demand).is_some_and(|line| {
            line.decision.is_some() && !line.answer.is_empty() && !line.basis.is_empty()
        })
    };
    panel(
        "desk",
        lang.pick("答复台", "Reply desk"),
        Some(&stage_badge(tone, &state)),
        &html! {
            p class="soft small" {
                (lang.pick(format!("第{}稿", draft.revision), format!("Revision {}", draft.revision)))
                " · " (post_name(&file.org_when(saved), draft.author))
            }
            p { a href={ "/matters/" (matter.id) "/draft" } { (lang.pick("阅看文稿", "Read the draft")) } }
            @if let Some(remark) = &draft.remark { p { b { (lang.pick("修改意见：", "To change: ")) } (remark) } }
            ol class="desk-lines" {
                @for id in answerable(matter) {
                    @if let Some(demand) = matter.demands.iter().find(|demand| demand.id == id) {
                        li {
                            (demand.text) " "
                            @if done(id) { (stage_badge(StageTone::Done, lang.pick("已写", "written"))) }
                            @else { (stage_badge(StageTone::Waiting, lang.pick("未写全", "incomplete"))) }
                        }
                    }
                }
            }
            @if !missing.is_empty() {
                p class="small" {
                    b { (lang.pick("还缺：", "Missing: ")) }
                    (missing.iter().map(|(zh, en)| lang.pick(zh.as_str(), en.as_str())).collect::<Vec<_>>().join(lang.pick("、", ", ")))
                }
            }
        },
    )
}

/// The text on the desk was saved, or came back to it.
pub(super) fn saved(event: &Event) -> bool {
    matches!(
        event,
        Event::Desk(DeskEvent::Drafted { .. } | DeskEvent::TakenBack { .. })
    )
}

/// The sentence for an event.
pub(super) fn tell(words: &Words<'_>, event: &DeskEvent) -> Told {
    let name = |post| post_name(words.org, post);
    let (zh, en, body) = match event {
        DeskEvent::Drafted { text, .. } => (
            format!("保存答复文稿，写了{}项", text.lines.len()),
            format!("Saved the draft reply, {} line(s)", text.lines.len()),
            None,
        ),
        DeskEvent::Submitted { to, .. } => (
            format!("送{}审签", name(*to)),
            format!("Submitted to {}", name(*to)),
            None,
        ),
        DeskEvent::Looked { .. } => (
            "审签人已阅".to_owned(),
            "The approver read it".to_owned(),
            None,
        ),
        DeskEvent::SentBack { remark, .. } => (
            "退回修改".to_owned(),
            "Sent back".to_owned(),
            Some(remark.clone()),
        ),
        DeskEvent::TakenBack { reason, .. } => (
            "撤回签发：处理意见书未制发，文稿退回答复台，修改后须重新签发".to_owned(),
            "Signature taken back before the opinion was issued; the draft needs a new one"
                .to_owned(),
            Some(reason.clone()),
        ),
        DeskEvent::Signed { revision } => (
            format!("签发第{revision}稿"),
            format!("Signed revision {revision}"),
            None,
        ),
    };
    Told {
        text: words.lang.pick(zh, en),
        body,
        kind: EventKind::Plain,
    }
}
