//! Archiving, decided.

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::archive::{Archive, ArchiveEvent, Retention};
use crate::rules::oversight::archive::contents::{class_of, contents};

use kernel::refusal::Refusal;

/// Closes the file for the archive.
pub(crate) fn archive(
    matter: &Matter,
    class: Retention,
    note: &str,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let least = class_of(matter, ctx.rulebook);
    if class < least {
        return Err(Refusal::input(
            format!("按规则册本卷至少保管{}，可以更长，不能更短", least.zh()),
            format!("the rulebook keeps this file for {} at least", least.en()),
        ));
    }
    let archive = Archive {
        class,
        contents: contents(matter),
        by: acting(ctx)?,
        on: ctx.today,
        note: note.trim().to_owned(),
    };
    Ok(vec![Event::Oversight(OversightEvent::Archive(
        ArchiveEvent::Archived(archive),
    ))])
}
