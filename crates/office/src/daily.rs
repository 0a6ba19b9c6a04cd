//! What only the passing of days does: rights that nobody used end, and files that nobody refers to go.

use std::sync::Arc;
use std::time::Duration;

use kernel::MatterId;
use kernel::access::Actor;
use matter::Command;
use matter::review::ReviewCommand;
use store::{ledger, tables};

use crate::background::Background;
use crate::{Moment, Office, OfficeError};

/// How often the calendar on the wall is looked at.
const LOOK: Duration = Duration::from_secs(60);

impl Office {
    /// Ends the periods that petitioners let pass: to ask for review or re-review, to complete a request, to have an
    /// agreement confirmed. Returns in how many matters. Asking twice a day changes nothing.
    ///
    /// # Errors
    /// The storage's.
    pub fn end_unused_rights(&self, moment: Moment) -> Result<usize, OfficeError> {
        let over = tables::rights::over(&*self.store.reader()?, moment.today())?;
        let mut ended = 0;
        for id in over {
            match self.end_rights_of(id, moment) {
                Ok(()) => ended += 1,
                // Somebody was faster, or the matter waits: it is looked at again tomorrow.
                Err(OfficeError::Refused(refusal)) => {
                    tracing::debug!(%id, zh = refusal.zh, "no right ends here");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(ended)
    }

    fn end_rights_of(&self, id: MatterId, moment: Moment) -> Result<(), OfficeError> {
        let asking = self.asking(moment, Actor::System);
        self.store.writer().write(move |writing| {
            let desk = asking.desk(writing)?;
            let (mut matter, _) =
                ledger::load(writing.connection, id)?.ok_or(OfficeError::NotFound)?;
            let events = desk.decide(&matter, Command::Review(ReviewCommand::Lapse))?;
            desk.append(writing, &mut matter, &events)
        })
    }

    /// Does the day's work now and again on every new day, until the returned handle is dropped.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn keep_days(self: &Arc<Self>) -> Result<Background, OfficeError> {
        let office = Arc::clone(self);
        Background::start("days", move |stop| {
            let mut done = None;
            loop {
                let now = Moment::now();
                if done != Some(now.today()) {
                    match office.end_unused_rights(now) {
                        Ok(_) => done = Some(now.today()),
                        Err(error) => tracing::warn!(%error, "unused rights could not be ended"),
                    }
                    match office.sweep_files(now) {
                        Ok(0) => {}
                        Ok(files) => tracing::info!(files, "files that nobody refers to are gone"),
                        Err(error) => tracing::warn!(%error, "files could not be swept"),
                    }
                }
                if !stop.wait(LOOK) {
                    break;
                }
            }
        })
    }
}
