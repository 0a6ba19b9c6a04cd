//! XLSX: read row by row. The sheet is gone through twice, first to see that all of it can be read and how large it is, so
//! that a workbook is refused before its first row is taken; what is in memory is one row and the workbook's texts.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use calamine::{Cell, Data, DataRef, ExcelDateTime, Reader, Xlsx, XlsxError, open_workbook};
use jiff::civil::{DateTime, Time};

use crate::{
    ExchangeError, Field, Mapping, Moment,
    error::{Problem, excerpt},
    header,
    record::{Record, Rows, Value},
    xlsx_size,
};

/// Largest workbook read, in bytes. It unpacks to several times its size.
const LARGEST: u64 = 200 * 1024 * 1024;
/// The most columns of a sheet.
const MOST_COLUMNS: u32 = 500;
/// The most cells with something in them.
const MOST_CELLS: u64 = 20_000_000;
/// Rows read ahead of the one asked for.
const AHEAD: usize = 16;
/// What to do about a workbook that only a spreadsheet program can put right.
const SAVE_AGAIN: &str = "请用 Excel 打开后另存为 .xlsx 再导入";

type Workbook = Xlsx<BufReader<File>>;

/// A row with something in it.
#[derive(Debug, Default)]
struct Row {
    /// Its number, from 0.
    number: u32,
    cells: Vec<Data>,
}

/// How much a sheet holds.
#[derive(Debug)]
struct Extent {
    first: u32,
    last: u32,
}

pub(crate) struct XlsxRows {
    rows: Receiver<Result<Row, String>>,
    row: Row,
    extent: Extent,
    targets: Vec<Option<Field>>,
}

impl XlsxRows {
    pub fn open(path: &Path, mapping: &Mapping) -> Result<XlsxRows, ExchangeError> {
        let refuse = |problem: String, advice| ExchangeError::Format {
            path: path.to_owned(),
            problem,
            advice,
        };
        let empty = |what| ExchangeError::Empty {
            path: path.to_owned(),
            what,
        };
        let (mut workbook, sheet) = load(path, mapping)?;
        let extent = measure(&mut workbook, &sheet).map_err(|told| refuse(told.0, told.1))?;
        let extent = extent.ok_or_else(|| empty("工作表是空的"))?;
        let (give, rows) = sync_channel(AHEAD);
        std::thread::Builder::new()
            .name("xlsx".to_owned())
            .spawn(move || read(workbook, &sheet, &give))
            .map_err(|source| ExchangeError::Read {
                path: path.to_owned(),
                source,
            })?;
        let mut rows = XlsxRows {
            rows,
            row: Row::default(),
            extent,
            targets: Vec::new(),
        };
        match rows.advance() {
            Some(Ok(())) => {}
            Some(Err(problem)) => return Err(refuse(problem, SAVE_AGAIN)),
            None => return Err(empty("工作表是空的")),
        }
        let columns: Vec<String> = rows.row.cells.iter().map(text).collect();
        rows.targets = header::resolve(&columns, mapping, path, rows.row())?;
        Ok(rows)
    }

    /// Rows read and rows in the sheet, header included.
    pub fn progress(&self) -> (u64, u64) {
        let rows = |last: u32| u64::from(last.saturating_sub(self.extent.first)) + 1;
        (rows(self.row.number), rows(self.extent.last))
    }

    /// Goes to the next row that is not blank; `None` at the end.
    fn advance(&mut self) -> Option<Result<(), String>> {
        loop {
            match self.rows.recv().ok()? {
                Ok(row) => self.row = row,
                Err(problem) => return Some(Err(problem)),
            }
            let blank = |cell: &Data| text(cell).trim().is_empty();
            if !self.row.cells.iter().all(blank) {
                return Some(Ok(()));
            }
        }
    }
}

impl Rows for XlsxRows {
    fn next(&mut self, record: &mut Record) -> Option<Result<(), Problem>> {
        if let Err(problem) = self.advance()? {
            return Some(Err(Problem {
                fatal: true,
                ..Problem::row(problem, SAVE_AGAIN)
            }));
        }
        for (cell, target) in self.row.cells.iter().zip(&self.targets) {
            if let Some(field) = target {
                record.set(*field, value(cell));
            }
        }
        Some(Ok(()))
    }

    fn row(&self) -> u64 {
        u64::from(self.row.number) + 1
    }

    fn excerpt(&self) -> String {
        let cells = self.row.cells.iter().map(text);
        let cells: Vec<String> = cells.filter(|text| !text.is_empty()).collect();
        excerpt(cells.join(" | ").as_bytes())
    }
}

/// Opens a workbook and finds the sheet to read.
fn load(path: &Path, mapping: &Mapping) -> Result<(Workbook, String), ExchangeError> {
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
    xlsx_size::check(path).map_err(|problem| refuse(problem, SAVE_AGAIN))?;
    let workbook: Workbook =
        open_workbook(path).map_err(|error| refuse(broken(&error), SAVE_AGAIN))?;
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
    Ok((workbook, sheet))
}

fn broken(error: &XlsxError) -> String {
    format!("工作簿打不开（{error}）")
}

/// Goes through a sheet cell by cell, those that are only formatted left out. `take` says whether to go on.
fn go_through(
    workbook: &mut Workbook,
    sheet: &str,
    mut take: impl FnMut(Cell<DataRef<'_>>) -> bool,
) -> Result<(), XlsxError> {
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        // A sheet that is a chart holds no rows.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(error),
    };
    while let Some(cell) = cells.next_cell()? {
        if !matches!(cell.get_value(), DataRef::Empty) && !take(cell) {
            break;
        }
    }
    Ok(())
}

/// Why a sheet is not read, and what to do.
type Told = (String, &'static str);

/// How far a sheet reaches; `None` when nothing is in it.
fn measure(workbook: &mut Workbook, sheet: &str) -> Result<Option<Extent>, Told> {
    let mut extent: Option<Extent> = None;
    let mut cells = 0;
    let mut told: Option<Told> = None;
    let gone_through = go_through(workbook, sheet, |cell| {
        let (row, column) = cell.get_position();
        cells += 1;
        let extent = extent.get_or_insert(Extent {
            first: row,
            last: row,
        });
        told = if column >= MOST_COLUMNS {
            Some((
                format!(
                    "工作表“{sheet}”的第 {} 行在第 {} 列有内容，一张表最多 {MOST_COLUMNS} 列（columns）",
                    row + 1,
                    column + 1
                ),
                "请删去多余的列后重试",
            ))
        } else if cells > MOST_CELLS {
            Some((
                format!("工作表“{sheet}”有内容的单元格超过 {MOST_CELLS} 个（cells）"),
                "请另存为 .csv 再导入，.csv 不限大小",
            ))
        } else if row < extent.last {
            Some((
                format!("工作表“{sheet}”里第 {} 行排在后面的行之后", row + 1),
                SAVE_AGAIN,
            ))
        } else {
            None
        };
        extent.last = row;
        told.is_none()
    });
    gone_through.map_err(|error| (broken(&error), SAVE_AGAIN))?;
    told.map_or(Ok(extent), Err)
}

/// Hands out a sheet row by row, until nobody asks for more.
fn read(mut workbook: Workbook, sheet: &str, give: &SyncSender<Result<Row, String>>) {
    let mut row = Row::default();
    let gone_through = go_through(&mut workbook, sheet, |cell| {
        let (number, column) = cell.get_position();
        if number != row.number && !hand_out(&mut row, give) {
            return false;
        }
        row.number = number;
        let column = column as usize;
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Data::Empty);
        }
        row.cells[column] = Data::from(cell.get_value().clone());
        true
    });
    let _ = match gone_through {
        Ok(()) => hand_out(&mut row, give),
        Err(error) => give.send(Err(broken(&error))).is_ok(),
    };
}

/// Whether somebody still asks.
fn hand_out(row: &mut Row, give: &SyncSender<Result<Row, String>>) -> bool {
    row.cells.is_empty() || give.send(Ok(std::mem::take(row))).is_ok()
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
