//! Follow-ups and the archived file.

use matter::oversight::ArchiveEvent;
use matter::{Event, OversightEvent};
use maud::{Markup, html};
use office::matter_file::{MatterFile, post_name};

use crate::look::{Lang, StageTone, panel, stage_badge};

/// Follow-ups, due and made.
pub(super) fn follow_ups(lang: Lang, file: &MatterFile) -> Markup {
    let all = &file.matter.oversight.follow_ups;
    if all.is_empty() {
        return html! {};
    }
    let body = html! {
        @for one in all {
            div class="stack" {
                p class="tags" {
                    b { (lang.pick(one.reason.zh(), one.reason.en())) } " " (one.why) " "
                    @match (one.on, one.outcome) {
                        (Some(on), Some(outcome)) => {
                            (lang.date(on)) " " @if let Some(method) = one.method { (lang.pick(method.zh(), method.en())) } " "
                            (stage_badge(StageTone::Done, lang.pick(outcome.zh(), outcome.en())))
                        },
                        _ if one.dropped => (stage_badge(StageTone::Ended, lang.pick("已取消", "dropped"))),
                        _ => {
                            (stage_badge(StageTone::Working, lang.pick("待回访", "due"))) " "
                            (file.org.unit_name(one.unit)) "　" (lang.pick("期限 ", "due ")) (lang.date(one.due))
                        },
                    }
                }
                @if !one.tries.is_empty() && one.is_open() {
                    p class="small" { (lang.pick(format!("已联系 {} 次，未联系上", one.tries.len()), format!("{} tries in vain", one.tries.len()))) }
                }
                @if !one.words.is_empty() { p { (one.words) } }
                @if !one.reopened.is_empty() {
                    p class="small" { (lang.pick("重新办理的诉求：", "Reopened demands: "))
                        (one.reopened.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")) }
                }
            }
        }
    };
    panel("follow-ups", lang.pick("回访", "Follow-up"), None, &body)
}

/// The file was archived.
fn archived(event: &Event) -> bool {
    matches!(
        event,
        Event::Oversight(OversightEvent::Archive(ArchiveEvent::Archived(_)))
    )
}

/// The archived file with its contents list.
pub(super) fn archive(lang: Lang, file: &MatterFile) -> Markup {
    let Some(kept) = &file.matter.oversight.archive else {
        return html! {};
    };
    let body = html! {
        p { (lang.pick("保管期限：", "Kept: ")) b { (lang.pick(kept.class.zh(), kept.class.en())) }
            "　" span class="small soft" { (lang.date(kept.on)) "　" (post_name(&file.org_when(archived), kept.by)) } }
        @if !kept.note.is_empty() { p { (kept.note) } }
        ol class="small" {
            @for line in &kept.contents {
                li { (line.title) @if let Some(on) = line.on { "　" (lang.date(on)) }
                    @if !line.remark.is_empty() { "　" span class="soft" { (line.remark) } } }
            }
        }
    };
    panel(
        "archive",
        lang.pick("归档：卷内目录", "Archive: contents"),
        None,
        &body,
    )
}
