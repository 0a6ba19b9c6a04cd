//! Records written out, in the three formats that can be read in.

use std::{borrow::Cow, io::Write};

use crate::{ExchangeError, Format, Moment, guard::guard, xlsx_sink::XlsxSink};

/// One value of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'t> {
    /// Any text; never taken for a formula.
    Text(Cow<'t, str>),
    /// A whole number.
    Int(i64),
    /// A day, with or without a time.
    Date(Moment),
    /// Nothing: an empty cell, a key left out.
    Empty,
}

/// A column of an export.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// The key in JSONL and in records.
    pub name: &'static str,
    /// The header in CSV and XLSX.
    pub title: &'static str,
    /// Width in XLSX, in characters.
    pub width: f64,
}

impl Column {
    /// A column by key, title and width.
    pub const fn new(name: &'static str, title: &'static str, width: f64) -> Column {
        Column { name, title, width }
    }
}

impl<'t> From<&'t str> for Cell<'t> {
    fn from(text: &'t str) -> Cell<'t> {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(Cow::Owned(text))
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Cell::Int(number)
    }
}

impl From<Moment> for Cell<'_> {
    fn from(moment: Moment) -> Self {
        Cell::Date(moment)
    }
}

impl From<jiff::civil::Date> for Cell<'_> {
    fn from(date: jiff::civil::Date) -> Self {
        Cell::Date(date.into())
    }
}

impl From<jiff::civil::DateTime> for Cell<'_> {
    fn from(datetime: jiff::civil::DateTime) -> Self {
        Cell::Date(datetime.into())
    }
}

impl<'t, T: Into<Cell<'t>>> From<Option<T>> for Cell<'t> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// Writes records, one a row, in constant memory.
///
/// JSONL: one object a line, empty values left out. CSV: UTF-8 with a
/// byte-order mark, so that Excel reads it, and no cell that could run as a
/// formula. XLSX: a styled header, widths, dates as dates.
pub struct Sink<W: Write + Send> {
    columns: &'static [Column],
    writer: Writer<W>,
    /// Records written.
    row: u64,
}

enum Writer<W: Write + Send> {
    Jsonl(W),
    Csv(Box<csv::Writer<W>>),
    Xlsx(Box<XlsxSink>, W),
}

impl<W: Write + Send> Sink<W> {
    /// Begins an export and writes its header.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn new(
        format: Format,
        out: W,
        columns: &'static [Column],
    ) -> Result<Sink<W>, ExchangeError> {
        let writer = match format {
            Format::Jsonl => Writer::Jsonl(out),
            Format::Csv => Writer::Csv(Box::new(csv_writer(out, columns)?)),
            Format::Xlsx => Writer::Xlsx(Box::new(XlsxSink::new(columns)?), out),
        };
        Ok(Sink {
            columns,
            writer,
            row: 0,
        })
    }

    /// Writes one record: values by column name, in any order; columns not
    /// named stay empty.
    ///
    /// # Errors
    /// A name that is no column, a text too long for an XLSX cell, more rows
    /// than a sheet holds, or the output cannot be written.
    pub fn write(&mut self, record: &[(&str, Cell<'_>)]) -> Result<(), ExchangeError> {
        self.row += 1;
        let row = self.row;
        let mut cells: Vec<&Cell<'_>> = vec![&Cell::Empty; self.columns.len()];
        for (at, (name, cell)) in record.iter().enumerate() {
            // Records mostly come in the columns' order.
            let here = self
                .columns
                .get(at)
                .filter(|column| column.name == *name)
                .map(|_| at);
            let Some(at) =
                here.or_else(|| self.columns.iter().position(|column| column.name == *name))
            else {
                return Err(failed(row, format!("没有名为“{name}”的列")));
            };
            cells[at] = cell;
        }
        match &mut self.writer {
            Writer::Jsonl(out) => write_json(out, self.columns, &cells).map_err(|e| failed(row, e)),
            Writer::Csv(out) => out
                .write_record(cells.iter().map(|cell| csv_text(cell).into_owned()))
                .map_err(|e| failed(row, e)),
            Writer::Xlsx(sheet, _) => sheet.write(row, &cells),
        }
    }

    /// Completes the export, flushes the output and gives it back.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn finish(self) -> Result<W, ExchangeError> {
        let row = self.row;
        let mut out = match self.writer {
            Writer::Jsonl(out) => out,
            Writer::Csv(out) => out
                .into_inner()
                .map_err(|error| failed(row, error.error()))?,
            Writer::Xlsx(sheet, mut out) => {
                sheet.finish(row, &mut out)?;
                out
            }
        };
        out.flush().map_err(|error| failed(row, error))?;
        Ok(out)
    }
}

fn csv_writer<W: Write>(mut out: W, columns: &[Column]) -> Result<csv::Writer<W>, ExchangeError> {
    out.write_all("\u{feff}".as_bytes())
        .map_err(|error| failed(0, error))?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    writer
        .write_record(
            columns
                .iter()
                .map(|column| guard(column.title).into_owned()),
        )
        .map_err(|error| failed(0, error))?;
    Ok(writer)
}

fn csv_text<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    match cell {
        Cell::Text(text) => guard(text),
        Cell::Int(number) => Cow::Owned(number.to_string()),
        // A space, not a T: spreadsheet programs then see a date.
        Cell::Date(moment) => Cow::Owned(moment.to_string().replace('T', " ")),
        Cell::Empty => Cow::Borrowed(""),
    }
}

fn write_json<W: Write>(
    out: &mut W,
    columns: &[Column],
    cells: &[&Cell<'_>],
) -> std::io::Result<()> {
    let mut separator = b"{";
    for (column, cell) in columns.iter().zip(cells) {
        if **cell == Cell::Empty {
            continue;
        }
        out.write_all(separator)?;
        separator = b",";
        serde_json::to_writer(&mut *out, column.name)?;
        out.write_all(b":")?;
        match cell {
            Cell::Text(text) => serde_json::to_writer(&mut *out, text)?,
            Cell::Int(number) => write!(out, "{number}")?,
            Cell::Date(moment) => write!(out, "\"{moment}\"")?,
            Cell::Empty => {}
        }
    }
    out.write_all(if separator == b"{" { b"{}\n" } else { b"}\n" })
}

pub(crate) fn failed(row: u64, problem: impl ToString) -> ExchangeError {
    ExchangeError::Write {
        row,
        problem: problem.to_string(),
        advice: "请检查磁盘空间和写入权限后再导出一次",
    }
}
