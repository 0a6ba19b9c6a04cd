//! The organisation the writer decides by: read once, and again when the office's own chain moved.

use std::cell::RefCell;
use std::sync::Arc;

use bureau::organisation::event::CHANGING;
use kernel::org::Org;

use crate::engine::Connection;
use crate::projection::organisation;
use crate::{StoreError, ledger};

/// What the writer holds between jobs: the organisation and the version of the office's chain it was read at.
#[derive(Default)]
pub(crate) struct CurrentOrg {
    held: RefCell<Option<(u32, Arc<Org>)>>,
}

impl CurrentOrg {
    /// The organisation as the connection sees it: inside a transaction with what the transaction wrote.
    pub fn read(&self, connection: &Connection) -> Result<Arc<Org>, StoreError> {
        let now = ledger::version(connection, ledger::OFFICE)?;
        let mut held = self.held.borrow_mut();
        let changed = match held.as_ref() {
            None => true,
            // Exports, imports and their like change no post. Another process's changes come with the chain, too.
            Some((seen, _)) => {
                *seen != now && ledger::office_has_since(connection, *seen, CHANGING)?
            }
        };
        let org = match held.take() {
            Some((_, org)) if !changed => org,
            _ => Arc::new(organisation::load_with_past(connection)?),
        };
        *held = Some((now, Arc::clone(&org)));
        Ok(org)
    }

    /// A transaction was undone: what was read within it never was.
    pub fn forget(&self) {
        self.held.borrow_mut().take();
    }
}
