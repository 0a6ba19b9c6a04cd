//! The documents on the matter's page.

use matter::{Action, Document};
use maud::{Markup, html};
use office::matter_file::MatterFile;

use super::super::people::verdict;
use super::{href, new_href, state};
use crate::look::{
    ButtonKind, Cell, Column, Icon, Lang, Row, Table, Urgency, empty, link_button, panel as box_of,
};

/// The panel.
pub(in super::super) fn panel(lang: Lang, file: &MatterFile) -> Markup {
    let matter = &file.matter;
    let may = verdict(&file.choices, Action::IssueDocument).is_ok();
    let make = html! {
        @if may {
            (link_button(ButtonKind::Quiet, Some(Icon::Write), lang.pick("制作文书", "Issue a document"), &new_href(matter.id)))
        }
    };
    let rows: Vec<Row> = matter
        .documents
        .iter()
        .map(|document| row(lang, file, document))
        .collect();
    let columns = [
        Column::new(lang.pick("文号", "Number"), Cell::Tight),
        Column::new(lang.pick("文书", "Document"), Cell::Text),
        Column::new(lang.pick("日期", "Day"), Cell::Date),
        Column::new(lang.pick("送达", "Service"), Cell::Tight),
        Column::new(lang.pick("下载", "Download"), Cell::Tight),
    ];
    let table = Table {
        lang,
        caption: lang.pick("本事项的文书", "Documents of this matter"),
        columns: &columns,
        lead: 0,
        rows: &rows,
        empty: empty(
            Icon::Petition,
            lang.pick("还没有制发文书。", "No document has been issued yet."),
            None,
        ),
    };
    box_of(
        "documents",
        lang.pick("文书", "Documents"),
        Some(&make),
        &table.render(),
    )
}

fn row(lang: Lang, file: &MatterFile, document: &Document) -> Row {
    let matter = &file.matter;
    let here = href(matter.id, document.id);
    let pressing = document.waits(matter) && !document.tries.is_empty();
    Row {
        href: Some(here.clone()),
        urgency: if pressing {
            Urgency::Soon
        } else {
            Urgency::Normal
        },
        cells: vec![
            html! { (document.content.number) },
            html! { (document.content.title) },
            html! { (lang.date(document.on)) },
            state(lang, matter, document),
            html! { a href={ (here) "/pdf" } { "PDF" } "　" a href={ (here) "/docx" } { "DOCX" } },
        ],
    }
}
