//! What the office keeps a stream of entries of: a matter, the organisation, and whatever else it does over time.
//!
//! Each is decided the same way. A command is decided on what the stream's events have made of it so far and gives new events, or a
//! refusal; events are all that is kept, and applying them is all that changes it. Whoever reads, writes and checks streams asks only
//! what stands here.

use serde::{Serialize, de::DeserializeOwned};

use crate::duty::DutyRow;
use crate::org::Org;
use crate::refusal::Refusal;
use crate::stream::{StreamId, StreamKind};

/// An event as an entry of the ledger keeps it. Its JSON is part of the ledger's format: add, never rename.
pub trait Recorded: Serialize + DeserializeOwned {
    /// The word the entry has for it, which stands in its JSON too.
    fn kind(&self) -> &'static str;

    /// Whether it is a look or a print, which contradicts nothing: it makes nobody's form out of date.
    fn is_look(&self) -> bool;
}

/// What a stream is of: made of its events, and of nothing else.
pub trait Aggregate: Sized {
    /// What its streams are called, which gives them their numbers.
    const KIND: StreamKind;
    /// What somebody asks for.
    type Command;
    /// What happened.
    type Event: Recorded;
    /// What a decision may look at besides what it is about: the day, who asks, and whatever facts lie elsewhere.
    type Context<'a>;

    /// What the events of a stream made of it. `None` when there are none.
    fn replay<'e>(id: StreamId, events: impl IntoIterator<Item = &'e Self::Event>) -> Option<Self>
    where
        Self::Event: 'e;

    /// Its stream.
    fn stream(&self) -> StreamId;

    /// How many entries it has. What was decided on another version is refused.
    fn version(&self) -> u32;

    /// Decides what a command does to it. Nothing is changed yet.
    ///
    /// # Errors
    /// The refusal, with its rule and what is missing.
    fn decide(
        &self,
        command: Self::Command,
        ctx: &Self::Context<'_>,
    ) -> Result<Vec<Self::Event>, Refusal>;

    /// Takes one event in.
    fn apply(&mut self, event: &Self::Event);

    /// Everything that is awaited of units and posts here.
    fn duties(&self, org: &Org) -> Vec<DutyRow>;
}
