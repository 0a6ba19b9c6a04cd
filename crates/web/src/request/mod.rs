//! What a request tells: language, address, form fields, files, and who is signed in.

pub mod address;
pub mod at_office;
pub mod came;
pub mod cookie;
pub mod form;
pub mod kept;
pub mod lang;
pub mod numbered;
pub mod pace;
pub mod percent;
pub mod pieces;
pub mod receive;
pub mod staff;
pub mod who;

pub use address::Address;
pub use at_office::AtOffice;
pub use came::{Came, OnPurpose};
pub use form::{Content, Fields, Upload, UploadedFile};
pub use kept::{Keeps, Stored, Waits};
pub use lang::Reader;
pub use numbered::numbered;
pub use receive::Takes;
pub use staff::{Staff, StaffForm, StaffUpload};
pub use who::Who;
