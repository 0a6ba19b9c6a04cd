//! The pages of staff, asked for as a browser would.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod administering;
mod county;
mod hot;
mod kept;
mod listing;
mod registering;
mod sessions;
mod signing_in;
mod standing_in;
mod twice;
