//! The rows that failed, in a file beside the input.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufWriter, Read},
    path::{Path, PathBuf},
};

use crate::{Cell, Column, ExchangeError, Format, RowError, Sink};

const COLUMNS: &[Column] = &[
    Column::new("row", "行号", 8.0),
    Column::new("field", "字段", 16.0),
    Column::new("problem", "问题", 40.0),
    Column::new("advice", "怎么办", 40.0),
    Column::new("excerpt", "原文摘录", 60.0),
];

/// `NAME.errors.csv` beside the input `NAME.…`: one line per row that failed.
/// It is made when the first error comes; an import without errors removes
/// the one that an earlier run left.
pub struct ErrorFile {
    path: PathBuf,
    sink: Option<Sink<BufWriter<File>>>,
    count: u64,
}

impl ErrorFile {
    /// For the input at `input`. Writes nothing yet.
    pub fn beside(input: &Path) -> ErrorFile {
        let mut name = input.file_stem().unwrap_or_default().to_os_string();
        name.push(".errors.csv");
        ErrorFile {
            path: input.with_file_name(name),
            sink: None,
            count: 0,
        }
    }

    /// Where it stands, or would.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Errors written so far.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Adds one error.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&mut self, error: &RowError) -> Result<(), ExchangeError> {
        let sink = match &mut self.sink {
            Some(sink) => sink,
            None => {
                let file = create(&self.path).map_err(|source| ExchangeError::ErrorFile {
                    path: self.path.clone(),
                    source,
                })?;
                self.sink
                    .insert(Sink::new(Format::Csv, BufWriter::new(file), COLUMNS)?)
            }
        };
        self.count += 1;
        sink.write(&[
            (
                "row",
                Cell::Int(i64::try_from(error.row).unwrap_or(i64::MAX)),
            ),
            ("field", error.field.map(|field| field.to_string()).into()),
            ("problem", error.problem.as_str().into()),
            ("advice", error.advice.as_str().into()),
            ("excerpt", error.excerpt.as_str().into()),
        ])
    }

    /// Completes it: its path, or `None` where there was no error.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(self) -> Result<Option<PathBuf>, ExchangeError> {
        let Some(sink) = self.sink else {
            remove_stale(&self.path).map_err(|source| ExchangeError::ErrorFile {
                path: self.path,
                source,
            })?;
            return Ok(None);
        };
        sink.finish()?;
        Ok(Some(self.path))
    }
}

/// What failed is quoted in it, so nobody else on the machine reads it.
fn create(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Removes the error file of an earlier run, known by its header; a file of
/// that name that someone else wrote stays.
fn remove_stale(path: &Path) -> std::io::Result<()> {
    let ours = "\u{feff}行号,字段,问题,怎么办,原文摘录";
    let mut head = Vec::new();
    let Ok(file) = File::open(path) else {
        return Ok(());
    };
    file.take(ours.len() as u64).read_to_end(&mut head)?;
    if head == ours.as_bytes() {
        fs::remove_file(path)
    } else {
        Ok(())
    }
}
