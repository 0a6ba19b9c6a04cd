//! A file of petitions, read row by row.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use encoding_rs::{GB18030, UTF_8};

use crate::{
    Arrival, ExchangeError, Format, Mapping, RowError,
    convert::Convert,
    csv_rows::CsvRows,
    encoding::{ToUtf8, detect},
    jsonl_rows::{self, JsonlRows},
    lines::Lines,
    record::{Record, Rows},
    xlsx_rows::XlsxRows,
};

/// What [`Source::position`] and [`Source::total_hint`] count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of the file (JSONL, CSV).
    Bytes,
    /// Rows of the sheet (XLSX).
    Rows,
}

/// An open file: an iterator over its rows, good and bad.
///
/// JSONL and CSV stream in constant memory; XLSX is loaded on opening. Blank
/// rows are passed over. Rows come in the file's order, repeats included.
pub struct Source {
    rows: Reading,
    convert: Convert,
    record: Record,
    format: Format,
    total: u64,
    /// The first row, read on opening to see that there is one.
    first: Option<Result<Arrival, RowError>>,
    ended: bool,
}

enum Reading {
    Text {
        rows: Box<dyn Rows + Send>,
        read: Arc<AtomicU64>,
    },
    Sheet(Box<XlsxRows>),
}

impl Source {
    /// Opens `path` and checks what can be checked before the first row:
    /// format by name and content, encoding, columns.
    ///
    /// # Errors
    /// The file cannot be read, is empty, is not what its name says, or lacks
    /// a column that the mapping names; see [`ExchangeError`].
    pub fn open(path: &Path, mapping: &Mapping) -> Result<Source, ExchangeError> {
        let failed = |source| ExchangeError::Read {
            path: path.to_owned(),
            source,
        };
        let metadata = fs::metadata(path).map_err(failed)?;
        if !metadata.is_file() {
            return Err(ExchangeError::NotAFile {
                path: path.to_owned(),
            });
        }
        if metadata.len() == 0 {
            return Err(ExchangeError::Empty {
                path: path.to_owned(),
                what: "0 字节",
            });
        }
        let mut head = Vec::new();
        File::open(path)
            .and_then(|file| file.take(8192).read_to_end(&mut head))
            .map_err(failed)?;
        let format = Format::of(path, &head)?;
        let (rows, total) = match format {
            Format::Xlsx => {
                let sheet = XlsxRows::open(path, mapping)?;
                let (_, total) = sheet.progress();
                (Reading::Sheet(Box::new(sheet)), total)
            }
            text => (open_text(path, mapping, text)?, metadata.len()),
        };
        let mut source = Source {
            rows,
            convert: Convert::new(mapping),
            record: Record::default(),
            format,
            total,
            first: None,
            ended: false,
        };
        source.first = source.read();
        match source.first {
            Some(_) => Ok(source),
            None => Err(ExchangeError::Empty {
                path: path.to_owned(),
                what: "只有表头",
            }),
        }
    }

    /// The format it was read as.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What position and total count.
    pub fn unit(&self) -> Unit {
        match self.rows {
            Reading::Text { .. } => Unit::Bytes,
            Reading::Sheet(_) => Unit::Rows,
        }
    }

    /// Length of the whole, in [`Source::unit`]s.
    pub fn total_hint(&self) -> u64 {
        self.total
    }

    /// How far it was read, in [`Source::unit`]s; a little ahead of the row
    /// last given, by what is buffered.
    pub fn position(&self) -> u64 {
        match &self.rows {
            Reading::Text { read, .. } => read.load(Ordering::Relaxed).min(self.total),
            Reading::Sheet(sheet) => sheet.progress().0,
        }
    }

    fn read(&mut self) -> Option<Result<Arrival, RowError>> {
        if self.ended {
            return None;
        }
        let rows: &mut dyn Rows = match &mut self.rows {
            Reading::Text { rows, .. } => rows.as_mut(),
            Reading::Sheet(sheet) => sheet.as_mut(),
        };
        self.record.clear();
        let Some(read) = rows.next(&mut self.record) else {
            self.ended = true;
            return None;
        };
        let row = rows.row();
        let arrival = read.and_then(|()| self.convert.arrival(row, &mut self.record));
        Some(arrival.map_err(|problem| {
            self.ended = problem.fatal;
            problem.at(row, rows.excerpt())
        }))
    }
}

impl Iterator for Source {
    type Item = Result<Arrival, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.first.take().or_else(|| self.read())
    }
}

fn open_text(path: &Path, mapping: &Mapping, format: Format) -> Result<Reading, ExchangeError> {
    let failed = |source| ExchangeError::Read {
        path: path.to_owned(),
        source,
    };
    let mut file = File::open(path).map_err(failed)?;
    let found = detect(&mut file).map_err(failed)?;
    let encoding = match mapping.encoding {
        // A byte-order mark is the file's own word for it.
        Some(declared) if found.mark == 0 => declared,
        _ => found.encoding,
    };
    if encoding == GB18030 && found.plainly_utf8 {
        let problem = "映射文件写的是 gb18030，文件却是 UTF-8".to_owned();
        let advice = "请把映射文件里的 encoding 改成 \"utf-8\" 或删去这一行";
        return Err(ExchangeError::Format {
            path: path.to_owned(),
            problem,
            advice,
        });
    }
    let stream = || -> Result<(Lines, Arc<AtomicU64>), ExchangeError> {
        let mut file = File::open(path).map_err(failed)?;
        file.seek(SeekFrom::Start(found.mark as u64))
            .map_err(failed)?;
        let read = Arc::new(AtomicU64::new(found.mark as u64));
        let counted = Counted {
            file,
            read: Arc::clone(&read),
        };
        let text: Box<dyn Read + Send> = if encoding == UTF_8 {
            Box::new(counted)
        } else {
            Box::new(ToUtf8::new(counted, encoding))
        };
        Ok((Lines::new(text), read))
    };
    let decoded = encoding != UTF_8;
    if format == Format::Jsonl {
        jsonl_rows::check(stream()?.0, mapping, path)?;
    }
    let (lines, read) = stream()?;
    let rows: Box<dyn Rows + Send> = match format {
        Format::Jsonl => Box::new(JsonlRows::new(lines, mapping, decoded)),
        _ => Box::new(CsvRows::open(lines, mapping, path, decoded)?),
    };
    Ok(Reading::Text { rows, read })
}

/// Counts the bytes that were read, for the progress bar.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
