//! What is known of an arrival that may be an accusation, and how a matter was sealed when it arrived.

use crate::model::parts::Accused;

use kernel::UnitId;

/// What is known of an arrival before a clerk has screened it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Seal {
    /// Nothing speaks for an accusation.
    #[default]
    Open,
    /// The petitioner says that it accuses a unit or an official.
    Declared(Declaration),
    /// It reads like an accusation, and nobody has said so.
    Suspected(Suspicion),
}

/// Whom the petitioner accuses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declaration {
    /// Units and persons that the office knows; barred at once.
    pub accused: Accused,
    /// The accused in the petitioner's own words, for the clerk who screens it: names and posts, units that are not listed.
    pub told: String,
}

/// Why an arrival is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suspicion {
    /// Units and persons that the text names as if it accused them; barred until it is screened.
    pub accused: Accused,
    /// The words that speak for an accusation, for the clerk who screens it.
    pub signs: Vec<String>,
}

/// How a matter was sealed when it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// The petitioner says that it is an accusation.
    Declared {
        /// The accused in the petitioner's own words.
        told: String,
    },
    /// It reads like one and waits to be screened.
    Held {
        /// The receiver that the petitioner chose.
        chosen: UnitId,
        /// The words that speak for it.
        signs: Vec<String>,
    },
    /// It was held, and a clerk has screened it.
    Screened,
}

impl Sealing {
    /// Whether it seals the matter, whatever its demands are.
    pub fn seals(&self) -> bool {
        matches!(self, Self::Declared { .. } | Self::Held { .. })
    }
}
