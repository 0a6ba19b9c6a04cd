//! The query slip. It bears the query code, which lets its holder read and rate: no slip leaves the office without an entry that
//! says who printed it and why, and the petitioner reads that entry.

use jiff::civil::Date;
use kernel::access::{Actor, Viewer};
use kernel::{MatterId, PetitionId};
use store::ledger;

use crate::act::note_copy;
use crate::intake::made_by;
use crate::tracking::slip_purpose;
use crate::{Moment, Office, OfficeError, codes};

/// What stands on a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The petition's number.
    pub number: String,
    /// Its query code.
    pub code: String,
    /// The day it was received.
    pub received: Date,
}

impl Office {
    /// Enters the print of a petition's slip, then gives what stands on it.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when the viewer may not see the matter, or the petition is not in it.
    pub fn print_slip(
        &self,
        viewer: &Viewer,
        matter: MatterId,
        petition: PetitionId,
        reason: &str,
        moment: Moment,
    ) -> Result<Slip, OfficeError> {
        let reason = reason.to_owned();
        self.with_matter(viewer, matter, moment, move |mut file| {
            let mut petitions = file.matter.petitions.iter();
            let found = petitions.find(|known| known.id == petition);
            let found = found.ok_or(OfficeError::NotFound)?;
            let slip = Slip {
                number: found.number.clone(),
                code: codes::of(file.writing.connection, &file.desk.vault, petition)?,
                received: found.received,
            };
            let purpose = slip_purpose(&slip.number, &reason);
            note_copy(
                file.writing,
                file.desk,
                (&mut file.matter, &file.history),
                purpose,
            )?;
            Ok(slip)
        })
    }

    /// The same for what this post registered within the hour by the form with the token `once`, though the matter may have left
    /// its sight with that: the petitioner stands before it. Nothing else of the matter is told.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when this post registered nothing by that form, or longer ago.
    pub fn print_first_slip(
        &self,
        viewer: &Viewer,
        once: &str,
        reason: &str,
        moment: Moment,
    ) -> Result<Slip, OfficeError> {
        let asking = self.asking(moment, Actor::Staff(viewer.clone()));
        let (once, reason) = (once.to_owned(), reason.to_owned());
        self.store.writer().write(move |writing| {
            let desk = asking.desk(writing)?;
            let made = made_by(writing, &desk, &once)?.ok_or(OfficeError::NotFound)?;
            let found = ledger::load(writing.connection, made.matter)?;
            let (mut matter, history) = found.ok_or(OfficeError::NotFound)?;
            let mut petitions = matter.petitions.iter();
            let found = petitions.find(|known| known.id == made.petition);
            let received = found.ok_or(OfficeError::NotFound)?.received;
            let purpose = slip_purpose(&made.number, &reason);
            note_copy(writing, &desk, (&mut matter, &history), purpose)?;
            Ok(Slip {
                number: made.number,
                code: made.code,
                received,
            })
        })
    }
}
