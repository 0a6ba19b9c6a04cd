//! Who looks and who asks: a signed-in post, a petitioner, the program itself.

use serde::{Deserialize, Serialize};

use crate::org::{Org, Post, Role};
use crate::trust::Trust;
use crate::{PersonId, PostId, UnitId};

/// A signed-in post: what every query filters by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Viewer {
    /// The post that acts.
    pub post: PostId,
    /// Its unit.
    pub unit: UnitId,
    /// The person who holds it.
    pub person: PersonId,
    /// Its rights.
    pub role: Role,
    /// Whether sealed matters exist for it.
    pub trust: Trust,
}

impl Viewer {
    /// Whoever holds the post.
    pub fn of(post: &Post, org: &Org) -> Self {
        Self {
            post: post.id,
            unit: post.unit,
            person: post.person,
            role: post.role,
            trust: org.trust(post),
        }
    }

    /// Administrators keep units and people; they see no petition.
    pub fn reads_matters(&self) -> bool {
        self.role != Role::Administrator
    }

    /// Until a second person has confirmed the post, no sealed matter exists for it.
    pub fn reads_sealed(&self) -> bool {
        self.reads_matters() && self.trust == Trust::Confirmed
    }

    /// Whether a matter is open to the post at all, sealed as it is.
    pub fn may_read(&self, sealed: bool) -> bool {
        if sealed {
            self.reads_sealed()
        } else {
            self.reads_matters()
        }
    }
}

/// Who asks for something to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in post.
    Staff(Viewer),
    /// The petitioner, proved by number and query code.
    Petitioner,
    /// The program itself: imports and rules that run by themselves.
    System,
}

impl Actor {
    /// The acting post, where a post acts.
    pub fn post(&self) -> Option<PostId> {
        match self {
            Self::Staff(viewer) => Some(viewer.post),
            Self::Petitioner | Self::System => None,
        }
    }

    /// The viewer, where a post acts.
    pub fn viewer(&self) -> Option<&Viewer> {
        match self {
            Self::Staff(viewer) => Some(viewer),
            Self::Petitioner | Self::System => None,
        }
    }
}
