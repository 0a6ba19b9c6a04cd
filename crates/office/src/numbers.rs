//! The numbers of a new petition. They are looked up first, so that what is decided knows them, and taken only once it was decided:
//! a registration that is refused, and a trial run, take none.

use jiff::civil::Date;
use kernel::{MatterId, PetitionId, PetitionerId};
use store::tables::counters::{self, MATTER, PETITION, PETITIONER};
use store::{Connection, Writing};

use crate::OfficeError;

/// What a petition registered now would be numbered. True as long as the writing job runs, since nobody else takes numbers meanwhile.
pub(crate) struct Numbers {
    /// The petition's.
    pub petition: PetitionId,
    /// The matter it opens.
    pub matter: MatterId,
    /// What people call it: the day of registration and a serial of that day, digits only so that it can be told by phone.
    pub number: String,
    /// Its people, in order.
    pub people: Vec<PetitionerId>,
    /// The counters, each with the last value that is given by this.
    taken: [(String, i64); 4],
}

impl Numbers {
    /// The next numbers, for a petition registered `today` by so many people whose identity is not kept yet.
    ///
    /// # Errors
    /// The storage's.
    pub fn ahead(connection: &Connection, today: Date, people: usize) -> Result<Self, OfficeError> {
        let series = day_series(today);
        let names = [MATTER, PETITION, PETITIONER, &series];
        let [matter, petition, petitioner, serial] = counters::values_of(connection, names)?;
        let people: Vec<PetitionerId> = (petitioner + 1..).take(people).map(PetitionerId).collect();
        let last_person = people.last().map_or(petitioner, |id| id.0);
        let (matter, petition, serial) = (matter + 1, petition + 1, serial + 1);
        Ok(Self {
            petition: PetitionId(petition),
            matter: MatterId(matter),
            number: format!("{}-{serial:05}", today.strftime("%Y%m%d")),
            people,
            taken: [
                (MATTER.to_owned(), matter),
                (PETITION.to_owned(), petition),
                (PETITIONER.to_owned(), last_person),
                (series, serial),
            ],
        })
    }

    /// Takes them: nothing else gets them from now on.
    ///
    /// # Errors
    /// The storage's.
    pub fn take(&self, writing: &Writing<'_>) -> Result<(), OfficeError> {
        Ok(counters::take(writing, &self.taken)?)
    }
}

/// The counter of a day's petition numbers.
pub(crate) fn day_series(day: Date) -> String {
    format!("number:{}", day.strftime("%Y%m%d"))
}
