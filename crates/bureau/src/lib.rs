//! What the office does that is not about one matter: an institution each, decided like a matter, command in, events or a refusal out.
//!
//! Each has a folder, and in it the same files: what is kept, what is asked for (`command`), what happened (`event`), what a decision
//! may look at (`context`), and a file for each group of its rules. An institution knows a matter by its number only, and no matter
//! knows an institution. Nothing here does I/O, reads a clock or draws a random number.
//!
//! - [`organisation`]: units, posts, who confirmed them, who may sign in;
//! - [`office_event`]: what the office's own chain holds: the organisation's events, and records of what the office did with its data.

pub mod office_event;
pub mod organisation;

pub use office_event::{OfficeEvent, OfficeRecord};
pub use organisation::Organisation;
