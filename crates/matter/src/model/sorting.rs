//! A content category with what a model had suggested for it.

use serde::{Deserialize, Serialize};

/// What a model suggested when somebody decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    /// The category.
    pub label: String,
    /// How likely it was right, in percent.
    pub percent: u8,
}

/// A category with what the model said; nothing suggested means chosen by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sorting {
    /// The category, of one level or two.
    pub category: String,
    /// What was suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Suggested>,
}
