//! What one job does to one matter: decided step by step, and written once nothing can be refused any more.

use kernel::MatterId;
use matter::{Command, Event, Matter};
use store::Writing;

use crate::OfficeError;
use crate::desk::Desk;

/// A matter with what was decided about it in this job. Nothing of it is written yet: a refusal further on leaves nothing behind.
pub(crate) struct Change {
    /// The matter as the events leave it.
    matter: Matter,
    /// The version it had before.
    based_on: u32,
    events: Vec<Event>,
}

impl Change {
    /// Nothing yet, of a matter that is on record.
    pub fn of(matter: Matter) -> Self {
        Self {
            based_on: matter.version,
            matter,
            events: Vec::new(),
        }
    }

    /// The first events of a new matter; none without an event.
    pub fn new(id: MatterId, events: Vec<Event>) -> Option<Self> {
        Some(Self {
            matter: Matter::replay(id, &events)?,
            based_on: 0,
            events,
        })
    }

    /// The matter as it will be.
    pub fn matter(&self) -> &Matter {
        &self.matter
    }

    /// Adds what follows without being asked for.
    pub fn add(&mut self, events: Vec<Event>) {
        events.iter().for_each(|event| self.matter.apply(event));
        self.events.extend(events);
    }

    /// Decides one more command on the matter as it will be.
    ///
    /// # Errors
    /// The refusal, with its rule.
    pub fn decide(&mut self, desk: &Desk, command: Command) -> Result<(), OfficeError> {
        self.add(desk.decide(&self.matter, command)?);
        Ok(())
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// As for [`Desk::append`].
    pub fn write(self, writing: &Writing<'_>, desk: &Desk) -> Result<Matter, OfficeError> {
        if !self.events.is_empty() {
            desk.keep(writing, &self.matter, self.based_on, &self.events)?;
        }
        Ok(self.matter)
    }
}
