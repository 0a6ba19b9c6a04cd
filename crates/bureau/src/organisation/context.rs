//! What a decision may look at besides the organisation itself.

use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::org::Role;
use kernel::trust::{Grant, Widening};
use kernel::{PersonId, PostId, Refusal, UnitId};

/// Everything a decision may look at besides the organisation itself.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The civil date in the office's zone.
    pub today: Date,
    /// The moment, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Who asks.
    pub actor: &'a Actor,
    /// What lies beside the office's own chain.
    pub facts: &'a Facts,
}

/// What lies beside the office's own chain, read in the job that decides.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The numbers that are given next.
    pub next: Next,
    /// Every account.
    pub accounts: Vec<Account>,
    /// Whether the unit that a command would close still answers for open matters; false where it closes none.
    pub holds_open_matters: bool,
}

/// The numbers that are given next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// A unit's.
    pub unit: UnitId,
    /// A post's.
    pub post: PostId,
    /// A person's.
    pub person: PersonId,
}

/// An account, without its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub person: PersonId,
    /// The login.
    pub login: String,
    /// Whether it may sign in.
    pub active: bool,
    /// Whether the password is still the one somebody else set.
    pub initial: bool,
}

impl Context<'_> {
    /// Only administrators keep the organisation, and the program itself does.
    pub(super) fn administers(&self) -> Result<(), Refusal> {
        match self.actor {
            Actor::System => Ok(()),
            Actor::Staff(viewer) if viewer.role == Role::Administrator => Ok(()),
            Actor::Staff(viewer) => Err(Refusal::wrong_role(&[Role::Administrator], viewer.role)),
            Actor::Petitioner => Err(Refusal::staff_only()),
        }
    }

    /// The post that asks, where only a post may.
    pub(super) fn viewer(&self) -> Result<&Viewer, Refusal> {
        self.actor.viewer().ok_or_else(Refusal::staff_only)
    }

    /// What whoever asks leaves in a post that gets sight by it.
    pub(super) fn grant(&self, act: Widening) -> Grant {
        let viewer = self.actor.viewer();
        Grant {
            act,
            by: viewer.map(|viewer| viewer.post),
            person: viewer.map(|viewer| viewer.person),
            at: self.at,
            confirmed: None,
        }
    }
}
