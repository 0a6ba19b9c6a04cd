//! A form is acted on once. A second click, a reloaded page and a connection that broke before the answer came send the same form
//! again; what was corrected and sent again is another one.

use data_encoding::HEXLOWER;
use kernel::access::Viewer;
use sha2::{Digest, Sha256};
use store::{Writing, tables};

use crate::{Moment, Office, OfficeError};

/// How long a form is remembered, in milliseconds: a session ends with the day, and so do its pages.
const REMEMBERED: i64 = 24 * 60 * 60 * 1_000;

/// What makes a form sent again the same form: who sent it, where to, and everything in it, the token of its page among it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once(String);

impl Once {
    /// Of what a post sent: address, fields, files.
    pub fn of(viewer: &Viewer, parts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Self {
        let mut hash = Sha256::new();
        hash.update(viewer.post.0.to_le_bytes());
        for part in parts {
            let part = part.as_ref();
            // With its length, so that no two forms run together into one text.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(HEXLOWER.encode(&hash.finalize()))
    }

    /// Refuses what was done already.
    pub(crate) fn refuse_second_click(
        &self,
        writing: &Writing<'_>,
        now: Moment,
    ) -> Result<(), OfficeError> {
        if tables::once::was_done(writing.connection, &self.0, since(now))? {
            return Err(OfficeError::DoneBefore);
        }
        Ok(())
    }

    /// Remembers that it was done.
    pub(crate) fn remember(&self, writing: &Writing<'_>, now: Moment) -> Result<(), OfficeError> {
        Ok(tables::once::remember(
            writing,
            &self.0,
            now.millis(),
            since(now),
        )?)
    }
}

/// From when on a form is still remembered.
fn since(now: Moment) -> i64 {
    now.millis() - REMEMBERED
}

/// What an act rests on: the version of the matter that its form showed, and the form.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The version.
    pub version: u32,
    /// The form, where it came from one.
    pub once: Option<Once>,
}

/// Who acts, and by which form.
#[derive(Clone, Debug)]
pub struct Acting {
    /// Who.
    pub viewer: Viewer,
    /// The form, where it came from one that has a token.
    pub once: Option<Once>,
}

impl From<&Viewer> for Acting {
    fn from(viewer: &Viewer) -> Self {
        Self {
            viewer: viewer.clone(),
            once: None,
        }
    }
}

impl From<u32> for Basis {
    fn from(version: u32) -> Self {
        Self {
            version,
            once: None,
        }
    }
}

impl Office {
    /// Whether the form was acted on already.
    ///
    /// # Errors
    /// The storage's.
    pub fn was_done(&self, once: &Once, moment: Moment) -> Result<bool, OfficeError> {
        Ok(tables::once::was_done(
            &*self.store.reader()?,
            &once.0,
            since(moment),
        )?)
    }
}
