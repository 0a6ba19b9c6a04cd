//! What a request tells: language, address, form fields, files, and who is signed in.

pub mod address;
pub mod cookie;
pub mod form;
pub mod lang;
pub mod pace;
pub mod pieces;
pub mod receive;
pub mod staff;

pub use address::Address;
pub use form::{Fields, Upload, UploadedFile};
pub use lang::Reader;
pub use receive::Takes;
pub use staff::{Staff, StaffForm, StaffUpload};
