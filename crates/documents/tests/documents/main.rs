//! Documents as they leave the printer, and what is said where they cannot.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod docx;
mod fonts;
mod measures;
mod pile;
mod reader;
mod samples;
mod snapshots;
mod templates;
