//! A row with its columns sorted into fields, before it is understood.

use crate::{Field, Moment, error::Problem};

/// What one column holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Value {
    /// No such column in this row, or nothing in it.
    #[default]
    Absent,
    Text(String),
    Int(i64),
    Float(f64),
    Moment(Moment),
    /// A spreadsheet error such as `#N/A`, or a nested JSON value.
    Unusable(&'static str),
}

/// One slot per field.
#[derive(Debug, Default)]
pub(crate) struct Record {
    values: [Value; Field::ALL.len()],
}

impl Record {
    pub fn clear(&mut self) {
        *self = Record::default();
    }

    pub fn set(&mut self, field: Field, value: Value) {
        self.values[field as usize] = value;
    }

    pub fn take(&mut self, field: Field) -> Value {
        std::mem::take(&mut self.values[field as usize])
    }
}

/// One format's reader.
pub(crate) trait Rows {
    /// Fills `record` with the next row; `None` at the end.
    fn next(&mut self, record: &mut Record) -> Option<Result<(), Problem>>;

    /// The row last read, from 1.
    fn row(&self) -> u64;

    /// The row last read, as it stands in the file.
    fn excerpt(&self) -> String;
}
