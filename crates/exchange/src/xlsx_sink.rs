//! The XLSX side of [`crate::Sink`].

use std::io::Write;

use jiff::civil::Time;
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::{Cell, Column, ExchangeError, Moment, sink::failed};

/// Rows of a sheet, header included.
const MOST_ROWS: u64 = 1_048_576;
/// UTF-16 units that a cell holds.
const LONGEST_CELL: usize = 32_767;
/// Integers beyond this lose digits in a spreadsheet and are written as text.
const EXACT: u64 = 1_000_000_000_000_000;

pub(crate) struct XlsxSink {
    workbook: Workbook,
    text: Format,
    day: Format,
    minute: Format,
    columns: u16,
}

impl XlsxSink {
    pub fn new(columns: &[Column]) -> Result<XlsxSink, ExchangeError> {
        let body = Format::new().set_align(FormatAlign::Top);
        let mut sink = XlsxSink {
            workbook: Workbook::new(),
            text: body.clone().set_text_wrap(),
            day: body.clone().set_num_format("yyyy-mm-dd"),
            minute: body.set_num_format("yyyy-mm-dd hh:mm:ss"),
            columns: u16::try_from(columns.len()).map_err(|error| failed(0, error))?,
        };
        sink.header(columns).map_err(|error| failed(0, error))?;
        Ok(sink)
    }

    fn header(&mut self, columns: &[Column]) -> Result<(), XlsxError> {
        let style = Format::new()
            .set_bold()
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x00E8_EEF4))
            .set_border_bottom(FormatBorder::Thin);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in (0..).zip(columns) {
            sheet.set_column_width(at, column.width)?;
            sheet.write_string_with_format(0, at, column.title, &style)?;
        }
        Ok(())
    }

    pub fn write(&mut self, row: u64, cells: &[&Cell<'_>]) -> Result<(), ExchangeError> {
        if row >= MOST_ROWS {
            let problem = format!("一张工作表最多 {} 条记录", MOST_ROWS - 1);
            return Err(ExchangeError::Write {
                row,
                problem,
                advice: "请改用 csv 或 jsonl 导出，或缩小范围",
            });
        }
        let line = u32::try_from(row).map_err(|error| failed(row, error))?;
        let sheet = self
            .workbook
            .worksheet_from_index(0)
            .map_err(|error| failed(row, error))?;
        let styles = (&self.text, &self.day, &self.minute);
        for (at, cell) in (0..).zip(cells) {
            put(sheet, line, at, cell, styles).map_err(|error| match error {
                XlsxError::MaxStringLengthExceeded => {
                    let problem = format!("有一格超过 Excel 单元格的上限（{LONGEST_CELL} 字）");
                    ExchangeError::Write {
                        row,
                        problem,
                        advice: "请改用 csv 或 jsonl 导出",
                    }
                }
                other => failed(row, other),
            })?;
        }
        Ok(())
    }

    pub fn finish(mut self, rows: u64, out: &mut (impl Write + Send)) -> Result<(), ExchangeError> {
        let error = |error: XlsxError| failed(rows, error);
        if rows > 0 && self.columns > 0 {
            let last = u32::try_from(rows).unwrap_or(u32::MAX);
            let sheet = self.workbook.worksheet_from_index(0).map_err(error)?;
            sheet
                .autofilter(0, 0, last, self.columns - 1)
                .map_err(error)?;
        }
        self.workbook.save_to_writer(out).map_err(error)
    }
}

type Styles<'s> = (&'s Format, &'s Format, &'s Format);

fn put(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    cell: &Cell<'_>,
    (text, day, minute): Styles<'_>,
) -> Result<(), XlsxError> {
    let written = match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(it) => sheet.write_string_with_format(row, at, it.as_ref(), text),
        Cell::Int(it) if it.unsigned_abs() >= EXACT => {
            sheet.write_string_with_format(row, at, it.to_string(), text)
        }
        // Below 2^53 every integer is exact as a float.
        Cell::Int(it) => sheet.write_number_with_format(row, at, *it as f64, text),
        Cell::Date(it) => match excel(*it) {
            Some(date) if it.time.is_some() => {
                sheet.write_datetime_with_format(row, at, &date, minute)
            }
            Some(date) => sheet.write_datetime_with_format(row, at, &date, day),
            // Excel knows no day before 1900.
            None => sheet.write_string_with_format(row, at, it.to_string(), text),
        },
    };
    written.map(|_| ())
}

fn excel(moment: Moment) -> Option<ExcelDateTime> {
    let date = moment.date;
    let year = u16::try_from(date.year())
        .ok()
        .filter(|year| *year >= 1900)?;
    let (month, day) = (
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    );
    let day = ExcelDateTime::from_ymd(year, month, day).ok()?;
    let Some(time) = moment.time else {
        return Some(day);
    };
    let (hour, minute) = (
        u16::try_from(time.hour()).ok()?,
        u8::try_from(time.minute()).ok()?,
    );
    // A workbook keeps midnight as the bare day. A millisecond, which no one
    // sees, keeps a known time of 00:00:00 apart from a day without a time.
    let known = if time == Time::midnight() { 0.001 } else { 0.0 };
    day.and_hms(hour, minute, f64::from(time.second()) + known)
        .ok()
}
