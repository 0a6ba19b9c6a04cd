//! The layout as SVG.

use maud::{Markup, html};

use super::layout::{BOX_WIDTH, BOX_X, Bus, HEAD, LINE, Picture, Step, WORDS_X};
use crate::look::Lang;

/// The picture in a frame that scrolls.
pub fn svg(picture: &Picture, lang: Lang) -> Markup {
    let (width, height) = (picture.width, picture.height);
    html! {
        div class="flow" role="region" tabindex="0" aria-label=(lang.pick("流程图，可以左右滚动", "The diagram; scrolls sideways")) {
            svg width=(width) height=(height) viewBox=(format!("0 0 {width} {height}")) role="img"
                aria-label=(lang.pick("办理流程图；文字内容见下方", "The procedure; in words below") ) {
                @for bus in &picture.buses { (lines(bus)) }
                @for step in &picture.steps { (step_box(step)) }
            }
        }
    }
}

/// The lines to one step: from above drawn through, from below dashed, with an arrow where they arrive.
fn lines(bus: &Bus) -> Markup {
    let Bus { x, to, .. } = *bus;
    let edge = BOX_X + BOX_WIDTH;
    let ys = || bus.from.iter().map(|(_, y)| *y);
    let above = ys().filter(|y| *y <= to).min();
    let below = ys().filter(|y| *y > to).max();
    html! {
        g class={ "flow-" (bus.colour) } {
            @if let Some(first) = above { path d=(format!("M{x} {first}V{to}")) {} }
            @if let Some(last) = below { path class="flow-back" d=(format!("M{x} {last}V{to}")) {} }
            path d=(format!("M{x} {to}H{}", edge + 7)) {}
            path class="flow-head" d=(format!("M{edge} {to}l9 -5v10z")) {}
            @for (start, y) in &bus.from {
                path class=[(*y > to).then_some("flow-back")] d=(format!("M{start} {y}H{x}")) {}
                circle cx=(x) cy=(y) r="2.5" {}
            }
        }
    }
}

fn step_box(step: &Step) -> Markup {
    html! {
        rect class=(if step.first { "flow-start" } else { "flow-step" }) x=(BOX_X) y=(step.top) width=(BOX_WIDTH) height=(step.height) rx="4" {}
        text class="flow-name" x=(BOX_X + 12) y=(step.top + HEAD + 5) { (step.name) }
        @for (line, (short, full)) in (1..).zip(&step.limits) {
            text x=(BOX_X + 12) y=(step.top + HEAD + line * LINE + 5) { title { (full) } (short) }
        }
        @for (middle, words) in &step.words {
            text class="flow-words" x=(WORDS_X) y=(middle + 4) { (words) }
        }
    }
}
