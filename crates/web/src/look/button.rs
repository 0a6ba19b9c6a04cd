//! Buttons. What an action may do is decided elsewhere; here it is only drawn, allowed or refused with its reason.

use maud::{Markup, html};

use super::{Icon, Lang, icon};

/// How much a button weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one next step of the page.
    Primary,
    /// Any other action.
    Quiet,
    /// Hard to take back: refuse, end, reveal.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            ButtonKind::Primary => "button button-primary",
            ButtonKind::Quiet => "button",
            ButtonKind::Danger => "button button-danger",
        }
    }
}

/// A button that submits its form. `name` and `value` tell the form's buttons apart.
pub fn action_button(
    kind: ButtonKind,
    picture: Option<Icon>,
    label: &str,
    name_value: Option<(&str, &str)>,
) -> Markup {
    html! {
        button type="submit" class=(kind.class()) name=[name_value.map(|(name, _)| name)]
            value=[name_value.map(|(_, value)| value)] {
            @if let Some(picture) = picture { (icon(picture)) }
            (label)
        }
    }
}

/// A link that looks like a button, for going somewhere.
pub fn link_button(kind: ButtonKind, picture: Option<Icon>, label: &str, href: &str) -> Markup {
    html! {
        a class=(kind.class()) href=(href) {
            @if let Some(picture) = picture { (icon(picture)) }
            (label)
        }
    }
}

/// An action that is not allowed now. It cannot be submitted, and the reason (with the article) stands beneath it.
/// `id` must be unique on the page.
pub fn refused_button(id: &str, label: &str, reason: &str) -> Markup {
    html! {
        div class="refused" {
            button type="button" class="button" disabled aria-describedby={ (id) "-why" } { (label) }
            p id={ (id) "-why" } { (icon(Icon::Info)) " " (reason) }
        }
    }
}

/// Prints the page. Hidden where scripts do not run, for there it could do nothing.
pub fn print_button(lang: Lang) -> Markup {
    html! {
        button type="button" class="button" data-print hidden {
            (icon(Icon::Print)) (lang.pick("打印", "Print"))
        }
    }
}
