//! CSV, record by record.
//!
//! The text goes to the parser a line at a time, so that a record knows the
//! line it begins in, and a quote that is never closed costs one row, not the
//! rest of the file.

use std::path::Path;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::{
    ExchangeError, Field, Mapping,
    error::{Problem, excerpt},
    guard::unguard,
    header,
    jsonl_rows::{bad_bytes, too_long},
    lines::{LONGEST, Line, Lines},
    record::{Record, Rows, Value},
};

pub(crate) struct CsvRows {
    records: Records,
    targets: Vec<Option<Field>>,
    decoded: bool,
}

impl CsvRows {
    /// Reads the header. `decoded`: see [`crate::jsonl_rows::JsonlRows::new`].
    pub fn open(
        mut lines: Lines,
        mapping: &Mapping,
        path: &Path,
        decoded: bool,
    ) -> Result<CsvRows, ExchangeError> {
        let empty = |what| ExchangeError::Empty {
            path: path.to_owned(),
            what,
        };
        let bad_header = |problem: Problem| ExchangeError::Format {
            path: path.to_owned(),
            problem: format!("表头读不了：{}", problem.problem),
            advice: "请检查第一行是否是列名、编码是否正确",
        };
        let delimiter = mapping.delimiter.map_or_else(|| delimiter(&mut lines), Ok);
        let delimiter = delimiter.map_err(|source| ExchangeError::Read {
            path: path.to_owned(),
            source,
        })?;
        let mut records = Records::new(lines, delimiter);
        match records.next() {
            None => return Err(empty("只有空行")),
            Some(read) => read.map_err(bad_header)?,
        }
        let columns = records.texts().map_err(bad_header)?;
        let columns: Vec<String> = columns.map(|column| unguard(column).to_owned()).collect();
        let targets = header::resolve(&columns, mapping, path, records.first_line)?;
        Ok(CsvRows {
            records,
            targets,
            decoded,
        })
    }

    fn fill(&self, record: &mut Record) -> Result<(), Problem> {
        let (records, expected) = (&self.records, self.targets.len());
        if records.count() != expected {
            let lines = records.lines.number() - records.first_line + 1;
            let over = if lines > 1 {
                format!("，这条记录跨了 {lines} 行")
            } else {
                String::new()
            };
            let problem = format!("应有 {expected} 列，实有 {} 列{over}", records.count());
            return Err(Problem::row(
                problem,
                "含分隔符、换行或引号的内容要用双引号括起来，引号要成对，请改正这一行",
            ));
        }
        for (text, target) in records.texts()?.zip(&self.targets) {
            if self.decoded && text.contains(char::REPLACEMENT_CHARACTER) {
                return Err(bad_bytes());
            }
            if let (Some(field), false) = (target, text.is_empty()) {
                record.set(*field, Value::Text(unguard(text).to_owned()));
            }
        }
        Ok(())
    }
}

impl Rows for CsvRows {
    fn next(&mut self, record: &mut Record) -> Option<Result<(), Problem>> {
        loop {
            let read = self.records.next()?;
            if read.is_err() || !self.records.raw_is_blank() {
                return Some(read.and_then(|()| self.fill(record)));
            }
        }
    }

    fn row(&self) -> u64 {
        self.records.first_line
    }

    fn excerpt(&self) -> String {
        excerpt(&self.records.raw)
    }
}

/// The one of `,` `;` tab that is most frequent in the first line.
fn delimiter(lines: &mut Lines) -> std::io::Result<u8> {
    let (mut text, mut skipped) = (Vec::new(), 0);
    while text[skipped..].trim_ascii().is_empty() {
        skipped = text.len();
        if lines.next(&mut text)? == Line::End || text.len() > LONGEST {
            break;
        }
    }
    let header = &text[skipped..];
    let count = |delimiter: u8| header.iter().filter(|byte| **byte == delimiter).count();
    // max_by_key keeps the last of equals: a comma unless another is ahead.
    let found = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|it| count(*it))
        .unwrap_or(b',');
    lines.give_back(&text, 0);
    Ok(found)
}

/// Records of fields, with the raw text of the one last read.
struct Records {
    lines: Lines,
    parser: Reader,
    delimiter: u8,
    raw: Vec<u8>,
    first_line: u64,
    fields: Vec<u8>,
    ends: Vec<usize>,
    used: usize,
    filled: usize,
}

impl Records {
    fn new(lines: Lines, delimiter: u8) -> Records {
        Records {
            lines,
            parser: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            raw: Vec::new(),
            first_line: 0,
            fields: vec![0; 4096],
            ends: vec![0; 64],
            used: 0,
            filled: 0,
        }
    }

    fn next(&mut self) -> Option<Result<(), Problem>> {
        self.raw.clear();
        (self.used, self.filled) = (0, 0);
        loop {
            let start = self.raw.len();
            match self.lines.next(&mut self.raw) {
                Err(error) => return Some(Err(Problem::broken_off(&error))),
                Ok(Line::TooLong) => {
                    self.first_line = if start == 0 {
                        self.lines.number()
                    } else {
                        self.first_line
                    };
                    self.parser.reset();
                    return Some(Err(too_long()));
                }
                Ok(Line::End) if start == 0 => return None,
                Ok(Line::End) => return Some(Err(self.unclosed())),
                Ok(Line::Whole) if start == 0 && self.raw.trim_ascii().is_empty() => {
                    self.raw.clear();
                    continue;
                }
                Ok(Line::Whole) if start == 0 => self.first_line = self.lines.number(),
                Ok(Line::Whole) => {}
            }
            if self.feed(start) {
                return Some(Ok(()));
            }
            if self.raw.len() > LONGEST {
                return Some(Err(self.unclosed()));
            }
        }
    }

    /// Parses the raw text from `start`; true when the record is complete.
    fn feed(&mut self, start: usize) -> bool {
        // The file's last line may lack its end. The parser is given one, so
        // that only an open quote can leave a record incomplete.
        if !self.raw.ends_with(b"\n") {
            self.raw.push(b'\n');
        }
        let mut at = start;
        loop {
            let (input, output, ends) = (
                &self.raw[at..],
                &mut self.fields[self.used..],
                &mut self.ends[self.filled..],
            );
            let (result, read, written, ended) = self.parser.read_record(input, output, ends);
            at += read;
            self.used += written;
            self.filled += ended;
            match result {
                ReadRecordResult::InputEmpty => return false,
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    // After `\r` alone another record may follow in this line.
                    let rest = self.raw.split_off(at);
                    if rest.iter().any(|byte| !matches!(byte, b'\r' | b'\n')) {
                        self.lines.give_back(&rest, self.lines.number());
                    }
                    return true;
                }
                ReadRecordResult::End => return true,
            }
        }
    }

    /// A quote that was opened and never closed: only its first line is lost.
    fn unclosed(&mut self) -> Problem {
        let first = self
            .raw
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(self.raw.len(), |at| at + 1);
        let rest = self.raw.split_off(first);
        self.lines.give_back(&rest, self.first_line);
        self.parser = ReaderBuilder::new().delimiter(self.delimiter).build();
        Problem::row(
            "双引号没有成对，后面的内容分不开",
            "请给这一行补上缺少的双引号；内容里的双引号要写两个",
        )
    }

    fn count(&self) -> usize {
        self.filled
    }

    /// Delimiters and blanks only: a row that a spreadsheet left over.
    fn raw_is_blank(&self) -> bool {
        self.raw
            .iter()
            .all(|byte| byte.is_ascii_whitespace() || *byte == self.delimiter)
    }

    fn texts(&self) -> Result<impl Iterator<Item = &str>, Problem> {
        let all = std::str::from_utf8(&self.fields[..self.used]).map_err(|_| bad_bytes())?;
        let ends = &self.ends[..self.filled];
        // A field may not end inside a character; it cannot in valid input.
        if ends.iter().any(|end| !all.is_char_boundary(*end)) {
            return Err(bad_bytes());
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        Ok(starts.zip(ends).map(move |(start, end)| &all[start..*end]))
    }
}
