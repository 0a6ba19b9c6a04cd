//! Files that nobody refers to any more: of drafts never sent and of forms refused. They go a day later; those of a form that waits for
//! its writer go with it.

use std::collections::HashSet;

use store::{files, ledger, tables};

use crate::drafts::KEPT;
use crate::{Moment, Office, OfficeError};

/// The length of a file's hash in hexadecimal.
const HASH: usize = 64;

impl Office {
    /// Removes files older than a day that no entry and no draft names; returns how many. Every run of 64 hexadecimal digits in the
    /// ledger counts as a name, so whatever kind of entry refers to a file, it stays.
    ///
    /// # Errors
    /// The storage's; nothing is removed when a draft cannot be read.
    pub fn sweep_files(&self, moment: Moment) -> Result<usize, OfficeError> {
        let since = moment.millis() - KEPT;
        let drafts = self
            .store
            .writer()
            .write(move |writing| tables::misc::live_drafts(writing, since))?;
        let mut named = HashSet::new();
        for (token, sealed) in drafts {
            note_hashes(&self.vault.unseal_draft(&token, &sealed)?, &mut named);
        }
        self.files_of_kept(&mut named, moment)?;
        ledger::each_body(&*self.store.reader()?, |body| {
            note_hashes(body, &mut named);
        })?;
        Ok(files::sweep(self.store.dir(), |hash| named.contains(hash))?)
    }
}

fn note_hashes(text: &str, named: &mut HashSet<String>) {
    for run in text.split(|letter: char| !letter.is_ascii_hexdigit()) {
        for start in 0..=run.len().saturating_sub(HASH) {
            if let Some(hash) = run.get(start..start + HASH) {
                named.insert(hash.to_ascii_lowercase());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_found_wherever_it_stands() {
        let hash = "ab12".repeat(16);
        let mut named = HashSet::new();
        note_hashes(&format!("{{\"picture\":\"{hash}\",\"n\":12}}"), &mut named);
        note_hashes(&format!("f{}", "cd34".repeat(16)), &mut named);
        assert!(named.contains(&hash) && named.contains(&"cd34".repeat(16)));
        assert!(named.len() == 3, "{named:?}");
    }
}
