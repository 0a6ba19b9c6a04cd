//! What arrives without a clerk's eyes and reads like an accusation (检举控告): it is held for screening before anybody else reads it.
//!
//! The words that speak for one are data (`categories/accusation.toml`). A trained category model is asked too; either is enough, because
//! a text held in vain costs a clerk one look, and one that is missed may be read by the accused.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::org::{Org, Unit, UnitKind};
use kernel::{PersonId, UnitId};
use language::{AccusationReader, AccusationWords};
use matter::{Accused, Matter, Seal, Suspicion};
use serde::Deserialize;

use crate::{Office, OfficeError};

const WORDS: &str = include_str!("../../../categories/accusation.toml");
/// A name shorter than this is found in too many words.
const SHORTEST_NAME: usize = 2;
/// The least characters of a unit's name without its area.
const SHORTEST_UNIT: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    plain: Vec<String>,
    beside: Vec<String>,
    against: Vec<String>,
    reach: usize,
    unless: Vec<String>,
    named: Vec<String>,
    subjects: Vec<String>,
    spoken_to: Vec<String>,
    not_spoken_to: Vec<String>,
    salutation: Vec<String>,
    categories: Vec<String>,
}

/// The reader of the program's words, read when first needed.
#[derive(Default)]
pub(crate) struct Screener(OnceLock<Reading>);

struct Reading {
    reader: AccusationReader,
    /// Categories of a model that mean an accusation.
    categories: Vec<String>,
}

impl Screener {
    fn reading(&self) -> Result<&Reading, OfficeError> {
        if let Some(reading) = self.0.get() {
            return Ok(reading);
        }
        let reading = Reading::new()?;
        Ok(self.0.get_or_init(|| reading))
    }
}

impl Reading {
    fn new() -> Result<Self, OfficeError> {
        let data: Data = toml::from_str(WORDS)
            .map_err(|error| OfficeError::Input(format!("检举控告用词表读不懂：{error}")))?;
        Ok(Self {
            categories: data.categories,
            reader: AccusationReader::new(AccusationWords {
                plain: data.plain,
                beside: data.beside,
                against: data.against,
                reach: data.reach,
                unless: data.unless,
                named: data.named,
                subjects: data.subjects,
                spoken_to: data.spoken_to,
                not_spoken_to: data.not_spoken_to,
                salutation: data.salutation,
            }),
        })
    }
}

/// The reader of the program's words, for texts of no particular office.
///
/// # Errors
/// When the words cannot be read.
pub fn reader() -> Result<AccusationReader, OfficeError> {
    Ok(Reading::new()?.reader)
}

/// Whom a text seems to accuse, each with the words by which it speaks of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suspects {
    /// Units.
    pub units: Vec<(UnitId, String)>,
    /// Persons.
    pub persons: Vec<(PersonId, String)>,
}

impl Suspects {
    /// Without the words.
    pub fn accused(&self) -> Accused {
        Accused {
            units: self.units.iter().map(|(unit, _)| *unit).collect(),
            persons: self.persons.iter().map(|(person, _)| *person).collect(),
        }
    }
}

/// The names by which texts speak of the office's units and people. Made once for many texts.
pub(crate) struct Names {
    people: Vec<(String, PersonId, UnitId)>,
    units: BTreeMap<UnitId, Vec<String>>,
}

impl Names {
    pub fn of(org: &Org) -> Self {
        let people = org
            .posts()
            .into_iter()
            .filter(|post| post.active && post.person_name.chars().count() >= SHORTEST_NAME)
            .map(|post| (post.person_name.clone(), post.person, post.unit))
            .collect();
        let units = org
            .units()
            .into_iter()
            .filter(|unit| unit.active)
            .map(|unit| (unit.id, unit_names(unit, org)))
            .collect();
        Self { people, units }
    }

    /// The names of those who hold a post in the unit, below it or above it, and the unit's own.
    fn around(&self, unit: UnitId, org: &Org) -> Vec<String> {
        let near = |other| org.is_within(other, unit) || org.is_within(unit, other);
        self.people
            .iter()
            .filter(|(_, _, other)| near(*other))
            .map(|(name, _, _)| name.clone())
            .collect()
    }
}

/// A unit's full name and the shorter ones that people write.
fn unit_names(unit: &Unit, org: &Org) -> Vec<String> {
    let mut names = vec![unit.name.clone()];
    let mut short = unit.name.clone();
    for above in org.above(unit.id) {
        let area = area_of(&org.unit_name(above));
        if let Some(rest) = short.strip_prefix(&area) {
            short = rest.to_owned();
        }
    }
    names.push(short);
    for name in names.clone() {
        let area = area_of(&name);
        if area != name {
            names.push(format!("{area}政府"));
            // The area of the topmost unit stands before everything in it.
            if unit.kind != UnitKind::Government {
                names.push(area);
            }
        }
        for (long, brief) in [
            ("村民委员会", "村"),
            ("居民委员会", "社区"),
            ("委员会", "委"),
        ] {
            names.extend(name.strip_suffix(long).map(|root| format!("{root}{brief}")));
        }
        if unit.kind == UnitKind::Discipline {
            names.extend(["纪委".to_owned(), "监委".to_owned()]);
        }
        if unit.kind == UnitKind::PetitionOffice {
            names.extend([
                "信访局".to_owned(),
                "信访办".to_owned(),
                "信访部门".to_owned(),
            ]);
        }
    }
    names.retain(|name| name.chars().count() >= SHORTEST_UNIT || name.ends_with('委'));
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// The place a unit's name stands for, where it is that of an area: 柳塘镇人民政府 → 柳塘镇.
fn area_of(name: &str) -> String {
    ["人民政府", "政府", "街道办事处"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
        .to_owned()
}

impl Office {
    /// The words by which a text sent to the unit of this name would be held; none where it would not. For measurements: an unknown
    /// unit counts as the petition department.
    ///
    /// # Errors
    /// When the words or the model's file cannot be read.
    pub fn accusing(
        &self,
        subject: &str,
        body: &str,
        unit: &str,
    ) -> Result<Vec<String>, OfficeError> {
        let org = self.org();
        let named = org.units().into_iter().find(|one| one.name == unit);
        let chosen = named.map(|one| one.id).or_else(|| self.front_office());
        let chosen = chosen.ok_or(OfficeError::NotFound)?;
        Ok(
            match self.seal_of((subject, body), chosen, &org, &Names::of(&org))? {
                Seal::Suspected(suspicion) => suspicion.signs,
                Seal::Open | Seal::Declared(_) => Vec::new(),
            },
        )
    }

    /// What must be sealed of a text that nobody screened, sent to this unit.
    ///
    /// # Errors
    /// When the words or the model's file cannot be read.
    pub(crate) fn seal_of(
        &self,
        (subject, body): (&str, &str),
        chosen: UnitId,
        org: &Org,
        names: &Names,
    ) -> Result<Seal, OfficeError> {
        let reading = self.screener.reading()?;
        let text = format!("{subject}。{body}");
        let mut signs = reading.reader.signs(&text, &names.around(chosen, org));
        if signs.is_empty() && self.has_category_model() {
            signs.extend(self.model_says(reading, subject, body)?);
        }
        if signs.is_empty() {
            return Ok(Seal::Open);
        }
        let spoken_of = |name: &str| reading.reader.speaks_of(&text, name);
        let accused = suspects(names, spoken_of).accused();
        Ok(Seal::Suspected(Suspicion { accused, signs }))
    }

    /// Whom a matter that waits to be screened seems to accuse, of those who are kept away from it meanwhile. Whoever is kept away for
    /// another reason, as the receiver chosen is, is no suspect; nobody is once it is screened.
    ///
    /// # Errors
    /// When the words cannot be read.
    pub fn suspects(&self, matter: &Matter) -> Result<Suspects, OfficeError> {
        let first = matter.petitions.first();
        let Some(first) = first.filter(|_| matter.held().is_some()) else {
            return Ok(Suspects::default());
        };
        let reading = self.screener.reading()?;
        let text = format!("{}。{}", first.subject, first.body);
        let names = Names::of(&self.org());
        let mut found = suspects(&names, |name| reading.reader.speaks_of(&text, name));
        let barred = &matter.accused;
        found.units.retain(|(unit, _)| barred.units.contains(unit));
        found
            .persons
            .retain(|(person, _)| barred.persons.contains(person));
        Ok(found)
    }

    /// The model's category, where it is sure of one that means an accusation.
    fn model_says(
        &self,
        reading: &Reading,
        subject: &str,
        body: &str,
    ) -> Result<Option<String>, OfficeError> {
        let told = self.suggest_category(subject, body)?;
        let told = told.filter(|told| !told.unsure && told.percent.is_some());
        Ok(told.map(|told| told.label).filter(|label| {
            reading
                .categories
                .iter()
                .any(|word| label.contains(word.as_str()))
        }))
    }
}

/// The units and persons that the text speaks of.
fn suspects(names: &Names, spoken_of: impl Fn(&str) -> bool) -> Suspects {
    let mut found = Suspects::default();
    for (name, person, _) in &names.people {
        let known = found.persons.iter().any(|(other, _)| other == person);
        if !known && spoken_of(name) {
            found.persons.push((*person, name.clone()));
        }
    }
    for (unit, called) in &names.units {
        if let Some(name) = called.iter().find(|name| spoken_of(name)) {
            found.units.push((*unit, name.clone()));
        }
    }
    found
}
