//! The diagram of the procedure shows what the code does. That it shows everything the code does is the random model's
//! proof: no walk may change a stage in a way that the diagram does not have (`tests/model`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kernel::rulebook::Rulebook;
use matter::diagram::{Diagram, Move};
use matter::{Action, Stage};

use crate::common::COUNTY;

static DRAWN: LazyLock<Diagram> = LazyLock::new(|| Diagram::of(&COUNTY.rulebook, &COUNTY.calendar));

#[test]
fn every_stage_is_in_the_diagram() {
    // Suspension is a local institution.
    assert_eq!(DRAWN.unused(), [Stage::Suspended]);
    let local = Rulebook::national()
        .tightened_by(include_str!(
            "../../../../rulebooks/examples/review-shandong-style.toml"
        ))
        .unwrap();
    let drawn = Diagram::of(&local, &COUNTY.calendar);
    assert_eq!(drawn.unused(), Vec::<Stage>::new());
}

#[test]
fn every_stage_is_left_again_or_reopened() {
    for stage in Stage::ALL {
        if *stage == Stage::Suspended {
            continue;
        }
        assert!(
            DRAWN.moves.iter().any(|step| step.from == Some(*stage)),
            "{stage:?} is a dead end"
        );
    }
}

#[test]
fn the_diagram_is_the_same_each_time() {
    assert_eq!(*DRAWN, Diagram::of(&COUNTY.rulebook, &COUNTY.calendar));
}

#[test]
fn the_ordinary_way_of_an_appeal_is_drawn() {
    let way = [
        (Stage::Registered, Action::Transfer, Stage::Transferred),
        (Stage::Transferred, Action::Accept, Stage::Handling),
        (Stage::Handling, Action::IssueOpinion, Stage::Answered),
        (Stage::Answered, Action::Serve, Stage::Served),
        (Stage::Served, Action::Close, Stage::Closed),
    ];
    for (from, by, to) in way {
        let step = Move {
            from: Some(from),
            by: Some(by),
            to,
        };
        assert!(DRAWN.moves.contains(&step), "{step:?}");
    }
}

#[test]
fn each_stage_shows_the_clocks_that_run_there() {
    let at = |stage: Stage| -> BTreeSet<&str> {
        DRAWN.clocks[&stage]
            .iter()
            .map(|key| key.as_str())
            .collect()
    };
    assert!(at(Stage::Registered).contains("K1"));
    assert!(at(Stage::Transferred).is_superset(&["K3", "K4", "K5"].into()));
    assert!(at(Stage::Handling).contains("K6"));
    assert!(!at(Stage::Registered).contains("K6"));
    assert!(at(Stage::Served).contains("K9"));
    assert!(
        !at(Stage::Registered).contains("K9") && !at(Stage::Handling).contains("K11"),
        "the review of another demand is no clock of this step"
    );
    assert!(at(Stage::Reviewing).contains("K11") && at(Stage::Executing).contains("K32"));
}
