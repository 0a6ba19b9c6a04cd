//! When two sample matters need not both be followed.

use std::collections::BTreeSet;

use crate::matter::{Matter, Stage};

/// What sets a matter apart from another as far as the procedure asks: two matters in one situation go the same ways.
pub fn situation(matter: &Matter) -> String {
    if let Some(before) = matter.stage_before_join {
        return format!("joined at {before:?}");
    }
    let open: BTreeSet<_> = matter
        .open_demands()
        .map(|demand| (demand.purpose, demand.route))
        .collect();
    let unserved: BTreeSet<_> = matter
        .answers
        .iter()
        .filter(|answer| answer.service.is_none())
        .map(|answer| answer.kind.en())
        .collect();
    let early = matter.stage == Stage::Registered;
    format!(
        "{:?}",
        (
            (matter.stage, matter.owner, early.then_some(matter.weight)),
            (matter.accepted.is_some(), matter.heard.is_empty()),
            (matter.custody.is_empty(), matter.returned),
            (
                matter.routing.objections.is_empty(),
                matter.routing.is_settled(),
            ),
            (matter.accused.is_empty(), matter.simple.is_some()),
            matter.desk.draft.is_some(),
            (
                open,
                unserved,
                matter.answers.is_empty(),
                matter.documents.is_empty(),
            ),
        )
    )
}
