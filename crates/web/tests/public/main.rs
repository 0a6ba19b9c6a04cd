//! The public pages as a petitioner's browser meets them: requests in, pages out, no script.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod browser;
mod edge;
mod limits;
mod pages;
mod submit;
mod town;
mod track;
