//! The diagram in words: each step with its limits and what leads away from it.

use kernel::rulebook::Rulebook;
use matter::Stage;
use matter::diagram::{Diagram, Move};
use maud::{Markup, html};

use super::layout::{full, running};
use crate::look::Lang;

/// The steps in the order of the picture.
pub fn list(diagram: &Diagram, book: &Rulebook, lang: Lang) -> Markup {
    html! {
        ol class="flow-steps" {
            @for stage in diagram.stages() {
                li id={ "step-" (stage.code()) } {
                    h3 { (lang.pick(stage.zh(), stage.en())) }
                    @let limits = running(Some(stage), diagram, book);
                    @if !limits.is_empty() {
                        p class="small" { (lang.pick("可能计算的期限：", "Limits that may run here:")) }
                        ul class="small soft" { @for limit in limits { li { (full(limit, lang)) } } }
                    }
                    @let ways = ways(stage, diagram);
                    @if !ways.is_empty() {
                        p class="small" { (lang.pick("下一步：", "What leads on:")) }
                        ul { @for way in ways { (line(way, lang)) } }
                    }
                }
            }
        }
    }
}

fn ways(stage: Stage, diagram: &Diagram) -> Vec<&Move> {
    diagram
        .moves
        .iter()
        .filter(|step| step.from == Some(stage))
        .collect()
}

fn line(step: &Move, lang: Lang) -> Markup {
    html! {
        @if let Some(action) = step.by {
            li data-move={ (step.from.map_or("", Stage::code)) " " (action.code()) " " (step.to.code()) } {
                (lang.pick(action.zh(), action.en())) " → "
                a href={ "#step-" (step.to.code()) } { (lang.pick(step.to.zh(), step.to.en())) }
            }
        }
    }
}
