//! What watches over the matter, drawn only where there is something.

mod cases;
mod closing;
mod leaders;
mod recusal;
mod supervision;
mod words;

use kernel::PostId;
use kernel::org::Org;
use matter::OversightEvent;
use maud::{Markup, html};
use office::matter_file::{MatterFile, post_name};

pub(super) use self::recusal::when_named;
pub(super) use self::supervision::when_ordered;
use super::words::{Told, Words};
use crate::app::App;
use crate::look::Lang;

/// The panels below the answers.
pub(super) fn below(app: &App, lang: Lang, file: &MatterFile) -> Markup {
    html! {
        (supervision::orders(app, lang, file))
        (supervision::advice(lang, file))
        (leaders::panel(lang, file))
        (cases::owned(app, lang, file))
        (cases::urgent(app, lang, file))
        (closing::follow_ups(lang, file))
        (closing::archive(lang, file))
    }
}

/// The panels beside the matter.
pub(super) fn beside(app: &App, lang: Lang, file: &MatterFile) -> Markup {
    html! {
        (cases::tier(app, lang, file))
        (cases::risk(lang, file))
        (recusal::panel(lang, file))
    }
}

/// Who was given something, as they were called then; while it waits for them, who holds the post now too.
fn holder(lang: Lang, file: &MatterFile, then: &Org, post: PostId, waits: bool) -> String {
    let (was, is) = (post_name(then, post), file.post_name(post));
    if waits && was != is {
        lang.pick(format!("{was}，现为{is}"), format!("{was}, now {is}"))
    } else {
        was
    }
}

/// The sentence for an event.
pub(super) fn tell(words: &Words<'_>, event: &OversightEvent) -> Told {
    match event {
        OversightEvent::Recusal(event) => words::recusal(words, event),
        OversightEvent::Supervision(event) => words::supervision(words, event),
        OversightEvent::Advice(event) => words::advice(words, event),
        OversightEvent::Urgent(event) => words::urgent(words, event),
        OversightEvent::Instruction(event) => words::instruction(words, event),
        OversightEvent::Ownership(event) => words::ownership(words, event),
        OversightEvent::Tier(event) => words::tier(words, event),
        OversightEvent::Risk(event) => words::risk(words, event),
        OversightEvent::FollowUp(event) => words::follow_up(words, event),
        OversightEvent::Archive(event) => words::archive(words, event),
    }
}
