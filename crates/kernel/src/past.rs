//! Names of their day: what was done bears the name that person, post and unit had then, however they are called since.

use std::collections::HashMap;
use std::sync::Arc;

use crate::org::{Org, Post, Unit};
use crate::{PostId, UnitId};

/// A unit or post as the office's own chain kept it.
#[derive(Clone, Debug)]
pub enum Kept {
    /// A unit.
    Unit(Unit),
    /// A post.
    Post(Post),
}

/// What names and holders were before they changed. Adding a unit or post changes no name, so it is no part of this.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// Each change with its place in the ledger and what it replaced, in order of the ledger.
    changes: Vec<(i64, Before)>,
}

#[derive(Clone, Debug)]
enum Before {
    Unit(UnitId, String),
    Post(Post),
}

impl Past {
    /// Reads what the office's chain kept, in order, each with its place in the ledger.
    pub fn read(kept: impl IntoIterator<Item = (i64, Kept)>) -> Self {
        let mut units: HashMap<UnitId, String> = HashMap::new();
        let mut posts: HashMap<PostId, Post> = HashMap::new();
        let mut changes = Vec::new();
        for (seq, kept) in kept {
            let before = match kept {
                Kept::Unit(unit) => {
                    let before = units.insert(unit.id, unit.name.clone());
                    before
                        .filter(|before| *before != unit.name)
                        .map(|before| Before::Unit(unit.id, before))
                }
                Kept::Post(post) => {
                    let before = posts.insert(post.id, post.clone());
                    before
                        .filter(|before| shown(before) != shown(&post))
                        .map(Before::Post)
                }
            };
            changes.extend(before.map(|before| (seq, before)));
        }
        Self { changes }
    }
}

/// What is shown of a post beside an act.
fn shown(post: &Post) -> (i64, &str, &str, i64, Option<PostId>) {
    let absent = post.stand_in.as_ref().map(|stand_in| stand_in.of);
    (
        post.person.0,
        &post.person_name,
        &post.title,
        post.unit.0,
        absent,
    )
}

impl Org {
    /// Whether every name is still what it was at a place in the ledger.
    pub fn is_as_of(&self, seq: i64) -> bool {
        let last = self.past().changes.last();
        last.is_none_or(|(changed, _)| *changed <= seq)
    }

    /// The organisation with the names and holders it had at a place in the ledger. Who stands under whom, and what may be
    /// seen, stays as it is now.
    #[must_use]
    pub fn as_of(self: &Arc<Self>, seq: i64) -> Arc<Self> {
        if self.is_as_of(seq) {
            return Arc::clone(self);
        }
        let mut units: HashMap<UnitId, Unit> = HashMap::new();
        let mut posts: HashMap<PostId, Post> = HashMap::new();
        for unit in self.units() {
            units.insert(unit.id, unit.clone());
        }
        for post in self.posts() {
            posts.insert(post.id, post.clone());
        }
        let later = self.past().changes.iter().rev();
        for (_, before) in later.take_while(|(changed, _)| *changed > seq) {
            match before {
                Before::Unit(id, name) => {
                    if let Some(unit) = units.get_mut(id) {
                        unit.name.clone_from(name);
                    }
                }
                Before::Post(post) => {
                    posts.insert(post.id, post.clone());
                }
            }
        }
        Arc::new(Self::new(units.into_values(), posts.into_values()))
    }
}
