//! Journeys of the people who use the office, in a real browser: Chromium, through its driver.
//!
//! - [`driver`], [`site`]: the browser, and a small county behind a real server;
//! - [`people`]: what petitioners and staff do again and again;
//! - the others: one journey each.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod accusation;
mod answer;
mod disputed;
mod downloads;
mod driver;
mod kept;
mod mediated;
mod overtaken;
mod people;
mod plain;
mod reviewed;
mod site;
mod together;
mod typing;

mod watched;
mod widths;
