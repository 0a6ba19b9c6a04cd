//! One document as it stands on record: its text, where its service stands, and what can be done with it.

use axum::extract::{Path, State};
use matter::document::DocumentEvent;
use matter::{Action, Document, Event, ServiceMethod};
use maud::{Markup, html};
use office::documents::Paper;
use office::matter_file::MatterFile;

use super::super::people::verdict;
use super::super::{href as matter_href, open};
use super::{find, href, state};
use crate::app::App;
use crate::look::{
    ButtonKind, Choice, Crumb, Fact, Field, FileLimits, Icon, Lang, Tone, action_button,
    breadcrumbs, checkbox, facts, heading, hidden, link_button, notice, once_token, panel,
    radio_cards, two_columns,
};
use crate::pages::frame::staff_page;
use crate::problem::Problem;
use crate::request::Staff;

/// Shows a document of a matter in sight.
pub(super) async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((id, document)): Path<(String, String)>,
) -> Result<Markup, Problem> {
    let file = open(&app, &staff, &id).await?;
    let document = find(&file, &document)?;
    let view = View {
        app: &app,
        staff: &staff,
        file: &file,
        document,
    };
    view.page(None)
}

/// A document's page under construction.
pub(super) struct View<'a> {
    pub app: &'a App,
    pub staff: &'a Staff,
    pub file: &'a MatterFile,
    pub document: &'a Document,
}

impl View<'_> {
    /// The page, with why something was refused on top.
    pub(super) fn page(&self, wrong: Option<&str>) -> Result<Markup, Problem> {
        let lang = self.staff.lang();
        let content = &self.document.content;
        let paper = self.app.office.paper(self.document)?;
        let back = matter_href(self.file.matter.id);
        let number = content.number.to_string();
        let main = html! {
            (panel("text", lang.pick("正文（卷宗所存）", "Text on record"), None, &text(&paper)))
        };
        let beside = html! {
            (self.facts(lang))
            (self.tries(lang))
            (self.deeds(lang))
        };
        let page = html! {
            (breadcrumbs(lang, &[
                Crumb { label: lang.pick("全部事项", "All matters"), href: Some("/matters") },
                Crumb { label: self.file.matter.number(), href: Some(&back) },
                Crumb { label: &number, href: None },
            ]))
            (heading(&content.title, Some(&number), Some(&state(lang, &self.file.matter, self.document)), Some(&self.downloads(lang))))
            @if let Some(words) = wrong { div role="alert" { (notice(Tone::Error, words, None)) } }
            (two_columns(&main, &beside))
        };
        staff_page(self.app, self.staff, &content.title, "/matters", "", &page)
    }

    fn downloads(&self, lang: Lang) -> Markup {
        let here = href(self.file.matter.id, self.document.id);
        let sealed = self.file.matter.is_sealed();
        html! {
            (link_button(ButtonKind::Primary, Some(Icon::Petition), "PDF", &format!("{here}/pdf")))
            (link_button(ButtonKind::Quiet, Some(Icon::Petition), "DOCX", &format!("{here}/docx")))
            @if sealed {
                (link_button(ButtonKind::Quiet, Some(Icon::Show), lang.pick("PDF（含姓名）", "PDF with names"), &format!("{here}/pdf?names=yes")))
            } @else {
                (link_button(ButtonKind::Quiet, None, lang.pick("PDF（隐去姓名）", "PDF without names"), &format!("{here}/pdf?names=no")))
            }
        }
    }

    /// The organ as it was called when it issued the document.
    fn organ(&self) -> String {
        let issued = |event: &Event| matches!(event, Event::Document(DocumentEvent::Issued { document }) if document.id == self.document.id);
        self.file.org_when(issued).unit_name(self.document.unit)
    }

    fn facts(&self, lang: Lang) -> Markup {
        let content = &self.document.content;
        let matter = &self.file.matter;
        let mut list = vec![
            Fact {
                label: lang.pick("制发机关", "Issued by"),
                value: html! { (self.organ()) },
            },
            Fact {
                label: lang.pick("日期", "Day"),
                value: html! { (lang.date(self.document.on)) },
            },
            Fact {
                label: lang.pick("份数", "Copies"),
                value: html! { (content.copies) },
            },
            Fact {
                label: lang.pick("核验码", "Check code"),
                value: html! { a href={ "/verify/" (content.check) } { (content.check) } },
            },
        ];
        if let Some(service) = self.document.proof(matter) {
            list.push(Fact {
                label: lang.pick("送达", "Served"),
                value: html! { (lang.date(service.on)) " " (lang.pick(service.method.zh(), service.method.en())) br; (service.proof) },
            });
        }
        if let Some(voided) = &self.document.voided {
            list.push(Fact {
                label: lang.pick("作废", "Cancelled"),
                value: html! { (lang.date(voided.on)) " " (voided.reason) },
            });
        }
        if let Some(hash) = &self.document.signed {
            list.push(Fact {
                label: lang.pick("签章件", "Signed copy"),
                value: html! { a href={ (matter_href(matter.id)) "/files/" (hash) } { (lang.pick("下载", "Download")) } },
            });
        }
        panel("facts", lang.pick("要素", "Facts"), None, &facts(&list))
    }

    fn tries(&self, lang: Lang) -> Markup {
        if self.document.tries.is_empty() {
            return html! {};
        }
        panel(
            "tries",
            lang.pick("未送达的记录", "Failed tries"),
            None,
            &html! {
                ul class="stack small" {
                    @for one in &self.document.tries {
                        li { (lang.date(one.on)) " " (lang.pick(one.method.zh(), one.method.en())) "：" (one.reason) }
                    }
                }
            },
        )
    }

    fn deeds(&self, lang: Lang) -> Markup {
        let waits = self.document.waits(&self.file.matter);
        let served = self.document.proof(&self.file.matter).is_some();
        let may = |action| verdict(&self.file.choices, action).is_ok();
        let stands = self.document.voided.is_none();
        html! {
            @if waits && may(Action::ServeDocument) { (self.serving(lang)) }
            @if stands && may(Action::Attach) { (self.signed(lang)) }
            @if stands && !served && may(Action::VoidDocument) { (self.voiding(lang)) }
        }
    }

    /// What every form here begins with.
    fn begin(&self) -> Markup {
        html! {
            (hidden("csrf", &self.staff.signed_in.csrf))
            (hidden("based_on", &self.file.matter.version.to_string()))
            (once_token(&office::vault::token()))
        }
    }

    fn serving(&self, lang: Lang) -> Markup {
        let here = href(self.file.matter.id, self.document.id);
        let methods: Vec<Choice<'_>> = ServiceMethod::ALL
            .iter()
            .map(|method| Choice::plain(method.code(), lang.pick(method.zh(), method.en())))
            .collect();
        let today = self.file.today.to_string();
        let limits = FileLimits {
            accept: ".jpg,.jpeg,.png,.pdf",
            words: lang.pick(
                "签收、回执的照片或扫描件",
                "A picture or scan of the signature or slip",
            ),
            multiple: false,
        };
        let gateway = !self.app.office.documents().settings().sms.is_empty();
        panel(
            "serve",
            lang.pick("登记送达", "Record service"),
            None,
            &html! {
                form class="form" method="post" action={ (here) "/serve" } enctype="multipart/form-data" {
                    (self.begin())
                    (radio_cards("method", lang.pick("送达方式", "How"), &methods, "", None))
                    (Field::new(lang, "on", lang.pick("日期", "Day")).required().date(&today))
                    (Field::new(lang, "words", lang.pick("邮件号码、签收人、公告载体，或者未送达的原因", "Item number, who signed, where published; or why it failed")).text(""))
                    (Field::new(lang, "picture", lang.pick("签收图像", "Picture of the signature")).optional().files(&limits))
                    (checkbox("failed", lang.pick("未送达（记录原因，另行再送）", "Not served (say why, and try again)"), None, false))
                    (action_button(ButtonKind::Primary, Some(Icon::Letter), lang.pick("登记", "Record"), None))
                }
                @if gateway {
                    form class="form" method="post" action={ (here) "/sms" } {
                        (self.begin())
                        (Field::new(lang, "text", lang.pick("短信内容", "Text message")).textarea(&self.app.office.sms_text(self.document), 3, 300))
                        (action_button(ButtonKind::Quiet, Some(Icon::Send), lang.pick("发送短信", "Send the text message"), None))
                    }
                }
            },
        )
    }

    fn signed(&self, lang: Lang) -> Markup {
        let limits = FileLimits {
            accept: ".pdf,.jpg,.jpeg,.png",
            words: lang.pick(
                "盖章、签字后的扫描件（PDF或图片）",
                "A scan of the signed and sealed copy",
            ),
            multiple: false,
        };
        let here = href(self.file.matter.id, self.document.id);
        panel(
            "signed",
            lang.pick("存入签章件", "Keep the signed copy"),
            None,
            &html! {
                form class="form" method="post" action={ (here) "/signed" } enctype="multipart/form-data" {
                    (self.begin())
                    (Field::new(lang, "file", lang.pick("文件", "File")).files(&limits))
                    (action_button(ButtonKind::Quiet, Some(Icon::Attach), lang.pick("存入", "Keep"), None))
                }
            },
        )
    }

    fn voiding(&self, lang: Lang) -> Markup {
        let here = href(self.file.matter.id, self.document.id);
        html! {
            details class="panel" {
                summary { (lang.pick("作废本文书", "Cancel this document")) }
                form class="form" method="post" action={ (here) "/void" } {
                    (self.begin())
                    (Field::new(lang, "reason", lang.pick("作废理由", "Why")).required()
                        .hint(lang.pick("号码保留，不再使用。", "The number stays taken.")).text(""))
                    (action_button(ButtonKind::Danger, Some(Icon::Ended), lang.pick("作废", "Cancel it"), None))
                }
            }
        }
    }
}

/// The text, with marks where names belong.
fn text(paper: &Paper) -> Markup {
    html! {
        div class="prose" { @for line in paper.text().lines() { p { (line) } } }
    }
}
