//! The thread that reads along with the ledger.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::MatterId;
use store::{Connection, ledger, tables};

use super::WINDOW_DAYS;
use super::reading::Reading;
use crate::background::Stop;
use crate::{Moment, Office, OfficeError};

/// The most petitions kept in memory, about a kilobyte each; the newest ones.
const MOST: usize = 30_000;
/// Entries read at a time.
const BATCH: usize = 4_000;
/// After so many matters it lets others work.
const BREATH: usize = 100;
/// For so long.
const PAUSE: Duration = Duration::from_millis(10);
/// The office opens its doors first.
const FIRST: Duration = Duration::from_millis(800);
/// How long changes are gathered before they show.
const GATHER: Duration = Duration::from_secs(2);

/// Reads along, so that hot issues show soon after they come in.
pub(crate) fn keep_hot(office: &Arc<Office>, stop: &Stop) {
    let mut wait = FIRST;
    while stop.wait(wait) {
        wait = GATHER;
        // Whoever stops the office does not wait for the end of a long reading.
        let breathe = || {
            std::thread::sleep(PAUSE);
            stop.goes_on()
        };
        if let Err(error) = office.read_on(Moment::now(), &breathe) {
            tracing::warn!(%error, "hot issues are behind");
        }
    }
}

impl Office {
    /// Reads everything not read yet, here and now.
    ///
    /// # Errors
    /// The storage's.
    pub fn read_hot(&self, moment: Moment) -> Result<(), OfficeError> {
        self.read_on(moment, &|| true)
    }

    /// Reads on to the end of the ledger; `breathe` says between matters whether to go on.
    fn read_on(&self, moment: Moment, breathe: &dyn Fn() -> bool) -> Result<(), OfficeError> {
        let mut reading = self
            .hot
            .reading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let reader = self.store.reader()?;
        let today = moment.today();
        let since = today.saturating_sub(WINDOW_DAYS.days());
        let newest = ledger::position(&reader)?;
        if reading.is_full(MOST / 4) {
            // What is new is read again.
            *reading = Reading::default();
        }
        match reading.position {
            Some(position) if position == newest => return Ok(()),
            Some(mut position) => {
                while position < newest {
                    let (matters, last) = ledger::changed_since(&reader, position, BATCH)?;
                    if last == position
                        || !self.read_some(&mut reading, &reader, &matters, since, breathe)?
                    {
                        return Ok(());
                    }
                    position = last;
                    reading.position = Some(position);
                }
            }
            None => {
                let matters = tables::recent::received_since(&reader, since, MOST)?;
                if !self.read_some(&mut reading, &reader, &matters, since, breathe)? {
                    return Ok(());
                }
                reading.began(newest);
            }
        }
        let picture = Arc::new(reading.picture(today));
        *self
            .hot
            .picture
            .write()
            .unwrap_or_else(PoisonError::into_inner) = picture;
        Ok(())
    }

    /// Reads these matters; whether it came to their end.
    fn read_some(
        &self,
        reading: &mut Reading,
        reader: &Connection,
        matters: &[MatterId],
        since: Date,
        breathe: &dyn Fn() -> bool,
    ) -> Result<bool, OfficeError> {
        for some in matters.chunks(BREATH) {
            for id in some {
                let Some((matter, _)) = ledger::load(reader, *id)? else {
                    continue;
                };
                reading.take(&self.words, &matter, since, |petition| {
                    let keys = tables::people::same_keys(reader, &petition.petitioners);
                    keys.ok()?.into_iter().next()
                });
            }
            if !breathe() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
