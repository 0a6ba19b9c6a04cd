//! Every action that people can press, done once through its own form.
//!
//! A walk is one matter and the rows done on it, one after the other: each row's situation is what the rows before it made. A row
//! fills the form that the page shows, by that form's own names, sends it and reads every word typed back from the matter's page.
//! So a renamed field, a form that is read wrongly, a command that does nothing and a text that is kept and never shown all fail.

mod form;
mod handling;
mod intake;
mod later;
mod oversight;
mod petitioner;
mod routing;
pub mod town;
mod walk;

use std::collections::BTreeSet;

use matter::Action;
use office::lists::Verb;

use self::town::Start;
use self::walk::{Row, Walk};

/// One matter and what is done with it.
pub struct Journey {
    pub start: Start,
    pub rows: &'static [Row],
}

/// The whole table.
const TABLE: [&[Journey]; 6] = [
    intake::TABLE,
    routing::TABLE,
    handling::TABLE,
    later::TABLE,
    oversight::TABLE,
    petitioner::TABLE,
];

/// Walks every journey of a subject. After each row every figure on every workbench is the length of its list, and by the end the
/// `verbs` were counted on some workbench.
async fn walk(table: &[Journey], verbs: &[&str]) {
    let mut walk = Walk::new();
    for journey in table {
        walk.begin(journey.start);
        for row in journey.rows {
            if !walk.does(row).await {
                break;
            }
            walk.counts();
        }
    }
    assert!(walk.wrong.is_empty(), "{}", walk.wrong.join("\n\n"));
    let missing: Vec<_> = verbs
        .iter()
        .filter(|verb| !walk.counted.contains(**verb))
        .collect();
    assert!(
        missing.is_empty(),
        "never counted: {missing:?}; counted: {:?}",
        walk.counted
    );
}

/// What only the passing of days or the words of an arrival bring is counted in tests of their own.
const ELSEWHERE: [&str; 8] = [
    "screening",
    "due",
    "late",
    "area-due",
    "area-late",
    "idle",
    "area-idle",
    "beside-late",
];

#[test]
fn every_verb_of_the_workbench_is_counted_by_some_walk() {
    let all = [
        intake::VERBS,
        routing::VERBS,
        handling::VERBS,
        later::VERBS,
        oversight::VERBS,
        petitioner::VERBS,
    ];
    let told: BTreeSet<&str> = all.concat().into_iter().chain(ELSEWHERE).collect();
    let verbs: BTreeSet<&str> = Verb::all().map(|verb| verb.code()).collect();
    assert_eq!(told, verbs);
}

#[test]
fn every_action_that_people_can_press_has_its_row() {
    let mut missing: Vec<&str> = Action::ALL
        .iter()
        // Only the program lets a period end.
        .filter(|action| **action != Action::LapseReview)
        .filter(|action| {
            let rows = TABLE.iter().flat_map(|table| table.iter());
            !rows
                .flat_map(|journey| journey.rows)
                .any(|row| row.action == **action)
        })
        .map(|action| action.code())
        .collect();
    missing.sort_unstable();
    assert_eq!(missing, Vec::<&str>::new());
}
