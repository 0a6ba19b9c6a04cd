//! What only the passing of days does: rights that nobody used end, and files that nobody refers to go.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use kernel::MatterId;
use kernel::access::Actor;
use matter::Command;
use matter::review::ReviewCommand;
use store::{ledger, projection};

use crate::background::Stop;
use crate::{Moment, Office, OfficeError};

/// What is done once on every new day. Done again on the same day it changes nothing, so a day that was begun can be begun again.
struct Daily {
    /// What is done, for whoever reads the log.
    what: &'static str,
    /// Does it; says how often it had to.
    run: fn(&Office, Moment) -> Result<usize, OfficeError>,
}

/// All of it, a line each.
const DAILY: [Daily; 2] = [
    Daily {
        what: "rights that nobody used end",
        run: Office::end_unused_rights,
    },
    Daily {
        what: "files that nobody refers to go",
        run: Office::sweep_files,
    },
];

/// How often the calendar on the wall is looked at.
const LOOK: Duration = Duration::from_secs(60);

impl Office {
    /// Ends the periods that petitioners let pass: to ask for review or re-review, to complete a request, to have an
    /// agreement confirmed. Returns in how many matters. Asking twice a day changes nothing.
    ///
    /// # Errors
    /// The storage's.
    pub fn end_unused_rights(&self, moment: Moment) -> Result<usize, OfficeError> {
        let over = projection::rights::over(&*self.store.reader()?, moment.today())?;
        let mut ended = 0;
        for id in over {
            match self.end_rights_of(id, moment) {
                Ok(()) => ended += 1,
                // Somebody was faster, or the matter waits: it is looked at again tomorrow.
                Err(OfficeError::Refused(refusal)) => {
                    tracing::debug!(%id, zh = %refusal.zh, "no right ends here");
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

    /// Does the day's work. What fails is told in the log and tried again with the next look; `done` keeps the day each was done.
    fn pass_day(&self, now: Moment, done: &mut [Option<Date>; DAILY.len()]) {
        let today = now.today();
        for (daily, done) in DAILY.iter().zip(done) {
            if *done == Some(today) {
                continue;
            }
            match (daily.run)(self, now) {
                Ok(times) => {
                    *done = Some(today);
                    tracing::debug!(times, "{}", daily.what);
                }
                Err(error) => tracing::warn!(%error, "not done: {}", daily.what),
            }
        }
    }
}

/// Looks at the calendar on the wall, and does the day's work on every new day.
pub(crate) fn keep_days(office: &Arc<Office>, stop: &Stop) {
    let mut done = [None; DAILY.len()];
    loop {
        office.pass_day(Moment::now(), &mut done);
        if !stop.wait(LOOK) {
            break;
        }
    }
}
