//! The level rule for visits (第二十条): a visit is made at the reception place of the competent organ's own level or one
//! level up. It concerns visits only; letters, web and telephone petitions may go to any level and are routed.
//!
//! A visit at another level is registered like any other and the visitor is guided. Nothing here punishes.

use serde::{Deserialize, Serialize};

use kernel::UnitId;
use kernel::org::{Org, UnitKind};
use kernel::rulebook::{Rulebook, key};

/// How a reception place stands to the organ that can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Its own level, or one level up.
    Right,
    /// Higher than one level up: levels were skipped.
    Skipped,
    /// Another branch, or below.
    Elsewhere,
}

/// How a visit at `place` stands to the level of `competent`.
pub fn of_visit(place: UnitId, competent: UnitId, org: &Org) -> Level {
    let (here, there) = (areas(place, org), areas(competent, org));
    let (Some(here), Some(_)) = (here.first(), there.first()) else {
        return Level::Elsewhere;
    };
    match there.iter().position(|area| area == here) {
        Some(0 | 1) => Level::Right,
        Some(_) => Level::Skipped,
        None => Level::Elsewhere,
    }
}

/// The areas a unit lies in, its own first. A village is no level of its own: its township's organs decide.
fn areas(unit: UnitId, org: &Org) -> Vec<UnitId> {
    std::iter::once(unit)
        .chain(org.above(unit))
        .filter(|id| {
            org.unit(*id)
                .is_some_and(|unit| matches!(unit.kind, UnitKind::Government | UnitKind::Township))
        })
        .collect()
}

/// How many areas a unit lies in: 1 for the units of the topmost area.
pub fn tier(unit: UnitId, org: &Org) -> usize {
    areas(unit, org).len()
}

/// The limit that splits the routing period of this unit's level, where the rulebook says so (K1a).
pub(crate) fn split_limit(office: UnitId, org: &Org, book: &Rulebook) -> Option<&'static str> {
    const LEVELS: [(&str, &str); 4] = [
        ("national", key::ROUTE_NATIONAL),
        ("province", key::ROUTE_PROVINCE),
        ("city", key::ROUTE_CITY),
        ("county", key::ROUTE_COUNTY),
    ];
    let top = book.word("top_level")?;
    let top = LEVELS.iter().position(|(name, _)| *name == top)?;
    let below = tier(office, org).checked_sub(1)?;
    LEVELS.get(top + below).map(|(_, key)| *key)
}
