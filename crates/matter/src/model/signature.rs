//! How an answer was signed.

use serde::{Deserialize, Serialize};

use crate::model::parts::Attachment;

/// How an answer was signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Not said: entries of earlier versions, and answers that another office gave before this one kept the matter. Their paper
    /// is not kept here.
    #[default]
    Unstated,
    /// By the signer, here.
    Here,
    /// On paper; somebody else recorded it.
    OnPaper {
        /// The scan, by the hash of its content.
        scan: String,
        /// Why it was not signed here.
        reason: String,
    },
}

impl Signature {
    /// Whether nothing is said of it.
    pub fn is_unstated(&self) -> bool {
        *self == Self::Unstated
    }
}

/// A signature that was given on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSignature {
    /// The scan of what was signed.
    pub scan: Attachment,
    /// Why it was not signed here, as that the signer has no account.
    pub reason: String,
}
