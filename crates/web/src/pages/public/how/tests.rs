#![allow(clippy::unwrap_used)]
//! What the diagram shows and how it stands.

use std::collections::BTreeSet;

use kernel::calendar::Calendar;
use kernel::rulebook::Rulebook;
use matter::Stage;
use matter::diagram::Diagram;

use super::layout::{Picture, WORDS_X, lay_out};
use super::{draw, drawn, steps};
use crate::look::Lang;

fn national() -> (std::sync::Arc<Diagram>, Rulebook) {
    let book = Rulebook::national();
    (drawn(&book, &Calendar::national()), book)
}

fn picture(lang: Lang) -> Picture {
    let (diagram, book) = national();
    lay_out(&diagram, &book, lang)
}

#[test]
fn every_stage_has_its_box_and_every_limit_that_runs_there_its_line() {
    let (diagram, book) = national();
    for lang in [Lang::Zh, Lang::En] {
        let svg = draw::svg(&lay_out(&diagram, &book, lang), lang).into_string();
        for stage in diagram.stages() {
            let name = format!(">{}</text>", lang.pick(stage.zh(), stage.en()));
            assert!(svg.contains(&name), "{name}");
        }
        for key in diagram.clocks.values().flatten() {
            assert!(svg.contains(&format!("{key} ")), "{key}");
        }
        for step in &diagram.moves {
            let name = step
                .by
                .map_or("", |action| lang.pick(action.zh(), action.en()));
            assert!(svg.contains(name), "{name}");
        }
    }
}

#[test]
fn the_words_name_every_move() {
    let (diagram, book) = national();
    let list = steps::list(&diagram, &book, Lang::Zh).into_string();
    for step in &diagram.moves {
        let (Some(from), Some(by)) = (step.from, step.by) else {
            continue;
        };
        let shown = format!(
            "data-move=\"{} {} {}\"",
            from.code(),
            by.code(),
            step.to.code()
        );
        assert!(list.contains(&shown), "{shown}");
    }
}

#[test]
fn no_box_covers_another_and_no_two_lanes_lie_upon_each_other() {
    for lang in [Lang::Zh, Lang::En] {
        let picture = picture(lang);
        for pair in picture.steps.windows(2) {
            assert!(pair[0].top + pair[0].height < pair[1].top);
        }
        for step in &picture.steps {
            let bottom = step.top + step.height;
            assert!(
                step.words
                    .iter()
                    .all(|(y, _)| (step.top..bottom).contains(y))
            );
        }
        let mut used = BTreeSet::new();
        for bus in &picture.buses {
            let ys = || bus.from.iter().map(|(_, y)| *y).chain([bus.to]);
            for y in ys().min().unwrap()..=ys().max().unwrap() {
                assert!(used.insert((bus.x, y)), "two lanes at {} {y}", bus.x);
            }
            assert!(bus.from.iter().all(|(x, _)| (WORDS_X..bus.x).contains(x)));
        }
    }
}

#[test]
fn each_line_leads_to_a_step_below_unless_it_leads_back() {
    let (diagram, _) = national();
    assert!(diagram.stages().contains(&Stage::Closed));
    let picture = picture(Lang::Zh);
    let heads: BTreeSet<i32> = picture.steps.iter().map(|step| step.top).collect();
    for bus in &picture.buses {
        assert!(heads.contains(&(bus.to - super::layout::HEAD)));
    }
}
