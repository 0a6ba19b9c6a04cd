//! Messages: notices, whole-page problems, empty lists, waiting.

use maud::{Markup, html};

use super::{Icon, Lang, icon};

/// What kind of message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// It worked.
    Success,
    /// Take care.
    Warning,
    /// It did not work.
    Error,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Tone::Info => "notice",
            Tone::Success => "notice notice-success",
            Tone::Warning => "notice notice-warning",
            Tone::Error => "notice notice-error",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Tone::Info => Icon::Info,
            Tone::Success => Icon::Good,
            Tone::Warning => Icon::Warning,
            Tone::Error => Icon::Late,
        }
    }
}

/// A message carried over from the action just taken to the page shown after it.
#[derive(Clone, Debug)]
pub struct Flash {
    /// Its kind.
    pub tone: Tone,
    /// Its words.
    pub text: String,
}

/// A message in the page: what is so, and below it details or what to do.
pub fn notice(tone: Tone, text: &str, more: Option<&Markup>) -> Markup {
    html! {
        div class=(tone.class()) {
            (icon(tone.icon()))
            div {
                @if let Some(more) = more { strong { (text) } (more) } @else { (text) }
            }
        }
    }
}

/// A whole page for what went wrong: what happened, what to do now, one link, and the status or trace code that
/// helps the administrator.
pub fn problem(lang: Lang, happened: &str, to_do: &str, link: (&str, &str), code: &str) -> Markup {
    let (label, href) = link;
    html! {
        div class="problem" {
            (icon(Icon::Warning))
            h1 { (happened) }
            p { (to_do) }
            p { a class="button button-primary" href=(href) { (label) } }
            @if !code.is_empty() { p class="problem-code" { (lang.pick("代码：", "Code: ")) (code) } }
        }
    }
}

/// A list with nothing in it: what that means, and the next step if there is one (label, href).
pub fn empty(picture: Icon, sentence: &str, next: Option<(&str, &str)>) -> Markup {
    html! {
        div class="empty" {
            (icon(picture))
            p { (sentence) }
            @if let Some((label, href)) = next { a class="button" href=(href) { (label) } }
        }
    }
}
