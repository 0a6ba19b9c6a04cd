//! What happened, newest first. Clocks follow from the event before them and show in the strip, so they are folded away.

use std::collections::HashMap;

use kernel::MatterId;
use matter::Event;
use maud::{Markup, html};
use office::Moment;
use office::matter_file::{Entry, MatterFile};

use super::words::Words;
use crate::look::{self, Lang, panel, timeline};

/// What a timeline is drawn from.
pub(super) struct History<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// The matter's file.
    pub file: &'a MatterFile,
    /// The numbers of other matters in sight.
    pub numbers: &'a HashMap<MatterId, String>,
}

impl History<'_> {
    /// The panel. Looks into a sealed file are many and change nothing, so they are folded away below.
    pub fn panel(&self) -> Markup {
        let opened = |event: &Event| matches!(event, Event::FileOpened { .. });
        let mut events = self.told(|_, event| !opened(event));
        let mut looks = self.told(|_, event| opened(event));
        events.reverse();
        looks.reverse();
        panel(
            "history",
            self.lang.pick("办理过程", "History"),
            None,
            &html! {
                (timeline(&events))
                @if !looks.is_empty() {
                    details {
                        summary {
                            (self.lang.pick(format!("查看记录（{} 次）", looks.len()), format!("Looks into the file ({})", looks.len())))
                        }
                        (timeline(&looks))
                    }
                }
            },
        )
    }

    /// What happened after a version of the matter, oldest first. Who looked at it meanwhile is no change.
    pub fn since(&self, version: u32) -> Vec<look::Event> {
        self.told(|entry, event| entry.version > version && !event.is_look())
    }

    fn told(&self, wanted: impl Fn(&Entry, &Event) -> bool) -> Vec<look::Event> {
        self.file
            .history
            .iter()
            .filter(|(entry, event)| !event.is_clockwork() && wanted(entry, event))
            .map(|(entry, event)| {
                // With the names of its day, whatever they are now.
                let org = self.file.org.as_of(entry.seq);
                let words = Words {
                    lang: self.lang,
                    org: &org,
                    matter: &self.file.matter,
                    numbers: self.numbers,
                };
                let told = words.tell(event);
                let at = Moment::from_millis(entry.at).civil();
                look::Event {
                    datetime: at.strftime("%Y-%m-%dT%H:%M").to_string(),
                    when: format!("{} {}", self.lang.date(at.date()), at.strftime("%H:%M")),
                    actor: self.author(&self.file.author(entry)),
                    text: told.text,
                    body: told.body,
                    kind: told.kind,
                }
            })
            .collect()
    }

    fn author(&self, name: &str) -> String {
        match (self.lang, name) {
            (Lang::En, "信访人") => "Petitioner".to_owned(),
            (Lang::En, "系统") => "System".to_owned(),
            _ => name.to_owned(),
        }
    }
}
