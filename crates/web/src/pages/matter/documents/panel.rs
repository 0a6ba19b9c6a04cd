//! The documents on the matter's page.

use matter::{Action, Document};
use maud::{Markup, html};
use office::matter_file::MatterFile;

use super::super::people::verdict;
use super::{href, new_href, state};
use crate::list::{Column, Columns};
use crate::look::{ButtonKind, Cell, Icon, Lang, Urgency, empty, link_button, panel as box_of};

/// The panel.
pub(in super::super) fn panel(lang: Lang, file: &MatterFile) -> Markup {
    let matter = &file.matter;
    let may = verdict(&file.choices, Action::IssueDocument).is_ok();
    let make = html! {
        @if may {
            (link_button(ButtonKind::Quiet, Some(Icon::Write), lang.pick("制作文书", "Issue a document"), &new_href(matter.id)))
        }
    };
    let nothing = empty(
        Icon::Petition,
        lang.pick("还没有制发文书。", "No document has been issued yet."),
        None,
    );
    let caption = lang.pick("本事项的文书", "Documents of this matter");
    let table = columns(lang, file).table(lang, caption, &matter.documents, nothing);
    box_of(
        "documents",
        lang.pick("文书", "Documents"),
        Some(&make),
        &table,
    )
}

fn columns(lang: Lang, file: &MatterFile) -> Columns<'_, Document> {
    let matter = &file.matter;
    let here = move |document: &Document| href(matter.id, document.id);
    let columns = vec![
        Column::new(
            lang.pick("文号", "Number"),
            Cell::Tight,
            |one: &Document| {
                html! { (one.content.number) }
            },
        ),
        Column::new(
            lang.pick("文书", "Document"),
            Cell::Text,
            |one: &Document| {
                html! { (one.content.title) }
            },
        ),
        Column::new(
            lang.pick("日期", "Day"),
            Cell::Date,
            move |one: &Document| {
                html! { (lang.date(one.on)) }
            },
        ),
        Column::new(lang.pick("送达", "Service"), Cell::Tight, move |one| {
            state(lang, matter, one)
        }),
        Column::new(lang.pick("下载", "Download"), Cell::Tight, move |one| {
            let here = here(one);
            html! { a href={ (here) "/pdf" } { "PDF" } "　" a href={ (here) "/docx" } { "DOCX" } }
        }),
    ];
    Columns::new(0, columns).leads_to(here).urgent(move |one| {
        match one.waits(matter) && !one.tries.is_empty() {
            true => Urgency::Soon,
            false => Urgency::Normal,
        }
    })
}
