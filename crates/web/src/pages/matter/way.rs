//! Beside the matter: who helps, who decides, how often it was handed back.

use kernel::UnitId;
use matter::Event;
use matter::routing::{CoTask, RoutingEvent, TaskState};
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
                @let who = named(file, report.to, report.decision.is_some(), |event| matches!(event, RoutingEvent::ReportDecided { .. }));
                (decision(lang, (lang.pick("报请决定", "Reported for decision"), &who), report.decision.as_deref()))
            }
            @if let Some(dispute) = &routing.dispute {
                @let who = named(file, dispute.arbiter, dispute.decision.is_some(), |event| matches!(event, RoutingEvent::DisputeSettled { .. }));
                (decision(lang, (lang.pick("提请裁定", "Dispute"), &who), dispute.decision.as_deref()))
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

/// A unit that has something to decide or to give; once it did, as it was called then.
fn named(
    file: &MatterFile,
    unit: UnitId,
    is_over: bool,
    over: impl Fn(&RoutingEvent) -> bool,
) -> String {
    if !is_over {
        return file.org.unit_name(unit);
    }
    file.org_when(|event| matches!(event, Event::Routing(event) if over(event)))
        .unit_name(unit)
}

fn task_line(lang: Lang, file: &MatterFile, task: &CoTask) -> Markup {
    let over = |event: &RoutingEvent| match (event, &task.state) {
        (RoutingEvent::Contributed { unit, text, .. }, TaskState::Done { text: given, .. }) => {
            *unit == task.unit && text == given
        }
        (RoutingEvent::CoHandlingEnded { unit, why }, TaskState::Ended { why: told }) => {
            *unit == task.unit && why == told
        }
        _ => false,
    };
    let unit = named(file, task.unit, !task.is_open(), over);
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
