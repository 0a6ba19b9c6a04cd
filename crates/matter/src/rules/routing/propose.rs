//! Which unit is likely the competent one, by place, subject and level, each with the rule that led to it. A proposal
//! helps a clerk choose; it decides nothing, and it never names an accused unit.

use crate::kit::accused;
use crate::model::lawful::Route;
use crate::model::matter::Matter;
use crate::model::parts::HandoverKind;
use crate::model::routing::Rule;
use crate::rules::routing::level;

use kernel::UnitId;
use kernel::org::{Org, Unit, UnitKind};
use kernel::rulebook::Weight;

/// A likely unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The unit.
    pub unit: UnitId,
    /// The rule that led to it.
    pub rule: Rule,
    /// What in the matter speaks for it: the word, the place; empty where the rule says all.
    pub clue: String,
}

/// As many as a clerk can weigh at a glance.
const MOST: usize = 4;

/// The likely units, likeliest first. Empty where nothing in the matter points anywhere.
pub fn propose(matter: &Matter, org: &Org) -> Vec<Proposal> {
    let mut found = Found {
        matter,
        org,
        list: Vec::new(),
    };
    found.decided();
    if matter.is_sealed() {
        found.accusation();
    } else {
        found.litigation();
        found.believed();
        found.subject();
        found.place();
    }
    found.list.truncate(MOST);
    found.list
}

struct Found<'a> {
    matter: &'a Matter,
    org: &'a Org,
    list: Vec<Proposal>,
}

impl Found<'_> {
    fn add(&mut self, unit: UnitId, rule: Rule, clue: &str) {
        let known = self.list.iter().any(|proposal| proposal.unit == unit);
        let fits = unit != self.matter.owner && accused::may_receive(self.matter, unit, self.org);
        if fits && !known {
            self.list.push(Proposal {
                unit,
                rule,
                clue: clue.to_owned(),
            });
        }
    }

    fn decided(&mut self) {
        let routing = &self.matter.routing;
        let named = routing.dispute.as_ref().and_then(|dispute| dispute.unit);
        let decided = routing.report.as_ref().and_then(|report| report.unit);
        if let Some(unit) = named {
            self.add(unit, Rule::Dispute, "");
        }
        if let Some(unit) = decided {
            self.add(unit, Rule::Decided, "");
        }
    }

    /// The discipline organ; where it is accused, whoever stands above.
    fn accusation(&mut self) {
        if let Some(unit) = accused::fallback_owner(self.matter, self.org) {
            self.add(unit, Rule::Accusation, "");
        }
    }

    fn litigation(&mut self) {
        let in_court = self
            .matter
            .open_demands()
            .any(|demand| demand.route == Some(Route::Litigation));
        if !in_court {
            return;
        }
        for unit in self.of_kind(UnitKind::is_political_legal) {
            self.add(unit, Rule::Litigation, "");
        }
    }

    fn of_kind(&self, fits: impl Fn(UnitKind) -> bool) -> Vec<UnitId> {
        let units = self.org.units();
        let same = units.into_iter().filter(|unit| fits(unit.kind));
        same.map(|unit| unit.id).collect()
    }

    fn believed(&mut self) {
        let last = self.matter.routing.objections.last();
        if let Some(unit) = last.and_then(|objection| objection.believed) {
            self.add(unit, Rule::Believed, "");
        }
    }

    /// Units whose duties are named in the matter; those with more and longer words first.
    fn subject(&mut self) {
        let text = self.words();
        let org = self.org;
        let mut hits: Vec<(usize, &Unit, &str)> = org
            .units()
            .into_iter()
            .filter_map(|unit| {
                let named = |duty: &&String| !duty.is_empty() && text.contains(duty.as_str());
                let duties: Vec<&String> = unit.duties.iter().filter(named).collect();
                let weight: usize = duties.iter().map(|duty| duty.chars().count()).sum();
                let best = duties.iter().max_by_key(|duty| duty.chars().count())?;
                Some((weight, unit, best.as_str()))
            })
            .collect();
        hits.sort_by_key(|(weight, unit, _)| (std::cmp::Reverse(*weight), unit.id));
        for (_, unit, duty) in hits {
            if unit.active {
                self.add(unit.id, self.level_rule(unit.id), duty);
            } else if let Some(government) = self.org.above(unit.id).first().copied() {
                self.add(government, Rule::Successor, &unit.name);
            }
        }
    }

    /// What a clerk would read: category, subject, demands.
    fn words(&self) -> String {
        let demands = self
            .matter
            .open_demands()
            .map(|demand| demand.text.as_str());
        self.matter
            .category
            .as_deref()
            .into_iter()
            .chain(std::iter::once(self.matter.subject.as_str()))
            .chain(demands)
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn level_rule(&self, unit: UnitId) -> Rule {
        let tier = |unit| level::tier(unit, self.org);
        if tier(unit) > tier(self.matter.owner) {
            Rule::LowerLevel
        } else {
            Rule::OwnLevel
        }
    }

    /// The township of the place. A village is no organ with authority; its township is.
    fn place(&mut self) {
        let Some(place) = self.matter.place.clone() else {
            return;
        };
        let org = self.org;
        let mut hits: Vec<(usize, UnitId, &str)> = org
            .units()
            .into_iter()
            .filter(|unit| matches!(unit.kind, UnitKind::Township | UnitKind::Village))
            .filter_map(|unit| {
                let name = place_name(&unit.name);
                let fits = name.chars().count() > 1 && place.contains(name);
                let organ = match unit.kind {
                    UnitKind::Village => unit.parent?,
                    _ => unit.id,
                };
                fits.then(|| (name.chars().count(), organ, name))
            })
            .collect();
        hits.sort_by_key(|(length, unit, _)| (std::cmp::Reverse(*length), *unit));
        for (_, unit, name) in hits {
            self.add(unit, Rule::Place, name);
        }
    }
}

/// The place in a unit's name: 柳塘镇 of 柳塘镇人民政府, 东岸村 of 柳塘镇东岸村.
fn place_name(name: &str) -> &str {
    const SUFFIXES: [&str; 8] = [
        "人民政府",
        "党委、政府",
        "党委政府",
        "政府",
        "办事处",
        "村民委员会",
        "居民委员会",
        "信访站",
    ];
    let name = SUFFIXES
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .unwrap_or(name);
    // A village is often entered with its township before it.
    let after_town = name
        .char_indices()
        .filter(|(_, c)| matches!(c, '镇' | '乡'))
        .map(|(at, c)| at + c.len_utf8())
        .find(|end| *end < name.len());
    after_town.map_or(name, |end| &name[end..])
}

/// Whether the matter should rather be assigned, with a date for the result (J4), and may be reported for decision (J2).
pub fn is_important(matter: &Matter) -> bool {
    matter.weight != Weight::Ordinary
}

/// The rule of a hand-over: an important matter is assigned because it is important; else what led to the receiver, where anything
/// did.
pub(crate) fn rule_for(matter: &Matter, kind: HandoverKind, to: UnitId, org: &Org) -> Option<Rule> {
    if kind == HandoverKind::Assign && is_important(matter) {
        return Some(Rule::Important);
    }
    propose(matter, org)
        .into_iter()
        .find(|proposal| proposal.unit == to)
        .map(|proposal| proposal.rule)
}
