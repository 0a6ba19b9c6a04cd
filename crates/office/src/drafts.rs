//! Drafts of the public form: what a person typed survives every step and every error, sealed, for a day.

use store::tables;

use crate::{Moment, Office, OfficeError};

/// How long a draft waits for its owner, in milliseconds.
pub(crate) const KEPT: i64 = 24 * 60 * 60 * 1_000;

impl Office {
    /// Keeps a draft under its token. It names people before they are petitioners, so it is sealed like them.
    ///
    /// # Errors
    /// The storage's.
    pub fn keep_draft(&self, token: &str, body: &str, moment: Moment) -> Result<(), OfficeError> {
        let (token, sealed) = (token.to_owned(), self.vault.seal_draft(token, body)?);
        let now = moment.millis();
        Ok(self.store.writer().write(move |writing| {
            tables::misc::keep_draft(writing, &token, &sealed, now, now - KEPT)
        })?)
    }

    /// Forgets a draft at once.
    ///
    /// # Errors
    /// The storage's.
    pub fn forget_draft(&self, token: &str) -> Result<(), OfficeError> {
        let token = token.to_owned();
        Ok(self
            .store
            .writer()
            .write(move |writing| tables::misc::forget_draft(writing, &token))?)
    }

    /// A draft by its token; none when it was never kept, is a day old, or its keys are gone.
    ///
    /// # Errors
    /// The storage's.
    pub fn draft(&self, token: &str) -> Result<Option<String>, OfficeError> {
        let sealed = tables::misc::draft(&*self.store.reader()?, token)?;
        Ok(sealed.and_then(|sealed| self.vault.unseal_draft(token, &sealed).ok()))
    }
}
