//! What leaders read and wrote, what was reported on it, and collective study.

use matter::oversight::{Disposition, Instruction, InstructionEvent};
use matter::{Event, OversightEvent};
use maud::{Markup, html};
use office::matter_file::{MatterFile, post_name};

use super::holder;
use crate::look::{self, Lang, StageTone, stage_badge};

/// The panel.
pub(super) fn panel(lang: Lang, file: &MatterFile) -> Markup {
    let oversight = &file.matter.oversight;
    let waiting: Vec<_> = oversight.readings.iter().filter(|one| !one.read).collect();
    if waiting.is_empty() && oversight.instructions.is_empty() && oversight.studies.is_empty() {
        return html! {};
    }
    let body = html! {
        @for one in waiting {
            @let then = file.org_when(|event| matches!(event, Event::Oversight(OversightEvent::Instruction(InstructionEvent::Submitted(put))) if put.id == one.id));
            div class="stack" {
                p class="tags" { b { (lang.pick("呈", "To ")) (holder(lang, file, &then, one.to, true)) } " " (lang.date(one.on))
                    " " (stage_badge(StageTone::Waiting, lang.pick("待阅批", "to be read"))) }
                p { (one.summary) }
                @if !one.proposal.is_empty() { p class="small" { (lang.pick("拟办：", "Proposed: ")) (one.proposal) } }
            }
        }
        @for one in &oversight.instructions { (written(lang, file, one)) }
        @for study in &oversight.studies {
            div class="stack" {
                h3 { (lang.pick("集体研究", "Collective study")) " " (lang.date(study.on)) }
                p { b { (lang.pick("决定：", "Decision: ")) } (study.decision) }
                details { summary class="small" { (lang.pick("研究记录", "Minutes")) }
                    p class="small" { (lang.pick("参加：", "Members: ")) (study.members) } p { (study.minutes) } }
            }
        }
    };
    look::panel(
        "instructions",
        lang.pick("阅批与批示", "Readings and instructions"),
        None,
        &body,
    )
}

fn written(lang: Lang, file: &MatterFile, one: &Instruction) -> Markup {
    let late = one.due.is_some_and(|due| file.today > due);
    let state = match (&one.report, one.is_open()) {
        (Some(_), _) => stage_badge(StageTone::Done, lang.pick("已落实", "done")),
        (None, true) if late => stage_badge(StageTone::Waiting, lang.pick("逾期", "late")),
        (None, true) => stage_badge(StageTone::Working, lang.pick("办理中", "open")),
        _ => stage_badge(
            StageTone::Ended,
            lang.pick(one.disposition.zh(), one.disposition.en()),
        ),
    };
    let then = file.org_when(|event| {
        matches!(event, Event::Oversight(OversightEvent::Instruction(InstructionEvent::Written(wrote))) if wrote.id == one.id)
    });
    html! {
        div class="stack" id={ "instruction-" (one.id) } {
            p class="tags" { b { (post_name(&then, one.by)) } " " (lang.date(one.on)) " " (state) }
            @if !one.text.is_empty() { p { (one.text) } }
            @if one.disposition == Disposition::Task {
                p class="small soft" {
                    @if let Some(to) = one.to { (then.unit_name(to)) "　" }
                    @if let Some(due) = one.due { (lang.pick("期限 ", "due ")) (lang.date(due)) }
                }
            }
            @if let Some((on, text)) = &one.report { p { b { (lang.date(*on)) (lang.pick(" 落实：", " done: ")) } (text) } }
        }
    }
}
