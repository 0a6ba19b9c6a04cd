//! Law as data (规则册): limits, grounds for refusing and open points, each with its article.
//!
//! The national book ships with the program. A local book is laid over it and may only tighten:
//! [`Rulebook::tightened_by`] refuses to load one that loosens. A matter keeps the version it began under.

mod code;
mod error;
pub mod ground;
pub mod key;
mod limit;
mod local;
mod outside;
mod setting;
#[cfg(test)]
mod tests;
mod tighter;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

pub use code::{GroundCode, InvalidCode, LimitKey};
pub use error::{Loosening, RulebookError};
pub use ground::{Ground, GroundEffect};
pub use limit::{Bearer, Confidence, ExtensionRule, Limit, Weight};
pub use outside::{Outside, OutsideUnit, RouteRule};
pub use setting::{Retired, Setting, SettingValue};

/// One limit in its form for each weight, in the order of [`Weight::ALL`].
type Tiers = [Limit; Weight::ALL.len()];

/// A broken built-in book is a broken build, and the tests read it.
static NATIONAL: LazyLock<Rulebook> = LazyLock::new(|| {
    match Rulebook::parse(include_str!("../../../../rulebooks/national-2022.toml")) {
        Ok(book) => book,
        Err(error) => unreachable!("built-in rulebook: {error}"),
    }
});

/// A national book, with or without local books on top. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rulebook {
    /// `national-2022`, and after it the local books' ids, joined by `+`.
    pub id: String,
    /// The version that a matter keeps: `national-2022+example-county-2026-01`.
    pub version: String,
    /// Chinese title.
    pub title: String,
    /// English title.
    pub title_en: String,
    limits: Arc<BTreeMap<LimitKey, Tiers>>,
    grounds: Arc<BTreeMap<GroundCode, Ground>>,
    settings: Arc<BTreeMap<String, Setting>>,
    routes: Arc<BTreeMap<String, RouteRule>>,
    retired: Vec<&'static Retired>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    version: String,
    title: String,
    #[serde(default)]
    title_en: String,
    #[serde(default)]
    limit: Vec<Limit>,
    #[serde(default)]
    ground: Vec<Ground>,
    #[serde(default)]
    setting: Vec<Setting>,
    #[serde(default)]
    route: Vec<RouteRule>,
}

impl Rulebook {
    /// The book of the Regulation on Petition Work (信访工作条例, 2022).
    #[must_use]
    pub fn national() -> Self {
        NATIONAL.clone()
    }

    /// Reads a national book.
    ///
    /// # Errors
    /// [`RulebookError`] when the text is no rulebook, a code is given twice, an article is missing, or an extension
    /// and its cap disagree.
    pub fn parse(text: &str) -> Result<Self, RulebookError> {
        let file: File = read(text)?;
        let mut limits = BTreeMap::new();
        for limit in file.limit {
            require(limit.key.as_str(), "article", &limit.article)?;
            let key = limit.key.clone();
            let tiers = [limit.clone(), limit.clone(), limit];
            insert(&mut limits, key, tiers)?;
        }
        let mut grounds = BTreeMap::new();
        for ground in file.ground {
            require(ground.code.as_str(), "article", &ground.article)?;
            require(ground.code.as_str(), "needs", &ground.needs)?;
            insert(&mut grounds, ground.code.clone(), ground)?;
        }
        let mut settings = BTreeMap::new();
        for setting in file.setting {
            require(&setting.name, "why", &setting.why)?;
            insert(&mut settings, setting.name.clone(), setting)?;
        }
        let mut routes = BTreeMap::new();
        for route in file.route {
            require(&route.code, "article", &route.article)?;
            insert(&mut routes, route.code.clone(), route)?;
        }
        check_extensions(&limits)?;
        Ok(Self {
            id: file.id,
            version: file.version,
            title: file.title,
            title_en: file.title_en,
            limits: Arc::new(limits),
            grounds: Arc::new(grounds),
            settings: Arc::new(settings),
            routes: Arc::new(routes),
            retired: Vec::new(),
        })
    }

    /// The limit `key` as it binds a matter of `weight`.
    #[must_use]
    pub fn limit(&self, key: &LimitKey, weight: Weight) -> Option<&Limit> {
        Some(&self.limits.get(key)?[weight as usize])
    }

    /// All limits as they bind ordinary matters, in the order of their keys.
    pub fn limits(&self) -> impl Iterator<Item = &Limit> {
        self.limits
            .values()
            .map(|tiers| &tiers[Weight::Ordinary as usize])
    }

    /// The ground `code`.
    #[must_use]
    pub fn ground(&self, code: &GroundCode) -> Option<&Ground> {
        self.grounds.get(code)
    }

    /// All grounds, in the order of their codes.
    pub fn grounds(&self) -> impl Iterator<Item = &Ground> {
        self.grounds.values()
    }

    /// What the book says of a lawful route of Art. 31, by the route's code.
    #[must_use]
    pub fn route(&self, code: &str) -> Option<&RouteRule> {
        self.routes.get(code)
    }

    /// All lawful routes, by code.
    pub fn routes(&self) -> impl Iterator<Item = &RouteRule> {
        self.routes.values()
    }

    /// All open points, by name.
    pub fn settings(&self) -> impl Iterator<Item = &Setting> {
        self.settings.values()
    }

    /// The open point `name`.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings.get(name)
    }

    /// The value of a yes-or-no setting; an unknown one is off.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        matches!(
            self.setting(name),
            Some(Setting {
                value: SettingValue::Flag(true),
                ..
            })
        )
    }

    /// The value of a setting that is a number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u32> {
        match self.setting(name)?.value {
            SettingValue::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The value of a setting that is a word.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<&str> {
        match &self.setting(name)?.value {
            SettingValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Settings that the local book names and that are gone; what it says of them has no effect.
    pub fn retired(&self) -> &[&'static Retired] {
        &self.retired
    }

    /// This book with a local one laid over it.
    ///
    /// A local book may shorten what offices owe, lengthen what petitioners may use, take away extensions and stops,
    /// ask for more notices, add limits for offices and choose the settings. See `rulebooks/examples`.
    ///
    /// # Errors
    /// [`RulebookError::Loosens`] or [`RulebookError::Ground`] where it would loosen the law, otherwise what is wrong
    /// with the text.
    pub fn tightened_by(&self, local: &str) -> Result<Self, RulebookError> {
        local::lay_over(self, local)
    }
}

fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, RulebookError> {
    toml::from_str(text).map_err(|error| RulebookError::Syntax(error.to_string()))
}

fn require(code: &str, field: &'static str, text: &str) -> Result<(), RulebookError> {
    if text.trim().is_empty() {
        return Err(RulebookError::Missing {
            code: code.to_owned(),
            field,
        });
    }
    Ok(())
}

fn insert<K: Ord + ToString, V>(
    map: &mut BTreeMap<K, V>,
    key: K,
    value: V,
) -> Result<(), RulebookError> {
    if map.contains_key(&key) {
        return Err(RulebookError::Twice(key.to_string()));
    }
    map.insert(key, value);
    Ok(())
}

/// The cap of an extension stands in two places, at the limit extended and as a limit of its own; they must agree.
fn check_extensions(limits: &BTreeMap<LimitKey, Tiers>) -> Result<(), RulebookError> {
    for tiers in limits.values() {
        for (limit, weight) in tiers.iter().zip(Weight::ALL) {
            let Some(base) = &limit.extends else { continue };
            let cap = limits
                .get(base)
                .map(|tiers| tiers[weight as usize].extension_cap());
            if cap != Some(limit.length) {
                return Err(RulebookError::Extension {
                    key: limit.key.clone(),
                    base: base.clone(),
                });
            }
        }
    }
    Ok(())
}
