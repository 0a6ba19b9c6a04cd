//! What happened, in order.

use maud::{Markup, html};

/// How an event stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventKind {
    /// One among many.
    #[default]
    Plain,
    /// A step of the procedure.
    Key,
    /// A return, a refusal, a missed day.
    Stop,
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// The moment for machines, as ISO 8601.
    pub datetime: String,
    /// The moment for people.
    pub when: String,
    /// Who did it: person and post, or "系统".
    pub actor: String,
    /// What happened.
    pub text: String,
    /// Words that belong to it: a reason, a text.
    pub body: Option<String>,
    /// How it stands out.
    pub kind: EventKind,
}

/// Events one below the other, in the order given.
pub fn timeline(events: &[Event]) -> Markup {
    html! {
        ol class="timeline" {
            @for event in events {
                @let class = match event.kind {
                    EventKind::Plain => None,
                    EventKind::Key => Some("event-key"),
                    EventKind::Stop => Some("event-stop"),
                };
                li class=[class] {
                    p class="event-when" { time datetime=(event.datetime) { (event.when) } " · " (event.actor) }
                    p class="event-text" { (event.text) }
                    @if let Some(body) = &event.body { p class="event-body" { (body) } }
                }
            }
        }
    }
}
