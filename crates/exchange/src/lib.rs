//! Files in and out: petitions read from JSONL, CSV and XLSX, records written
//! to the same three.
//!
//! This crate knows files, columns and cells, nothing of the procedure or the
//! store. What it reads becomes an [`Arrival`]; a row that cannot become one
//! becomes a [`RowError`] that says where, what and what to do. The caller
//! decides what to keep, what is new and what is a repeat.
//!
//! ```no_run
//! use huiyin_exchange::{Mapping, Source};
//! # fn main() -> Result<(), huiyin_exchange::ExchangeError> {
//! let mut source = Source::open("letters.csv".as_ref(), &Mapping::default())?;
//! for row in &mut source {
//!     match row {
//!         Ok(arrival) => println!("{} {}", arrival.row, arrival.subject),
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//! # Ok(()) }
//! ```

mod arrival;
mod channel;
mod convert;
mod csv_rows;
mod encoding;
mod error;
mod error_file;
mod field;
mod format;
mod guard;
mod header;
mod jsonl_rows;
mod lines;
mod mapping;
mod mapping_file;
mod moment;
mod record;
mod sink;
mod source;
mod subject;
mod xlsx_rows;
mod xlsx_sink;
mod xlsx_size;

pub use arrival::{Arrival, COLUMNS};
pub use channel::{Channel, Purpose, UnknownWord};
pub use error::{ExchangeError, RowError};
pub use error_file::ErrorFile;
pub use field::Field;
pub use format::Format;
pub use mapping::Mapping;
pub use moment::Moment;
pub use sink::{Cell, Column, Sink};
pub use source::{Source, Unit};
