//! What happens to the organisation, as the office's own chain keeps it.

use kernel::org::{Post, Unit};
use kernel::trust::Confirmation;
use kernel::{PersonId, PostId};
use serde::{Deserialize, Serialize};

/// What happened. Names are part of the ledger's format: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationEvent {
    /// A unit was added or changed.
    UnitKept(Unit),
    /// A post was added, given to a person or given up.
    PostKept(Post),
    /// A second person confirmed a post, which opens sealed matters to it.
    PostConfirmed {
        /// The post.
        post: PostId,
        /// Who confirmed it, when and by which right.
        confirmed: Confirmation,
    },
    /// Something about an account changed; never the password itself.
    AccountKept {
        /// The login.
        login: String,
        /// Whose it is.
        person: PersonId,
        /// What changed.
        change: AccountChange,
    },
}

/// What can change about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountChange {
    /// It was opened, with a password set by whoever opened it.
    Opened,
    /// Somebody else set its password.
    PasswordSet,
    /// Its holder changed the password.
    PasswordChanged,
    /// It can no longer sign in.
    Closed,
    /// It may sign in again.
    Reopened,
}

/// The kind of [`OrganisationEvent::UnitKept`] in the ledger.
pub const UNIT_KEPT: &str = "unit_kept";
/// The kind of [`OrganisationEvent::PostKept`] in the ledger.
pub const POST_KEPT: &str = "post_kept";
/// The kind of [`OrganisationEvent::PostConfirmed`] in the ledger.
pub const POST_CONFIRMED: &str = "post_confirmed";

/// The kinds that make units and posts others than before.
pub const CHANGING: [&str; 3] = [UNIT_KEPT, POST_KEPT, POST_CONFIRMED];

impl OrganisationEvent {
    /// The word an entry has for it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::UnitKept(_) => UNIT_KEPT,
            Self::PostKept(_) => POST_KEPT,
            Self::PostConfirmed { .. } => POST_CONFIRMED,
            Self::AccountKept { .. } => "account_kept",
        }
    }
}
