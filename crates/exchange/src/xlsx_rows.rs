//! XLSX: the one format that is loaded whole, because a workbook keeps its
//! texts apart from its rows.

use std::{fs, fs::File, io::BufReader, path::Path};

use calamine::{Data, ExcelDateTime, Range, Reader, Xlsx, open_workbook};
use jiff::civil::{DateTime, Time};

use crate::{
    ExchangeError, Field, Mapping, Moment,
    error::{Problem, excerpt},
    header,
    record::{Record, Rows, Value},
};

/// Largest workbook read, in bytes. It unpacks to several times its size.
const LARGEST: u64 = 200 * 1024 * 1024;

pub(crate) struct XlsxRows {
    cells: Range<Data>,
    targets: Vec<Option<Field>>,
    /// Row of `cells` to read next, from 0.
    next: usize,
}

impl XlsxRows {
    pub fn open(path: &Path, mapping: &Mapping) -> Result<XlsxRows, ExchangeError> {
        let cells = load(path, mapping)?;
        let empty = |what| ExchangeError::Empty {
            path: path.to_owned(),
            what,
        };
        let mut rows = XlsxRows {
            cells,
            targets: Vec::new(),
            next: 0,
        };
        if !rows.advance() {
            return Err(empty("工作表是空的"));
        }
        let columns: Vec<String> = rows.current().map(text).collect();
        rows.targets = header::resolve(&columns, mapping, path, rows.row())?;
        Ok(rows)
    }

    /// Rows read and rows in the sheet, header included.
    pub fn progress(&self) -> (u64, u64) {
        (self.next as u64, self.cells.height() as u64)
    }

    /// Goes to the next row that is not blank; false at the end.
    fn advance(&mut self) -> bool {
        while self.next < self.cells.height() {
            self.next += 1;
            if self.current().any(|cell| !text(cell).trim().is_empty()) {
                return true;
            }
        }
        false
    }

    /// The cells of the row gone to last.
    fn current(&self) -> impl Iterator<Item = &Data> {
        let row = self.next - 1;
        (0..self.cells.width())
            .map(move |column| self.cells.get((row, column)).unwrap_or(&Data::Empty))
    }
}

impl Rows for XlsxRows {
    fn next(&mut self, record: &mut Record) -> Option<Result<(), Problem>> {
        if !self.advance() {
            return None;
        }
        for (cell, target) in self.current().zip(&self.targets) {
            if let Some(field) = target {
                record.set(*field, value(cell));
            }
        }
        Some(Ok(()))
    }

    fn row(&self) -> u64 {
        first_row(&self.cells) + self.next as u64 - 1
    }

    fn excerpt(&self) -> String {
        let cells: Vec<String> = self
            .current()
            .map(text)
            .filter(|text| !text.is_empty())
            .collect();
        excerpt(cells.join(" | ").as_bytes())
    }
}

fn load(path: &Path, mapping: &Mapping) -> Result<Range<Data>, ExchangeError> {
    let refuse = |problem: String, advice| ExchangeError::Format {
        path: path.to_owned(),
        problem,
        advice,
    };
    let length = fs::metadata(path)
        .map_err(|source| ExchangeError::Read {
            path: path.to_owned(),
            source,
        })?
        .len();
    if length > LARGEST {
        return Err(refuse(
            format!("工作簿太大（{} MB）", length >> 20),
            "请另存为 .csv 再导入，.csv 不限大小",
        ));
    }
    let broken = |error: calamine::XlsxError| {
        refuse(
            format!("工作簿打不开（{error}）"),
            "请用 Excel 打开后另存为 .xlsx 再导入",
        )
    };
    let mut workbook: Xlsx<BufReader<File>> = open_workbook(path).map_err(broken)?;
    let sheets = workbook.sheet_names();
    let wanted = match &mapping.sheet {
        Some(name) => sheets.iter().find(|sheet| sheet.trim() == name.trim()),
        None => sheets.first(),
    };
    let Some(sheet) = wanted.cloned() else {
        let problem = format!(
            "没有工作表“{}”，有的是：{}",
            mapping.sheet.as_deref().unwrap_or(""),
            sheets.join("、")
        );
        return Err(refuse(
            problem,
            "请在映射文件里改正 sheet，或删去它以读第一张表",
        ));
    };
    workbook.worksheet_range(&sheet).map_err(broken)
}

fn first_row(cells: &Range<Data>) -> u64 {
    cells.start().map_or(0, |(row, _)| u64::from(row)) + 1
}

fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(date) => {
            moment(date).map_or_else(|| date.to_string(), |moment| moment.to_string())
        }
        other => other.to_string(),
    }
}

fn value(cell: &Data) -> Value {
    match cell {
        Data::Empty => Value::Absent,
        Data::Int(number) => Value::Int(*number),
        Data::Float(number) => Value::Float(*number),
        Data::DateTime(date) => moment(date).map_or(Value::Float(date.as_f64()), Value::Moment),
        Data::Error(_) => Value::Unusable("公式错误"),
        other => Value::Text(other.to_string()),
    }
}

/// A cell formatted as a date. A workbook cannot tell midnight from a day
/// without a time: exactly midnight is the day alone, and our exports put the
/// time 00:00:00 a millisecond later (see [`crate::xlsx_sink`]).
fn moment(date: &ExcelDateTime) -> Option<Moment> {
    if !date.is_datetime() {
        return None;
    }
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let exact = DateTime::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        i32::from(milli) * 1_000_000,
    );
    let exact = exact.ok()?;
    if exact.time() == Time::midnight() {
        return Some(exact.date().into());
    }
    Some(exact.round(jiff::Unit::Second).ok()?.into())
}
