//! The petitioner's view of the way: done, now, still to come.

use maud::{Markup, html};

use super::{Icon, Lang, icon};

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RailState {
    /// Behind.
    Done,
    /// Here.
    Now,
    /// Ahead.
    Next,
}

/// One step in plain words.
#[derive(Clone, Debug)]
pub struct RailStep {
    /// "已交给县人社局".
    pub label: String,
    /// When, who, or by when.
    pub note: Option<String>,
    /// Where it stands.
    pub state: RailState,
}

/// The steps one below the other.
pub fn rail(lang: Lang, steps: &[RailStep]) -> Markup {
    html! {
        ol class="rail" aria-label=(lang.pick("办理进度", "Progress")) {
            @for step in steps {
                @let (class, picture, words) = match step.state {
                    RailState::Done => ("rail-done", Icon::Check, lang.pick("已完成", "done")),
                    RailState::Now => ("rail-now", Icon::Go, lang.pick("当前", "now")),
                    RailState::Next => ("rail-next", Icon::Waiting, lang.pick("尚未开始", "to come")),
                };
                li class=(class) aria-current=[(step.state == RailState::Now).then_some("step")] {
                    span class="dot" { (icon(picture)) }
                    div {
                        b { (step.label) } span class="vh" { " (" (words) ")" }
                        @if let Some(note) = &step.note { small { (note) } }
                    }
                }
            }
        }
    }
}
