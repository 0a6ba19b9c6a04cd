//! What watches over the matter, drawn only where there is something.

mod recusal;
mod words;

use domain::matter::OversightEvent;
use maud::{Markup, html};
use office::matter_file::MatterFile;

use super::words::{Told, Words};
use crate::look::Lang;

/// The panels beside the matter.
pub(super) fn beside(lang: Lang, file: &MatterFile) -> Markup {
    html! {
        (recusal::panel(lang, file))
    }
}

/// The sentence for an event.
pub(super) fn tell(words: &Words<'_>, event: &OversightEvent) -> Told {
    match event {
        OversightEvent::Recusal(event) => words::recusal(words, event),
    }
}
