//! Facts in pairs, a sealed identity, and files.

use maud::{Markup, html};

use super::{ButtonKind, Field, Icon, Lang, action_button, hidden, icon};

/// A name and its value.
pub struct Fact<'a> {
    /// The name.
    pub label: &'a str,
    /// The value.
    pub value: Markup,
}

/// Pairs one below the other.
pub fn facts(list: &[Fact]) -> Markup {
    html! {
        dl class="facts" { @for fact in list { dt { (fact.label) } dd { (fact.value) } } }
    }
}

/// A petitioner as the page may show them: masked until somebody with the right asks with a reason.
pub struct Identity<'a> {
    /// Label and masked (or, after asking, open) value: ("姓名", "张*").
    pub rows: &'a [(&'a str, &'a str)],
    /// Whether the values are masked.
    pub masked: bool,
    /// How to see them: from [`reveal_form`], or why one may not.
    pub reveal: Option<Markup>,
}

/// The petitioner's block.
pub fn identity(lang: Lang, person: &Identity) -> Markup {
    html! {
        div class="identity stack" {
            dl class="facts" {
                @for (label, value) in person.rows {
                    dt { (label) }
                    dd class=[person.masked.then_some("masked")] { (value) }
                }
            }
            @if !person.masked {
                p class="small soft" {
                    (icon(Icon::History)) " "
                    (lang.pick("本次查看已记入卷宗，信访人可以看到。", "This look is on file; the petitioner can see it."))
                }
            }
            @if let Some(reveal) = &person.reveal { (reveal) }
        }
    }
}

/// Asks for the reason before names and contacts are shown; posts `reason` to `action`.
pub fn reveal_form(lang: Lang, action: &str, csrf: &str) -> Markup {
    html! {
        details class="reveal" {
            summary { (icon(Icon::Show)) (lang.pick("显示姓名和联系方式", "Show name and contact")) }
            form method="post" action=(action) {
                (hidden("csrf", csrf))
                (Field::new(lang, "reason", lang.pick("查看理由", "Reason"))
                    .hint(lang.pick("理由和查看时间会记入卷宗。", "Reason and time go on file."))
                    .required()
                    .text(""))
                (action_button(ButtonKind::Quiet, None, lang.pick("显示", "Show"), None))
            }
        }
    }
}

/// A file of a matter.
pub struct Attachment<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it is downloaded.
    pub href: &'a str,
    /// Kind, size and date in words.
    pub note: &'a str,
}

/// Files to download.
pub fn attachments(lang: Lang, list: &[Attachment]) -> Markup {
    html! {
        @if list.is_empty() {
            p class="soft" { (lang.pick("没有附件。", "No attachments.")) }
        } @else {
            ul class="files" {
                @for file in list {
                    li { (icon(Icon::Attach)) a href=(file.href) download { (file.name) } small { (file.note) } }
                }
            }
        }
    }
}
