//! What has happened to documents, applied.

use crate::model::document::{Document, DocumentEvent};
use crate::model::matter::Matter;

use kernel::DocumentId;

impl Matter {
    pub(crate) fn apply_document(&mut self, event: &DocumentEvent) {
        match event {
            DocumentEvent::Issued { document } => self.documents.push((**document).clone()),
            DocumentEvent::Voided { document, voided } => {
                self.change(*document, |found| found.voided = Some(voided.clone()));
            }
            DocumentEvent::Served { document, service } => {
                self.change(*document, |found| found.service = Some(service.clone()));
            }
            DocumentEvent::ServiceFailed { document, failed } => {
                self.change(*document, |found| found.tries.push(failed.clone()));
            }
            DocumentEvent::SignedKept {
                document,
                attachment,
            } => {
                self.attachments.push(attachment.clone());
                self.change(*document, |found| {
                    found.signed = Some(attachment.hash.clone());
                });
            }
        }
    }

    fn change(&mut self, id: DocumentId, change: impl FnOnce(&mut Document)) {
        if let Some(found) = self.documents.iter_mut().find(|found| found.id == id) {
            change(found);
        }
    }
}
