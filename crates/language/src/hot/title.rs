//! What an issue is called, and where it is.

use std::collections::HashMap;

use super::TELLING;
use super::group::Group;
use super::rarity::Rarities;
use crate::words::{RAREST, rarity};

/// The subject of the petition most like the others; of equals the shorter.
pub(super) fn title(group: &Group) -> String {
    let said = group
        .central()
        .filter(|(member, _)| !member.subject.trim().is_empty());
    let likest = said.max_by(|a, b| {
        a.1.total_cmp(&b.1)
            .then(b.0.subject.len().cmp(&a.0.subject.len()))
            .then(b.0.id.cmp(&a.0.id))
    });
    likest.map_or_else(String::new, |(member, _)| member.subject.trim().to_owned())
}

/// Where an issue is: a name that many of its petitions share, and the place it stands in, as they write it.
pub(super) struct Anchor {
    /// The place; none where the name is a code.
    pub place: Option<String>,
}

/// A name must stand in this share of the petitions.
const OFTEN: f32 = 0.33;
/// A code, which may be any number, in this share.
const CODE: f32 = 0.5;

/// Finds the anchor of a group. A group without one is a topic, not an event: the same trouble in many places.
#[allow(clippy::cast_precision_loss)]
pub(super) fn anchor(group: &Group, rarities: &Rarities) -> Option<Anchor> {
    let all = group.len() as f32;
    let mut code = false;
    let mut names: Vec<&str> = Vec::new();
    for (name, count) in group.names() {
        let word = rarities.word(name);
        let share = count as f32 / all;
        if rarities.of(name) < TELLING || share < OFTEN {
            continue;
        }
        if word.is_ascii() {
            code |= share >= CODE && !is_year(word) && word.len() > 1;
        }
        names.push(word);
    }
    let mut named: HashMap<&str, usize> = HashMap::new();
    for place in group.members().iter().flat_map(|member| &member.places) {
        if !is_wide(place) && names.iter().any(|name| place.contains(name)) {
            *named.entry(place).or_default() += 1;
        }
    }
    // A name the language does not know is a proper one: 青禾里, not 搅拌站.
    let proper = |place: &str| {
        names
            .iter()
            .any(|name| place.contains(name) && rarity(name) >= RAREST)
    };
    let likest = named
        .into_iter()
        .filter(|(_, times)| *times as f32 >= OFTEN * all)
        .max_by_key(|&(place, times)| (proper(place), times, place.len(), place));
    let place = likest.map(|(place, _)| place.to_owned());
    (place.is_some() || code).then_some(Anchor { place })
}

/// Towns and streets hold many troubles: a name of one proves no event.
fn is_wide(place: &str) -> bool {
    ["街道", "镇", "乡", "开发区"]
        .iter()
        .any(|end| place.ends_with(end))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}
