//! The office on a PostgreSQL server: moved there and back, and what is kept when the server or the way to it fails.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cut;
mod killed;
mod moved;
mod proxy;
mod town;
