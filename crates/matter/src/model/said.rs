//! Words of somebody on a day: what reviews, hearings, mediations and carrying out keep.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Words of somebody on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The day.
    pub on: Date,
    /// The words.
    pub text: String,
}
