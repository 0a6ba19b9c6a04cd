//! Hot issues: petitions about one event in one place, grouped as they come in.
//!
//! Each petition becomes weighted words of two kinds, names (places, codes, unknown pairs of characters) and facts. It joins the group
//! whose words it shares most, if the two have a telling name in common: without one, "noise of building sites" all over a county
//! would be one issue. Words weigh by how rare they are here: in the language at large at first, in what has come in later. A petition
//! that stands between two groups joins them, if the groups are alike.
//!
//! An issue speaks of a trouble and a place, never of persons: petitioners are counted, not kept apart.

mod group;
mod rarity;
mod title;

use std::collections::{HashMap, HashSet};

use crate::places::places;
use crate::same::count;
use crate::words::{Word, Words};
use group::Group;
use rarity::Rarities;

/// A petition as it comes in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Incoming<'a> {
    /// Whatever finds it again.
    pub id: &'a str,
    /// Subject line.
    pub subject: &'a str,
    /// Full text.
    pub body: &'a str,
    /// Opaque mark of the petitioner (never a name): equal for equal people.
    pub petitioner: Option<&'a str>,
    /// Day of arrival, in days since 1970-01-01.
    pub on: i64,
    /// Others who said they agree, where the channel counts that.
    pub support: u32,
}

/// Petitions about one event in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// The subject of the petition that says it most like the others.
    pub title: String,
    /// The place most of them name.
    pub place: Option<String>,
    /// Words most of them share, most telling first, at most five.
    pub words: Vec<String>,
    /// Day of the first and of the last petition, in days since 1970-01-01.
    pub span: (i64, i64),
    /// Petitions, in order of arrival.
    pub ids: Vec<String>,
    /// Different petitioners; a petition without a known one counts as one.
    pub petitioners: usize,
    /// Petitions in the seven days up to the last day anything came in, and in the seven days before.
    pub growth: (usize, usize),
    /// See [`HotIssues::issues`].
    pub heat: f32,
}

/// Groups petitions as they come in.
#[derive(Debug, Default)]
pub struct HotIssues {
    rarities: Rarities,
    groups: Vec<Group>,
    /// Groups by the names most of their petitions share.
    by_name: HashMap<u32, Vec<u32>>,
    last: i64,
}

/// How alike a petition and a group must be, 0 to 1, before it joins.
const JOINS: f32 = 0.34;
/// How much of that must be what happened: neighbours with different troubles share a place and no more.
const FACTS: f32 = 0.035;
/// How alike two groups must be before a petition between them makes them one.
const MERGES: f32 = 0.45;
/// Below this rarity a name is too common here to prove the same place: more than about one petition in thirty has it.
const TELLING: f32 = 3.4;
/// The most groups compared with a petition.
const COMPARED: usize = 40;
/// A group without a petition for this many days takes no more: what comes then is new.
const ASLEEP: i64 = 180;
/// A word of the subject counts as often as this many in the body.
const SUBJECT: f32 = 3.0;
/// Names weigh this many times as much as facts.
const NAME: f32 = 1.5;

/// The words of a petition, by number, each weight positive, of length one; and which of them are telling names.
struct Reading {
    vector: Vec<(u32, f32)>,
    /// Those of `vector` that tell a place or a code.
    names: Vec<(u32, f32)>,
    /// Those of `vector` that tell what happened.
    facts: Vec<(u32, f32)>,
}

impl HotIssues {
    /// No petitions yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a petition; in order of arrival gives the best groups. Returns the number of the group it is in for now.
    pub fn add(&mut self, words: &Words, petition: &Incoming<'_>) -> usize {
        let cut = [
            words.reading(petition.subject),
            words.reading(petition.body),
        ];
        let reading = self.read(words, &cut);
        self.last = self.last.max(petition.on);
        let best = self.nearest(&reading, petition.on);
        let mut at = match best.first() {
            Some(&(group, likeness)) if likeness >= JOINS => group,
            _ => {
                self.groups.push(Group::default());
                self.groups.len() - 1
            }
        };
        let mut named = places(words, &cut[0]);
        named.extend(places(words, &cut[1]));
        named.sort_unstable();
        named.dedup();
        let new_names = self.groups[at].take(petition, &reading.vector, &reading.names, named);
        for name in new_names {
            self.by_name.entry(name).or_default().push(at as u32);
        }
        if let Some(&(other, likeness)) = best.get(1)
            && likeness >= JOINS
            && self.groups[at].likeness_to(&self.groups[other]) >= MERGES
        {
            at = self.merge(at, other);
        }
        at
    }

    fn read(&mut self, words: &Words, [subject, body]: &[Vec<Word>; 2]) -> Reading {
        let (mut facts, mut names) = (HashMap::new(), HashMap::new());
        for (part, times) in [(subject, SUBJECT), (body, 1.0)] {
            count(words, part, times, &mut facts, &mut names);
        }
        let mut reading = Reading {
            vector: Vec::with_capacity(facts.len() + names.len()),
            names: Vec::new(),
            facts: Vec::with_capacity(facts.len()),
        };
        let all = names.into_iter().map(|(word, times)| (word, times, true));
        let all = all.chain(facts.into_iter().map(|(word, times)| (word, times, false)));
        for (word, times, name) in all {
            let (number, rarity) = self.rarities.meet(&word, name && words.is_own(&word));
            let weight = (1.0 + times.ln().max(0.0)) * rarity * if name { NAME } else { 1.0 };
            reading.vector.push((number, weight));
            if !name {
                reading.facts.push((number, weight));
            } else if rarity >= TELLING {
                reading.names.push((number, weight));
            }
        }
        self.rarities.end_of_petition();
        reading.vector.sort_unstable_by_key(|(number, _)| *number);
        let square: f32 = reading.vector.iter().map(|(_, w)| w * w).sum();
        let length = square.sqrt().max(f32::MIN_POSITIVE);
        let parts = reading.names.iter_mut().chain(&mut reading.facts);
        for (_, weight) in reading.vector.iter_mut().chain(parts) {
            *weight /= length;
        }
        reading
    }

    /// The two groups most like a petition among those that share a telling name, likest first.
    fn nearest(&mut self, reading: &Reading, on: i64) -> Vec<(usize, f32)> {
        let mut shared: HashMap<u32, f32> = HashMap::new();
        for (name, weight) in &reading.names {
            let Some(groups) = self.by_name.get_mut(name) else {
                continue;
            };
            groups.retain(|&group| self.groups[group as usize].is_awake(on, ASLEEP));
            for &group in &*groups {
                *shared.entry(group).or_default() += weight;
            }
        }
        let mut candidates: Vec<(u32, f32)> = shared.into_iter().collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let closest = candidates.into_iter().take(COMPARED);
        let mut likest: Vec<(usize, f32)> = closest
            .map(|(group, _)| {
                let group = group as usize;
                (
                    group,
                    self.groups[group].likeness(&reading.vector, &reading.facts),
                )
            })
            .collect();
        likest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        likest.truncate(2);
        likest
    }

    /// Makes two groups one; returns which.
    fn merge(&mut self, a: usize, b: usize) -> usize {
        let (into, from) = if self.groups[a].len() >= self.groups[b].len() {
            (a, b)
        } else {
            (b, a)
        };
        let gone = std::mem::take(&mut self.groups[from]);
        for (name, _) in gone.names() {
            if let Some(groups) = self.by_name.get_mut(&name) {
                groups.retain(|group| *group as usize != from);
            }
        }
        for name in self.groups[into].swallow(gone) {
            let groups = self.by_name.entry(name).or_default();
            if !groups.contains(&(into as u32)) {
                groups.push(into as u32);
            }
        }
        into
    }

    /// Groups of at least `least` petitions, hottest first.
    ///
    /// Heat = petitioners + ½ × (petitions − petitioners) + ln(1 + support): each person counts once in full, each repetition half, and
    /// clicks of agreement, which cost nothing, by their logarithm.
    #[must_use]
    pub fn issues(&self, least: usize) -> Vec<Issue> {
        let grown = self
            .groups
            .iter()
            .filter(|group| group.len() >= least.max(1));
        let mut issues: Vec<Issue> = grown.filter_map(|group| self.issue(group)).collect();
        issues.sort_by(|a, b| b.heat.total_cmp(&a.heat).then_with(|| a.ids.cmp(&b.ids)));
        issues
    }

    #[allow(clippy::cast_precision_loss)]
    fn issue(&self, group: &Group) -> Option<Issue> {
        let anchor = title::anchor(group, &self.rarities)?;
        let members = group.members();
        let mut people: HashSet<&str> = HashSet::new();
        people.extend(members.iter().filter_map(|m| m.petitioner.as_deref()));
        let unknown = members.iter().filter(|m| m.petitioner.is_none());
        let petitioners = unknown.count() + people.len();
        let support: u64 = members.iter().map(|m| u64::from(m.support)).sum();
        let within =
            |from: i64, to: i64| members.iter().filter(|m| from < m.on && m.on <= to).count();
        let days = members.iter().map(|m| m.on);
        Some(Issue {
            title: title::title(group),
            place: anchor.place,
            words: group.telling_words(&self.rarities, 5),
            span: (days.clone().min().unwrap_or(0), days.max().unwrap_or(0)),
            ids: members.iter().map(|m| m.id.clone()).collect(),
            petitioners,
            growth: (
                within(self.last - 7, self.last),
                within(self.last - 14, self.last - 7),
            ),
            heat: petitioners as f32
                + 0.5 * (members.len() - petitioners) as f32
                + (1.0 + support as f32).ln(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOISE: [&str; 4] = [
        "蓢塘花园旁边的搅拌站夜里施工，噪音扰民，粉尘很大",
        "投诉蓢塘花园附近搅拌站噪音粉尘污染",
        "搅拌站粉尘飘进蓢塘花园，孩子咳嗽，噪音整夜不停",
        "蓢塘花园小区门口新建搅拌站，噪音大粉尘大",
    ];
    const LIFTS: [&str; 2] = [
        "枧水苑5栋电梯经常困人，维修基金用不了",
        "枧水苑电梯困人三次，物业不维修电梯",
    ];

    fn issues(told: &[(&str, &str)]) -> Vec<Issue> {
        let words = Words::new();
        let mut hot = HotIssues::new();
        for (on, (petitioner, text)) in (0i64..).zip(told) {
            let id = format!("{on}");
            hot.add(
                &words,
                &Incoming {
                    id: &id,
                    subject: text,
                    body: text,
                    petitioner: Some(petitioner),
                    on: 20_000 + on,
                    support: 0,
                },
            );
        }
        hot.issues(2)
    }

    #[test]
    fn petitions_about_one_event_in_one_place_are_one_issue() {
        let mut told: Vec<(&str, &str)> = ["a", "b", "c", "a"].into_iter().zip(NOISE).collect();
        told.insert(2, ("d", LIFTS[0]));
        told.push(("e", LIFTS[1]));
        let found = issues(&told);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].ids, ["0", "1", "3", "4"]);
        assert_eq!(found[0].place.as_deref(), Some("蓢塘花园"));
        assert_eq!(found[0].span, (20_000, 20_004));
        assert_eq!(found[0].petitioners, 3);
        assert!((found[0].heat - 3.5).abs() < 1e-6, "{}", found[0].heat);
        assert_eq!(found[1].ids, ["2", "5"]);
    }

    #[test]
    fn the_same_trouble_in_many_places_is_a_topic_and_no_issue() {
        let told = [
            ("a", "蓢塘花园电梯困人"),
            ("b", "枧水苑电梯困人"),
            ("c", "坜头村电梯困人"),
            ("d", "涌尾里电梯困人"),
        ];
        assert!(issues(&told).is_empty());
    }

    #[test]
    fn petitions_without_words_stand_alone() {
        assert!(issues(&[("a", ""), ("b", ""), ("c", "。。")]).is_empty());
    }
}
