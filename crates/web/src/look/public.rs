//! The shell of the public pages: large type, one column, nothing to sign in to.

use maud::{Markup, html};

use super::icon::brand_mark;
use super::shell::{Audience, Document, Paper, language_link, main_area};
use super::{Flash, Lang};

/// What a public page needs to be drawn.
pub struct PublicShell<'a> {
    /// The page's language.
    pub lang: Lang,
    /// The page's title, without the office's name.
    pub title: &'a str,
    /// The petition office whose site this is.
    pub office_name: &'a str,
    /// The present path with its query, for the language switch.
    pub path: &'a str,
    /// One line for the footer, such as address and telephone of the office.
    pub contact: &'a str,
    /// A message from the action just taken.
    pub flash: Option<&'a Flash>,
    /// The paper it prints on.
    pub paper: Paper,
}

impl PublicShell<'_> {
    /// The full document around `content`.
    pub fn page(&self, content: &Markup) -> Markup {
        let lang = self.lang;
        let here = |href: &str| (self.path.split('?').next() == Some(href)).then_some("page");
        let body = html! {
            header class="top" {
                div class="top-in" {
                    a class="mark" href="/" { (brand_mark()) span { (self.office_name) } }
                    nav class="top-links" aria-label=(lang.pick("主导航", "Main")) {
                        a href="/submit" aria-current=[here("/submit")] { (lang.pick("提交信访事项", "Submit")) }
                        a href="/track" aria-current=[here("/track")] { (lang.pick("查询办理进度", "Track")) }
                        (language_link(lang, self.path))
                    }
                }
            }
            (main_area(self.flash, content))
            footer class="foot" {
                div class="foot-in" {
                    p { (self.contact) }
                    p { (lang.pick("件件有着落，事事有回音", "Every petition an owner, every matter an answer")) }
                }
            }
        };
        Document {
            lang,
            audience: Audience::Public,
            paper: self.paper,
            title: self.title,
            office_name: self.office_name,
        }
        .render(&body)
    }
}
