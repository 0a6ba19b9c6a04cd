//! The content category: what was suggested stands beside what a clerk decided, and a correction is an entry.

use kernel::org::Role::{Clerk, Handler, Supervisor};
use matter::petition::Purpose::Appeal;
use matter::{Action, Command, Event, Screening, Sorting, Suggested};

use crate::common::case::Case;
use crate::common::{HOUSING, OFFICE, WATER, arrival};

fn sorted(category: &str, suggested: Option<(&str, u8)>) -> Command {
    Command::SetCategory(Sorting {
        category: category.to_owned(),
        suggested: suggested.map(|(label, percent)| Suggested {
            label: label.to_owned(),
            percent,
        }),
    })
}

#[test]
fn a_clerk_corrects_the_category_and_what_was_suggested_is_kept() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk)
        .does(sorted(" 物业管理 ", Some(("城乡建设", 61))));
    assert_eq!(case.matter.category.as_deref(), Some("物业管理"));
    let last = case.events.last().unwrap();
    let Event::Sorted { sorting, .. } = last else {
        panic!("{last:?}");
    };
    let suggested = sorting.suggested.as_ref().unwrap();
    assert_eq!(
        (suggested.label.as_str(), suggested.percent),
        ("城乡建设", 61)
    );
}

#[test]
fn a_category_needs_a_name_and_a_change() {
    let mut case = Case::registered(&[Appeal]);
    case.by(OFFICE, Clerk).does(sorted("教育", None));
    for again in ["教育", "  ", &"长".repeat(41)] {
        case.refuses(sorted(again, None));
    }
}

#[test]
fn whoever_answers_or_registered_sorts_and_nobody_else() {
    let mut case = Case::accepted(&[Appeal]);
    let allowed = |case: &Case| {
        let choices = case.options();
        let choice = choices
            .iter()
            .find(|choice| choice.action == Action::SetCategory);
        choice.unwrap().verdict.is_ok()
    };
    assert!(allowed(case.by(HOUSING, Handler)));
    assert!(allowed(case.by(OFFICE, Clerk)));
    assert!(!allowed(case.by(OFFICE, Supervisor)));
    assert!(!allowed(case.by(WATER, Clerk)));
}

#[test]
fn a_registration_keeps_what_was_suggested_then() {
    let screening = |suggested| Screening {
        demands: vec![(Appeal, "维修屋面".to_owned())],
        category: Some("住房".to_owned()),
        suggested,
        ..Screening::default()
    };
    let mut by_hand = Case::open(arrival(OFFICE, "2026-03-02"));
    by_hand
        .by(OFFICE, Clerk)
        .does(Command::Register(screening(None)));
    assert!(
        !by_hand
            .events
            .iter()
            .any(|event| matches!(event, Event::Sorted { .. }))
    );
    let mut suggested = Case::open(arrival(OFFICE, "2026-03-02"));
    suggested
        .by(OFFICE, Clerk)
        .does(Command::Register(screening(Some(Suggested {
            label: "住房".to_owned(),
            percent: 93,
        }))));
    assert!(
        suggested
            .events
            .iter()
            .any(|event| matches!(event, Event::Sorted { .. }))
    );
    assert_eq!(suggested.matter.category.as_deref(), Some("住房"));
}
