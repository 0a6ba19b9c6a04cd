//! What staff typed and could not send, since their session had ended, somebody saved first or the line broke: it is kept for the same
//! person for three days, files too, and shown again on the same page. Nothing is ever sent by itself.
//!
//! A form names people before they are petitioners, so it is sealed like them, for its own number and its writer; not even the page it
//! belongs to can be read without the keys. Who wrote a form whose session is over is told by the token that its page carried.

use std::collections::HashSet;

use kernel::{PersonId, Refusal};
use matter::Attachment;
use serde::{Deserialize, Serialize};
use store::tables::kept_forms::{self, KeptForm};

use crate::vault::token;
use crate::{Moment, Office, OfficeError};

/// How long a form waits for its writer, in milliseconds.
const WAITS: i64 = 3 * 24 * 60 * 60 * 1_000;
/// How many forms of one person are kept; the oldest gives way.
const MOST: usize = 8;
/// The most bytes of words of one form.
const MOST_WORDS: usize = 1024 * 1024;
/// The most bytes that the files of one form have, all together.
pub const MOST_BYTES: u64 = 60 * 1024 * 1024;

/// What was typed, as it is sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The address of its page.
    pub page: String,
    /// The fields in the order of the page.
    pub fields: Vec<(String, String)>,
    /// The files that were added, each with its field.
    pub files: Vec<(String, Attachment)>,
    /// Why other files could not be kept, in Chinese and English.
    pub left: Vec<(String, String)>,
}

/// A form that waits for its writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub token: String,
    /// When it was kept.
    pub at: Moment,
    /// What was typed.
    pub typed: Typed,
}

impl Office {
    /// The person whose page carried this token, if it is one of ours and no older than what is kept. It says nothing of whether the
    /// session still runs.
    pub fn writer_of(&self, csrf: &str, moment: Moment) -> Option<PersonId> {
        let (person, opened) = self.vault.page_of(csrf)?;
        (moment.millis() - opened < WAITS).then_some(person)
    }

    /// Keeps what a person typed, in the place of what is kept under `before`; returns its number. Nothing is kept of a form without
    /// words and files.
    ///
    /// # Errors
    /// A refusal where it is too much; the storage's.
    pub fn keep_form(
        &self,
        person: PersonId,
        before: Option<&str>,
        typed: &Typed,
        moment: Moment,
    ) -> Result<String, OfficeError> {
        let words: usize = typed
            .fields
            .iter()
            .map(|(name, text)| name.len() + text.len())
            .sum();
        let bytes: u64 = typed.files.iter().map(|(_, file)| file.size).sum();
        if words > MOST_WORDS || bytes > MOST_BYTES {
            let refusal = Refusal::input("填写的内容过多，无法保留", "too much to be kept");
            return Err(refusal.into());
        }
        let token = before.map_or_else(token, str::to_owned);
        let plain =
            serde_json::to_vec(typed).map_err(|error| OfficeError::Vault(error.to_string()))?;
        let form = KeptForm {
            sealed: self.vault.seal_form(&token, person, &plain)?,
            token: token.clone(),
            person,
            at: moment.millis(),
        };
        let since = moment.millis() - WAITS;
        self.store
            .writer()
            .write(move |writing| kept_forms::keep(writing, &form, MOST, since))?;
        Ok(token)
    }

    /// The newest form that a person could not send from a page.
    ///
    /// # Errors
    /// The storage's.
    pub fn kept_of(
        &self,
        person: PersonId,
        page: &str,
        moment: Moment,
    ) -> Result<Option<Kept>, OfficeError> {
        let mut kept = self.kept(person, moment)?.into_iter();
        Ok(kept.find(|kept| kept.typed.page == page))
    }

    /// A person's form by its number.
    ///
    /// # Errors
    /// The storage's.
    pub fn kept_form(
        &self,
        person: PersonId,
        token: &str,
        moment: Moment,
    ) -> Result<Option<Kept>, OfficeError> {
        let mut kept = self.kept(person, moment)?.into_iter();
        Ok(kept.find(|kept| kept.token == token))
    }

    /// A person's forms, newest first. What no longer opens, since the keys are others, is as good as gone.
    fn kept(&self, person: PersonId, moment: Moment) -> Result<Vec<Kept>, OfficeError> {
        let since = moment.millis() - WAITS;
        let rows = kept_forms::of(&*self.store.reader()?, person, since)?;
        Ok(rows.iter().filter_map(|row| self.opened(row)).collect())
    }

    fn opened(&self, row: &KeptForm) -> Option<Kept> {
        let plain = self.vault.unseal_form(&row.token, row.person, &row.sealed);
        Some(Kept {
            token: row.token.clone(),
            at: Moment::from_millis(row.at),
            typed: serde_json::from_slice(&plain.ok()?).ok()?,
        })
    }

    /// Forgets a person's form: it was sent, or is not wanted.
    ///
    /// # Errors
    /// The storage's.
    pub fn forget_form(&self, person: PersonId, token: &str) -> Result<(), OfficeError> {
        let token = token.to_owned();
        Ok(self
            .store
            .writer()
            .write(move |writing| kept_forms::forget(writing, person, &token))?)
    }

    /// Puts away the forms that nobody came back for, and notes the files of the others.
    pub(crate) fn files_of_kept(
        &self,
        named: &mut HashSet<String>,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        let since = moment.millis() - WAITS;
        let live = self
            .store
            .writer()
            .write(move |writing| kept_forms::live(writing, since))?;
        for form in live.iter().filter_map(|row| self.opened(row)) {
            let files = form.typed.files.into_iter();
            named.extend(files.map(|(_, file)| file.hash.to_ascii_lowercase()));
        }
        Ok(())
    }
}
