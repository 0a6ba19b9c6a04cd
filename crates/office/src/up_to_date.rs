//! What another process wrote beside this one: an import while the server runs, a post given up by a command.
//!
//! Matters are read from the tables with every request and figures are kept under the ledger's position, so they follow by
//! themselves. What is held in memory is looked after here: the organisation, rulebooks, and (in [`crate::indexing`]) the index.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use bureau::organisation::event::CHANGING;
use kernel::org::Org;
use store::serving::Serving;
use store::{Connection, ledger, projection, tables};

use crate::{Office, OfficeError, setup};

impl Office {
    /// Takes the right to serve this data folder, for as long as what is returned is kept; `address` is told to whoever tries after.
    ///
    /// # Errors
    /// [`store::StoreError::Served`] when another server has it.
    pub fn serve_alone(&self, address: &str) -> Result<Serving, OfficeError> {
        Ok(Serving::begin(self.store.dir(), address)?)
    }

    /// The organisation as the data folder has it now. One look at the end of the office's own chain tells whether it moved; every
    /// signed-in request and every act asks, so that a post given up elsewhere ends its sight at once.
    pub(crate) fn org_now(&self, connection: &Connection) -> Result<Arc<Org>, OfficeError> {
        let now = ledger::version(connection, ledger::OFFICE)?;
        self.org_at(connection, now)
    }

    /// The same for who knows the version that the office's own chain has reached.
    pub(crate) fn org_at(
        &self,
        connection: &Connection,
        now: u32,
    ) -> Result<Arc<Org>, OfficeError> {
        let seen = self.seen.load(Ordering::Acquire);
        if seen != now {
            if ledger::office_has_since(connection, seen, CHANGING)? {
                self.read_org(connection, now)?;
            } else {
                // Exports, imports and their like change no post.
                self.seen.fetch_max(now, Ordering::AcqRel);
            }
            self.learn_rulebooks(connection)?;
        }
        Ok(self.org())
    }

    /// Reads the organisation again after a change.
    pub(crate) fn refresh_org(&self) -> Result<(), OfficeError> {
        let reader = self.store.reader()?;
        let now = ledger::version(&reader, ledger::OFFICE)?;
        self.read_org(&reader, now)
    }

    fn read_org(&self, connection: &Connection, now: u32) -> Result<(), OfficeError> {
        let org = projection::organisation::load_with_past(connection)?;
        self.words.learn(&org);
        let mut held = self.org.write().unwrap_or_else(PoisonError::into_inner);
        // Two may read at once: the one that saw more stays.
        if now >= self.seen.load(Ordering::Acquire) {
            *held = Arc::new(org);
            self.seen.store(now, Ordering::Release);
        }
        Ok(())
    }

    /// Takes in rulebooks that another process put in force.
    pub(crate) fn learn_rulebooks(&self, connection: &Connection) -> Result<(), OfficeError> {
        let kept = tables::misc::settings_under(connection, setup::RULEBOOK)?;
        self.law.learn(&kept)
    }
}
