//! What an older version of the program did not write beside the ledger yet, written once when the folder is opened.

use kernel::org::Org;
use matter::Stage;
use store::{Store, ledger, tables};

use crate::OfficeError;

/// The mark that drafts waiting for a signature stand among the duties.
const SIGNATURES: &str = "caught_up.signatures";

/// Drafts that wait for a signature became duties of the one who signs.
///
/// # Errors
/// The storage's.
pub(crate) fn signatures(store: &Store, org: &Org) -> Result<(), OfficeError> {
    if tables::misc::setting(&*store.reader()?, SIGNATURES)?.is_some() {
        return Ok(());
    }
    let org = org.clone();
    store.writer().write(move |writing| {
        for id in ledger::matters_with(writing.connection, "desk")? {
            let Some((matter, _)) = ledger::load(writing.connection, id)? else {
                continue;
            };
            let waits = matter
                .desk
                .draft
                .as_ref()
                .is_some_and(|draft| draft.with.is_some());
            if waits && matter.stage == Stage::Handling {
                tables::project(writing.connection, &matter, &org)?;
            }
        }
        tables::misc::keep_setting(writing, SIGNATURES, "1")?;
        Ok::<(), OfficeError>(())
    })
}
