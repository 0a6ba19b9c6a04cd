//! Cards that open work: the workbench by verb, and the doors of the public front page.

use maud::{Markup, html};

use super::{Icon, icon};

/// How pressing something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Urgency {
    /// In time.
    #[default]
    Normal,
    /// Due soon.
    Soon,
    /// Late.
    Late,
}

/// One verb of the workbench with the number of matters waiting for it.
pub struct WorkCard<'a> {
    /// The verb in words: "决定是否受理".
    pub label: &'a str,
    /// How many; the list at `href` has exactly so many.
    pub count: u64,
    /// The list.
    pub href: &'a str,
    /// Its picture.
    pub icon: Icon,
    /// The most pressing thing in words: "最近一件明天到期".
    pub note: Option<&'a str>,
    /// How pressing it is; the note or the label says so too.
    pub urgency: Urgency,
}

/// The workbench.
pub fn work_cards(cards: &[WorkCard]) -> Markup {
    html! {
        ul class="work" {
            @for card in cards { li { (work_card(card)) } }
        }
    }
}

fn work_card(card: &WorkCard) -> Markup {
    let class = match (card.count, card.urgency) {
        (0, _) => "work-none",
        (_, Urgency::Normal) => "work-normal",
        (_, Urgency::Soon) => "work-soon",
        (_, Urgency::Late) => "work-late",
    };
    let picture = match card.urgency {
        Urgency::Late if card.count > 0 => Icon::Late,
        Urgency::Soon if card.count > 0 => Icon::Warning,
        _ => card.icon,
    };
    html! {
        a class=(class) href=(card.href) {
            span {
                span class="work-label" { (icon(picture)) (card.label) }
                @if let Some(note) = card.note { span class="work-note" { (note) } }
            }
            span class="work-count" { (card.count) }
        }
    }
}

/// A large way in, for the public front page.
pub fn door(picture: Icon, title: &str, text: &str, href: &str) -> Markup {
    html! {
        a class="door" href=(href) {
            (icon(picture))
            span { b { (title) } span { (text) } }
            (icon(Icon::Go))
        }
    }
}
