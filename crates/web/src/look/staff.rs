//! The shell of the staff pages: search on top, work by verb at the side.

use maud::{Markup, html};

use super::icon::brand_mark;
use super::shell::{Audience, Document, Paper, language_link, main_area};
use super::{Flash, Icon, Lang, Urgency, hidden, icon};

/// One entry of the side navigation.
pub struct NavItem {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Its picture.
    pub icon: Icon,
    /// How many matters wait behind it, when that is worth a number.
    pub count: Option<u64>,
    /// Whether something behind it is late or soon due.
    pub urgency: Urgency,
}

/// A titled group of navigation entries.
pub struct NavGroup {
    /// The group's title.
    pub title: String,
    /// Its entries.
    pub items: Vec<NavItem>,
}

/// What a staff page needs to be drawn.
pub struct StaffShell<'a> {
    /// The page's language.
    pub lang: Lang,
    /// The page's title, without the office's name.
    pub title: &'a str,
    /// The office the program runs for.
    pub office_name: &'a str,
    /// Who is signed in.
    pub person: &'a str,
    /// The post they act in.
    pub post: &'a str,
    /// The post's unit.
    pub unit: &'a str,
    /// The side navigation.
    pub nav: &'a [NavGroup],
    /// The `href` of the entry this page belongs to.
    pub active: &'a str,
    /// What stands in the search box.
    pub query: &'a str,
    /// The token of the sign-out form.
    pub csrf: &'a str,
    /// The present path with its query, for the language switch.
    pub path: &'a str,
    /// A message from the action just taken.
    pub flash: Option<&'a Flash>,
    /// The paper it prints on.
    pub paper: Paper,
}

impl StaffShell<'_> {
    /// The full document around `content`.
    pub fn page(&self, content: &Markup) -> Markup {
        let body = html! {
            (self.top())
            // Twice, because a closed <details> cannot be shown open on a wide screen; only one is ever displayed.
            details class="menu" {
                summary { (icon(Icon::Menu)) (self.lang.pick("菜单", "Menu")) }
                (self.nav())
            }
            div class="body" {
                div class="side" { (self.nav()) }
                (main_area(self.flash, content))
            }
            (self.key_help())
        };
        Document {
            lang: self.lang,
            audience: Audience::Staff,
            paper: self.paper,
            title: self.title,
            office_name: self.office_name,
        }
        .render(&body)
    }

    fn top(&self) -> Markup {
        let lang = self.lang;
        let prompt = lang.pick("搜索编号、内容、单位", "Search number, text, unit");
        html! {
            header class="top" {
                a class="mark" href="/work" title=(self.office_name) { (brand_mark()) span { (lang.pick("回音", "Huiyin")) } }
                form class="search" action="/search" role="search" {
                    label class="vh" for="top-search" { (prompt) }
                    (icon(Icon::Search))
                    input id="top-search" type="search" name="q" value=(self.query) placeholder=(prompt)
                        autocomplete="off" data-search;
                    kbd aria-hidden="true" { "/" }
                }
                div class="me" {
                    a class="me-who" href="/account" title=(lang.pick("我的账号", "My account")) { (self.person) small { (self.unit) " · " (self.post) } }
                    button type="button" data-keys-help hidden title=(lang.pick("键盘操作", "Keyboard")) {
                        (icon(Icon::Keyboard)) span class="vh" { (lang.pick("键盘操作", "Keyboard")) }
                    }
                    (language_link(lang, self.path))
                    form method="post" action="/sign-out" {
                        (hidden("csrf", self.csrf))
                        button type="submit" title=(lang.pick("退出", "Sign out")) {
                            (icon(Icon::SignOut)) span class="me-word" { (lang.pick("退出", "Sign out")) }
                        }
                    }
                }
            }
        }
    }

    fn nav(&self) -> Markup {
        html! {
            nav class="nav" aria-label=(self.lang.pick("工作导航", "Work")) {
                @for group in self.nav.iter().filter(|group| !group.items.is_empty()) {
                    p class="nav-title" { (group.title) }
                    ul {
                        @for item in &group.items { li { (self.nav_link(item)) } }
                    }
                }
            }
        }
    }

    fn nav_link(&self, item: &NavItem) -> Markup {
        let class = match item.urgency {
            Urgency::Normal => "count",
            Urgency::Soon => "count count-soon",
            Urgency::Late => "count count-late",
        };
        html! {
            a href=(item.href) aria-current=[(item.href == self.active).then_some("page")] {
                (icon(item.icon)) (item.label)
                @if let Some(count) = item.count { span class=(class) { (count) } }
            }
        }
    }

    fn key_help(&self) -> Markup {
        let lang = self.lang;
        html! {
            dialog id="keys" class="keys" aria-labelledby="keys-title" {
                h2 id="keys-title" { (lang.pick("键盘操作", "Keyboard")) }
                dl {
                    dt { kbd { "/" } } dd { (lang.pick("跳到搜索框", "Search")) }
                    dt { kbd { "j" } " " kbd { "k" } } dd { (lang.pick("列表中下一行、上一行", "Next and previous row")) }
                    dt { kbd { "Enter" } } dd { (lang.pick("打开所在行", "Open the row")) }
                    dt { kbd { "?" } } dd { (lang.pick("显示本说明", "This help")) }
                }
                label class="check" {
                    input type="checkbox" data-keys-toggle;
                    span { (lang.pick("使用单键快捷键（仅本机有效）", "Use single keys (on this computer)")) }
                }
                form method="dialog" { button class="button" { (lang.pick("关闭", "Close")) } }
            }
        }
    }
}
