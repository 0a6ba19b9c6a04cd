//! Random lives against a small model: whoever asks for whatever in whatever order, the invariants of the design hold.
//!
//! The walks are the same in every run; `HUIYIN_WALKS=5000 cargo test -p huiyin-matter --test model` takes more of them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod choose;
mod desk;
mod documents;
mod invariants;
mod mirror;
mod oversight;
mod papers;
mod reviews;
mod rights;
mod way;
mod world;

use std::cell::RefCell;
use std::collections::BTreeSet;

use matter::diagram::{Diagram, Move};
use matter::{Action, Stage};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use world::World;

/// What one step is drawn from: the matter, who acts, what, two details, and whether days pass.
pub(crate) type Draw = (u8, u8, u8, u8, u8, u8);

/// What the walks have reached together, so that a walk that goes nowhere cannot pass for proof.
#[derive(Default)]
pub(crate) struct Reached {
    pub(crate) stages: BTreeSet<Stage>,
    pub(crate) actions: BTreeSet<Action>,
    pub(crate) moves: BTreeSet<Move>,
    pub(crate) accepted: usize,
    pub(crate) refused: usize,
    pub(crate) takeovers: usize,
}

#[test]
fn the_invariants_hold_on_every_walk() {
    let walks = std::env::var("HUIYIN_WALKS")
        .ok()
        .and_then(|text| text.parse().ok());
    let config = Config {
        cases: walks.unwrap_or(900),
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let reached = RefCell::new(Reached::default());
    let draws = vec(any::<Draw>(), 40..120);
    let walk = |(setup, draws): (u8, Vec<Draw>)| {
        // A third of the walks begins where a first answer is served or a mediation begun.
        let mut world = if draws.len().is_multiple_of(3) {
            World::ahead(setup)
        } else {
            World::new(setup)
        };
        for draw in draws {
            world.step(draw, &mut reached.borrow_mut());
        }
        Ok(())
    };
    TestRunner::new_with_rng(config, rng)
        .run(&(any::<u8>(), draws), walk)
        .unwrap();

    let reached = reached.into_inner();
    let all: BTreeSet<_> = Stage::ALL.iter().copied().collect();
    assert_eq!(reached.stages, all, "a stage was never reached");
    let all: BTreeSet<_> = Action::ALL.iter().copied().collect();
    assert_eq!(reached.actions, all, "an action was never accepted");
    let drawn = Diagram::of(&common::COUNTY.rulebook, &common::COUNTY.calendar);
    let missing: Vec<_> = reached.moves.difference(&drawn.moves).collect();
    assert!(
        missing.is_empty(),
        "the diagram lacks what a walk did: {missing:?}"
    );
    assert!(
        reached.accepted > 2000,
        "{} steps accepted",
        reached.accepted
    );
    assert!(reached.refused > 500, "{} steps refused", reached.refused);
    assert!(
        reached.takeovers > 5,
        "{} accused owners replaced",
        reached.takeovers
    );
}
