//! What happened to documents, as sentences.

use matter::DocumentEvent;

use super::super::words::{Told, Words};
use crate::look::EventKind;

/// The sentence for an event.
pub(in super::super) fn tell(words: &Words<'_>, event: &DocumentEvent) -> Told {
    let lang = words.lang;
    let name = |id| {
        words.matter.document(id).map_or_else(String::new, |found| {
            format!("{}（{}）", found.content.title, found.content.number)
        })
    };
    let (kind, zh, en, body) = match event {
        DocumentEvent::Issued { document } => {
            let (title, number) = (&document.content.title, &document.content.number);
            (
                EventKind::Key,
                format!("制发{title}（{number}）"),
                format!("Issued {number} {title}"),
                None,
            )
        }
        DocumentEvent::Voided { document, voided } => (
            EventKind::Plain,
            format!("作废{}，号码保留", name(*document)),
            format!("Cancelled {}; the number stays taken", name(*document)),
            Some(voided.reason.clone()),
        ),
        DocumentEvent::Served { document, service } => (
            EventKind::Plain,
            format!("{}送达：{}", name(*document), service.method.zh()),
            format!("Served {}: {}", name(*document), service.method.en()),
            Some(service.proof.clone()).filter(|proof| !proof.is_empty()),
        ),
        DocumentEvent::ServiceFailed { document, failed } => (
            EventKind::Plain,
            format!(
                "{}未送达（{}），须再送",
                name(*document),
                failed.method.zh()
            ),
            format!(
                "Could not serve {} ({})",
                name(*document),
                failed.method.en()
            ),
            Some(failed.reason.clone()),
        ),
        DocumentEvent::SignedKept {
            document,
            attachment,
        } => (
            EventKind::Plain,
            format!("存入{}的签章件", name(*document)),
            format!("Kept the signed copy of {}", name(*document)),
            Some(attachment.name.clone()),
        ),
    };
    Told {
        text: lang.pick(zh, en),
        body,
        kind,
    }
}
