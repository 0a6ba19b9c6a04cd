//! Beside the matter: who helps, who decides, how often it was handed back.

use domain::matter::Event;
use domain::matter::routing::{CoTask, TaskState};
use maud::{Markup, html};
use office::matter_file::MatterFile;

use crate::look::{Lang, StageTone, panel, stage_badge};

/// The panel; nothing where the matter went its way alone.
pub(super) fn panel_of(lang: Lang, file: &MatterFile) -> Markup {
    let routing = &file.matter.routing;
    let alone = routing.tasks.is_empty() && routing.report.is_none() && routing.dispute.is_none();
    if alone {
        return html! {};
    }
    panel(
        "way",
        lang.pick("协办与裁定", "Co-handling and decisions"),
        None,
        &html! {
            @if let Some(report) = &routing.report {
                (decision(lang, (lang.pick("报请决定", "Reported for decision"), &file.org_when(routed).unit_name(report.to)), report.decision.as_deref()))
            }
            @if let Some(dispute) = &routing.dispute {
                (decision(lang, (lang.pick("提请裁定", "Dispute"), &file.org_when(routed).unit_name(dispute.arbiter)), dispute.decision.as_deref()))
            }
            @if !routing.tasks.is_empty() {
                p class="small soft" {
                    (lang.pick("牵头：", "Lead: ")) (file.org.unit_name(file.matter.owner))
                    (lang.pick("，对整件事项负责", ", answers for the whole"))
                }
                ol class="stack small" { @for task in &routing.tasks { li { (task_line(lang, file, task)) } } }
            }
        },
    )
}

fn decision(lang: Lang, (what, who): (&str, &str), text: Option<&str>) -> Markup {
    html! {
        div class="stack small" {
            p class="tags" {
                b { (what) } " " (who) " "
                @match text {
                    Some(_) => (stage_badge(StageTone::Done, lang.pick("已决定", "decided"))),
                    None => (stage_badge(StageTone::Waiting, lang.pick("待决定", "waiting"))),
                }
            }
            @if let Some(text) = text { p { (text) } }
        }
    }
}

/// Something was decided about its way.
fn routed(event: &Event) -> bool {
    matches!(event, Event::Routing(_))
}

fn task_line(lang: Lang, file: &MatterFile, task: &CoTask) -> Markup {
    let unit = match &task.state {
        TaskState::Done { on, .. } => file.unit_name_on(task.unit, *on),
        TaskState::Open | TaskState::Ended { .. } => file.org.unit_name(task.unit),
    };
    let due = lang.date(task.due);
    let badge = match &task.state {
        TaskState::Open => stage_badge(
            StageTone::Waiting,
            &lang.pick(format!("{due}前反馈"), format!("due {due}")),
        ),
        TaskState::Done { on, .. } => {
            let on = lang.date(*on);
            stage_badge(
                StageTone::Done,
                &lang.pick(format!("{on}已反馈"), format!("given {on}")),
            )
        }
        TaskState::Ended { .. } => stage_badge(StageTone::Ended, lang.pick("已撤回", "withdrawn")),
    };
    html! {
        p class="tags" { b { (unit) } " " (badge) }
        p { (task.request) }
        @match &task.state {
            TaskState::Done { text, .. } => blockquote { (text) },
            TaskState::Ended { why } => p class="soft" { (why) },
            TaskState::Open => {},
        }
    }
}
