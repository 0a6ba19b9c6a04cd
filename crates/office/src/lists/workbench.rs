//! The workbench: every verb with its count.

use std::sync::Arc;

use kernel::access::Viewer;
use store::ledger;

use super::Verb;
use crate::{Moment, Office, OfficeError};

/// One card of the workbench.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// The verb.
    pub verb: Verb,
    /// How many wait.
    pub count: u64,
}

impl Office {
    /// The workbench: every verb of the viewer's role with its count.
    ///
    /// # Errors
    /// The storage's.
    pub fn workbench(&self, viewer: &Viewer, moment: Moment) -> Result<Arc<[Work]>, OfficeError> {
        let position = ledger::position(&*self.store.reader()?)?;
        let key = (position, viewer.clone(), moment.today());
        if let Some(works) = self.figures.workbenches.get(&key) {
            return Ok(works);
        }
        let works: Arc<[Work]> = Verb::all()
            .filter(|verb| verb.is_for(viewer.role))
            .map(|verb| {
                let count = self.count(viewer, &verb.filter(viewer, moment.today()))?;
                Ok(Work { verb, count })
            })
            .collect::<Result<_, OfficeError>>()?;
        self.figures.workbenches.insert(key, Arc::clone(&works));
        Ok(works)
    }
}
