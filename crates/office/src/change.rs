//! What one job does to one stream, of whatever kind: decided step by step, and written once nothing can be refused any more.

use bureau::Organisation;
use kernel::StreamId;
use matter::{Command, Event, Matter};
use store::streams::{self, Kept};
use store::{Writing, tables};

use crate::desk::Desk;
use crate::{OfficeError, guests};

/// An aggregate with what was decided about it in this job. Nothing of it is written yet: a refusal further on leaves nothing behind.
pub(crate) struct Change<A: Kept> {
    /// It, as the events leave it.
    now: A,
    /// The version it had before.
    based_on: u32,
    events: Vec<A::Event>,
}

/// What else follows, in the same job, from what was written of an aggregate.
pub(crate) trait Consequences: Kept {
    /// Lets it follow. `self` is the aggregate after the events, the desk's organisation the one before.
    ///
    /// # Errors
    /// The storage's.
    fn follow(
        &self,
        writing: &Writing<'_>,
        desk: &Desk,
        events: &[Self::Event],
    ) -> Result<(), OfficeError>;
}

impl<A: Consequences> Change<A> {
    /// Nothing yet, of something that is on record.
    pub fn of(now: A) -> Self {
        Self {
            based_on: now.version(),
            now,
            events: Vec::new(),
        }
    }

    /// Nothing yet, of a stream as it stands where it is decided.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] for a number that no stream of this kind has; the storage's.
    pub fn open(writing: &Writing<'_>, stream: StreamId) -> Result<Self, OfficeError> {
        let found = streams::load(writing.connection, stream)?;
        let (now, _) = found.ok_or(OfficeError::NotFound)?;
        Ok(Self::of(now))
    }

    /// The first events of a new stream; none without an event.
    pub fn new(stream: StreamId, events: Vec<A::Event>) -> Option<Self> {
        Some(Self {
            now: A::replay(stream, &events)?,
            based_on: 0,
            events,
        })
    }

    /// It, as it will be.
    pub fn now(&self) -> &A {
        &self.now
    }

    /// What was decided so far.
    pub fn events(&self) -> &[A::Event] {
        &self.events
    }

    /// Adds what follows without being asked for.
    pub fn add(&mut self, events: Vec<A::Event>) {
        events.iter().for_each(|event| self.now.apply(event));
        self.events.extend(events);
    }

    /// Decides one more command on it as it will be.
    ///
    /// # Errors
    /// The refusal, with its rule.
    pub fn decide_by(
        &mut self,
        ctx: &A::Context<'_>,
        command: A::Command,
    ) -> Result<(), OfficeError> {
        self.add(self.now.decide(command, ctx)?);
        Ok(())
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// As for [`Desk::append`].
    pub fn write(self, writing: &Writing<'_>, desk: &Desk) -> Result<A, OfficeError> {
        if !self.events.is_empty() {
            desk.keep(writing, &self.now, self.based_on, &self.events)?;
        }
        Ok(self.now)
    }
}

impl Change<Matter> {
    /// Decides one more command on the matter as it will be, by the rulebook it keeps.
    ///
    /// # Errors
    /// The refusal, with its rule.
    pub fn decide(&mut self, desk: &Desk, command: Command) -> Result<(), OfficeError> {
        self.add(desk.decide(&self.now, command)?);
        Ok(())
    }
}

/// What seals a matter seals those that were joined to it.
impl Consequences for Matter {
    fn follow(
        &self,
        writing: &Writing<'_>,
        desk: &Desk,
        events: &[Event],
    ) -> Result<(), OfficeError> {
        if events.iter().any(guests::seals) {
            guests::seal(writing, desk, self)?;
        }
        Ok(())
    }
}

/// Who sees a matter, and from whom something is awaited, follows the tree and the posts.
impl Consequences for Organisation {
    fn follow(
        &self,
        writing: &Writing<'_>,
        desk: &Desk,
        _: &[Self::Event],
    ) -> Result<(), OfficeError> {
        tables::follow_org(writing, &desk.org, self.org())?;
        Ok(())
    }
}
