//! What anybody learns who scans the code on a document: number, day, organ and hash are on record. Nothing personal.

use jiff::civil::Date;
use matter::Event;
use matter::document::DocumentEvent;
use store::ledger;
use store::projection::documents;

use crate::guard::Secret;
use crate::matter_file::org_when;
use crate::{Moment, Office, OfficeError};

/// What is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRecord {
    /// The document's number.
    pub number: String,
    /// The day of issue.
    pub issued: Date,
    /// The organ.
    pub organ: String,
    /// SHA-256 over its text without names.
    pub hash: String,
    /// Whether it was cancelled.
    pub voided: bool,
}

impl Office {
    /// The document that bears a check code. `place` is where the question comes from: guesses are slowed down.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when none does, [`OfficeError::SlowDown`] after too many wrong ones.
    pub fn check_document(
        &self,
        code: &str,
        place: &str,
        moment: Moment,
    ) -> Result<OnRecord, OfficeError> {
        let clean: String = code
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_uppercase();
        let tried = self
            .guard()
            .book(Secret::CheckCode, &clean, place, moment)?;
        let found = documents::by_check(&*self.store.reader()?, &clean)?;
        let found = found.ok_or(OfficeError::NotFound)?;
        tried.right();
        Ok(OnRecord {
            number: found.number.to_string(),
            issued: found.issued,
            organ: self.organ_of(&found)?,
            hash: found.hash,
            voided: found.voided,
        })
    }

    /// The organ as it was called when it issued the document.
    fn organ_of(&self, found: &documents::OnRecord) -> Result<String, OfficeError> {
        let org = self.org();
        let then = match ledger::load(&*self.store.reader()?, found.matter)? {
            Some((_, history)) => org_when(
                &org,
                &history,
                |event| matches!(event, Event::Document(DocumentEvent::Issued { document }) if document.id == found.document),
            ),
            None => org,
        };
        Ok(then.unit_name(found.unit))
    }
}
