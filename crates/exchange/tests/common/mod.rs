//! Small files for the tests.
#![allow(clippy::unwrap_used, dead_code)]

use std::{fs, path::PathBuf};

use huiyin_exchange::{Arrival, ExchangeError, Mapping, RowError, Source};
use tempfile::TempDir;

/// A folder that vanishes with the test, and a file in it.
pub struct Given {
    pub folder: TempDir,
    pub path: PathBuf,
}

pub fn file(name: &str, content: impl AsRef<[u8]>) -> Given {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    Given { folder, path }
}

impl Given {
    pub fn open(&self, mapping: &Mapping) -> Result<Source, ExchangeError> {
        Source::open(&self.path, mapping)
    }

    pub fn rows(&self) -> Vec<Result<Arrival, RowError>> {
        self.open(&Mapping::default()).unwrap().collect()
    }

    pub fn rows_by(&self, mapping: &str) -> Vec<Result<Arrival, RowError>> {
        self.open(&mapping.parse().unwrap()).unwrap().collect()
    }

    /// All rows, which must be good.
    pub fn arrivals(&self) -> Vec<Arrival> {
        self.rows().into_iter().map(Result::unwrap).collect()
    }

    pub fn refusal(&self) -> String {
        self.refusal_by("")
    }

    pub fn refusal_by(&self, mapping: &str) -> String {
        match self.open(&mapping.parse().unwrap()) {
            Ok(_) => "opened".to_owned(),
            Err(error) => error.to_string(),
        }
    }
}
