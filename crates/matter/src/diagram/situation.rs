//! Which sample matters need not be followed, because nothing about them is new.

use std::collections::{BTreeSet, HashSet};

use crate::diagram::later;
use crate::model::matter::Matter;
use crate::model::stage::Stage;

/// What the walks have met so far. A matter is followed when, at its stage, two of its circumstances come together for the
/// first time. All circumstances at once would be far too many combinations; what an action asks for is hardly ever more
/// than a stage and two circumstances, and the random walks of the tests tell when that is not enough.
#[derive(Default)]
pub struct Met {
    pairs: HashSet<(Stage, [(usize, String); 2])>,
}

impl Met {
    /// Whether something about the matter is new; it is known from then on.
    pub fn is_new(&mut self, matter: &Matter) -> bool {
        let all: Vec<(usize, String)> = circumstances(matter).into_iter().enumerate().collect();
        let mut found = false;
        for (at, first) in all.iter().enumerate() {
            for second in &all[at..] {
                let pair = (matter.stage, [first.clone(), second.clone()]);
                found |= self.pairs.insert(pair);
            }
        }
        found
    }
}

/// What the procedure asks about a matter, one circumstance each.
fn circumstances(matter: &Matter) -> Vec<String> {
    if let Some(before) = matter.stage_before_join {
        return vec![format!("joined at {before:?}")];
    }
    let open: BTreeSet<_> = matter
        .open_demands()
        .map(|demand| (demand.purpose, demand.route))
        .collect();
    let unserved: BTreeSet<_> = matter
        .answers
        .iter()
        .filter(|answer| answer.service.is_none())
        .map(|answer| (answer.kind.en(), matter.issued(answer.id).is_some()))
        .collect();
    let mut all = vec![
        format!("{:?}", matter.owner),
        format!("{:?}", matter.weight),
        format!("{:?}", (matter.accepted.is_some(), matter.heard.is_empty())),
        format!("{:?}", (matter.custody.is_empty(), matter.returned)),
        format!("{:?}", matter.routing.objections.is_empty()),
        format!("{:?}", matter.routing.is_settled()),
        format!("{:?}", (matter.accused.is_empty(), matter.held().is_some())),
        format!("{:?}", matter.simple.is_some()),
        format!("{:?}", matter.desk.draft.is_some()),
        format!("{open:?}"),
        format!("{unserved:?}"),
        format!(
            "{:?}",
            (matter.answers.is_empty(), matter.documents.is_empty())
        ),
    ];
    all.extend(later::circumstances(matter));
    all
}
