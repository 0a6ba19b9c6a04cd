//! Archiving, decided.

use crate::kit::context::Context;
use crate::kit::hands::acting;
use crate::model::event::Event;
use crate::model::matter::Matter;
use crate::model::oversight::OversightEvent;
use crate::model::oversight::archive::{Archive, ArchiveCommand, ArchiveEvent};
use crate::rules::oversight::archive::contents::{class_of, contents};

use kernel::refusal::Refusal;

pub(crate) fn decide(
    matter: &Matter,
    command: ArchiveCommand,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let ArchiveCommand::Archive { class, note } = command;
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
