//! The phrase tables in `phrases/`, read once.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::plan::{Key, Purpose};

/// Who writes, which decides how the writer introduces themselves and where they live.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Who {
    Worker,
    Owner,
    Villager,
    Elder,
    Parent,
    Patient,
    Citizen,
    Merchant,
    Teacher,
}

/// The months in which a problem is felt most.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Season {
    Even,
    NewYear,
    Heating,
    Summer,
    Flood,
    Harvest,
    School,
}

impl Season {
    /// Weight of the month (1–12) in fifths: 5 is an ordinary month.
    pub(crate) fn weight(self, month: i8) -> u32 {
        let months: &[i8] = match self {
            Season::Even => return 5,
            Season::NewYear => &[11, 12, 1, 2],
            Season::Heating => &[11, 12, 1, 2, 3],
            Season::Summer => &[5, 6, 7, 8, 9],
            Season::Flood => &[6, 7, 8, 9],
            Season::Harvest => &[5, 6, 9, 10, 11],
            Season::School => &[6, 7, 8, 9],
        };
        match (months.contains(&month), self) {
            (true, _) => 14,
            (false, Season::Heating | Season::Flood) => 0,
            (false, _) => 2,
        }
    }
}

/// One kind of problem and how people speak of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    pub code: String,
    #[serde(skip)]
    pub category: &'static str,
    pub who: Who,
    #[serde(default)]
    purpose: Option<String>,
    pub to: String,
    pub wrong: Option<String>,
    pub season: Season,
    pub weight: u32,
    pub accused: Option<String>,
    pub redirect: Option<String>,
    #[serde(default)]
    pub actor: Vec<String>,
    #[serde(default = "money")]
    pub money: [i32; 2],
    #[serde(default = "small")]
    pub small: [i32; 2],
    #[serde(default = "people")]
    pub people: [i32; 2],
    pub subject: Vec<String>,
    pub open: Vec<String>,
    pub fact: Vec<String>,
    pub detail: Vec<String>,
    pub ask: Vec<String>,
    pub found: Vec<String>,
    pub done: Vec<String>,
    pub basis: String,
}

impl Kind {
    pub(crate) fn purpose(&self) -> Purpose {
        match self.purpose.as_deref() {
            Some("suggestion") => Purpose::Suggestion,
            Some("accusation") => Purpose::Accusation,
            _ => Purpose::Appeal,
        }
    }
}

fn money() -> [i32; 2] {
    [2_000, 20_000]
}
fn small() -> [i32; 2] {
    [300, 3_000]
}
fn people() -> [i32; 2] {
    [5, 45]
}

#[derive(Deserialize)]
struct Category {
    name: String,
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
struct Book {
    category: Vec<Category>,
}

#[derive(Deserialize)]
pub(crate) struct Department {
    pub key: String,
    pub name: String,
    pub short: String,
    pub kind: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Township {
    pub name: String,
    pub villages: Vec<String>,
    #[serde(skip)]
    pub key: String,
    #[serde(skip)]
    pub village_keys: Vec<String>,
}

/// Fictional names.
#[derive(Deserialize)]
pub(crate) struct Names {
    surnames: String,
    given: String,
    brand_heads: String,
    brand_tails: String,
    pub estate_heads: Vec<String>,
    pub estate_tails: Vec<String>,
    pub roads: Vec<String>,
    pub rivers: Vec<String>,
    pub crops: Vec<String>,
    pub schools: Vec<String>,
    pub townships: Vec<Township>,
    pub departments: Vec<Department>,
}

/// All tables, with the single characters of names split out.
pub(crate) struct Phrases {
    pub kinds: Vec<Kind>,
    pub names: Names,
    pub surnames: Vec<char>,
    pub given: Vec<char>,
    pub brand_heads: Vec<char>,
    pub brand_tails: Vec<char>,
    /// Running weights of the kinds for each month.
    pub by_month: Vec<Vec<u32>>,
}

const BOOKS: [&str; 6] = [
    include_str!("../phrases/labour.toml"),
    include_str!("../phrases/building.toml"),
    include_str!("../phrases/land.toml"),
    include_str!("../phrases/society.toml"),
    include_str!("../phrases/services.toml"),
    include_str!("../phrases/justice.toml"),
];

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    // The tables are part of the program and read by every test.
    #[expect(clippy::expect_used, reason = "embedded data, covered by tests")]
    read().expect("the phrase tables are well formed")
});

/// The tables.
pub(crate) fn phrases() -> &'static Phrases {
    &PHRASES
}

fn read() -> Result<Phrases, toml::de::Error> {
    let mut kinds = Vec::new();
    for book in BOOKS {
        for category in toml::from_str::<Book>(book)?.category {
            let name: &'static str = category.name.leak();
            kinds.extend(category.kind.into_iter().map(|kind| Kind {
                category: name,
                ..kind
            }));
        }
    }
    let mut names: Names = toml::from_str(include_str!("../phrases/names.toml"))?;
    for (number, town) in names.townships.iter_mut().enumerate() {
        town.key = format!("t{:02}", number + 1);
        town.village_keys = (1..=town.villages.len())
            .map(|village| format!("{}v{village}", town.key))
            .collect();
    }
    let by_month = (1..=12)
        .map(|month| {
            kinds
                .iter()
                .scan(0, |sum, kind| {
                    *sum += kind.weight * kind.season.weight(month);
                    Some(*sum)
                })
                .collect()
        })
        .collect();
    Ok(Phrases {
        surnames: names.surnames.chars().collect(),
        given: names.given.chars().collect(),
        brand_heads: names.brand_heads.chars().collect(),
        brand_tails: names.brand_tails.chars().collect(),
        kinds,
        names,
        by_month,
    })
}

/// The static key of a department, or of the township itself for `town`.
pub(crate) fn unit_key(name: &'static str, town: usize) -> Key {
    if name == "town" {
        &phrases().names.townships[town].key
    } else {
        name
    }
}
