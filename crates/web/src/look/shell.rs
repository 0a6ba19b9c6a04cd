//! What both shells share: the document around a page.

use maud::{DOCTYPE, Markup, html};

use super::assets::asset_url;
use super::lang::{Lang, switch_href};
use super::{Flash, Icon, icon, notice};

/// The paper a page is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// A4, for everything that is not a slip.
    #[default]
    Sheet,
    /// The A5 query slip, landscape.
    Slip,
    /// The A5 query slip, portrait.
    SlipTall,
}

/// The audience of a page: it sets the type size and which scripts are loaded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    Public,
    Staff,
}

pub(super) struct Document<'a> {
    pub lang: Lang,
    pub audience: Audience,
    pub paper: Paper,
    pub title: &'a str,
    pub office_name: &'a str,
}

impl Document<'_> {
    /// The whole HTML document around `body`.
    pub fn render(&self, body: &Markup) -> Markup {
        let audience = match self.audience {
            Audience::Public => "public",
            Audience::Staff => "staff",
        };
        let paper = match self.paper {
            Paper::Sheet => "",
            Paper::Slip => "slip",
            Paper::SlipTall => "slip-tall",
        };
        let scripts: &[&str] = match self.audience {
            Audience::Public => &["once.js", "count.js", "print.js"],
            Audience::Staff => &["once.js", "count.js", "print.js", "live.js", "keys.js"],
        };
        html! {
            (DOCTYPE)
            html lang=(self.lang.tag()) class=(audience) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="same-origin";
                    title { (self.title) " · " (self.office_name) }
                    link rel="stylesheet" href=(asset_url("huiyin.css"));
                    link rel="icon" type="image/svg+xml" href=(asset_url("mark.svg"));
                    @for script in scripts { script type="module" src=(asset_url(script)) {} }
                }
                body class=[(!paper.is_empty()).then_some(paper)] {
                    a class="skip" href="#main" { (self.lang.pick("跳到正文", "Skip to content")) }
                    (body)
                }
            }
        }
    }
}

/// `<main>` with the flash notice above the page's own content.
pub(super) fn main_area(flash: Option<&Flash>, content: &Markup) -> Markup {
    html! {
        main id="main" class="page" tabindex="-1" {
            @if let Some(flash) = flash {
                div role="status" { (notice(flash.tone, &flash.text, None)) }
            }
            (content)
        }
    }
}

/// The link to the same page in the other language.
pub(super) fn language_link(lang: Lang, path: &str) -> Markup {
    let other = lang.other();
    html! {
        a href=(switch_href(path, lang)) lang=(other.tag()) hreflang=(other.tag()) {
            (icon(Icon::Language)) (lang.pick("English", "中文"))
        }
    }
}
