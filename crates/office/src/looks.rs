//! A look into the file of a sealed matter is on record there: one entry for each person, matter and hour.

use kernel::MatterId;
use kernel::access::Viewer;
use matter::Event;
use store::ledger::Entry;

use crate::matter_file::MatterFile;
use crate::{Moment, Office, OfficeError};

/// How long a look lasts, in milliseconds: whoever looks again within it is looking still.
pub(crate) const LOOK: i64 = 60 * 60 * 1_000;

/// Whether this person's look is on record and lasts.
fn is_looking(history: &[(Entry, Event)], viewer: &Viewer, moment: Moment) -> bool {
    let look = Event::FileOpened {
        person: viewer.person,
    };
    history
        .iter()
        .rev()
        .take_while(|(entry, _)| moment.millis() - entry.at < LOOK)
        .any(|(_, event)| *event == look)
}

impl MatterFile {
    /// Whether reading this file has to be entered first: it is sealed, and no look of this person is on record for the hour.
    pub fn is_look_due(&self, viewer: &Viewer, moment: Moment) -> bool {
        self.matter.is_sealed() && !is_looking(&self.history, viewer, moment)
    }
}

impl Office {
    /// Enters that a viewer opens the file of a sealed matter, unless this hour's look is on record already. A matter that is not
    /// sealed is read without an entry.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when the viewer may not see the matter.
    pub fn note_look(
        &self,
        viewer: &Viewer,
        id: MatterId,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        self.with_matter(viewer, id, moment, move |mut file| {
            if !file.matter.is_sealed() || is_looking(&file.history, file.viewer, moment) {
                return Ok(());
            }
            let look = Event::FileOpened {
                person: file.viewer.person,
            };
            file.desk.append(file.writing, &mut file.matter, &[look])
        })
    }
}
