//! What archiving means for the matter.

use crate::model::matter::Matter;
use crate::model::oversight::archive::ArchiveEvent;

pub(crate) fn apply(matter: &mut Matter, event: &ArchiveEvent) {
    let ArchiveEvent::Archived(archive) = event;
    matter.oversight.archive = Some(archive.clone());
}
