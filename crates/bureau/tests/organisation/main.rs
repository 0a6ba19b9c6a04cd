//! The organisation, decided without a database: who may change what, and what follows.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accounts;
mod chain;
mod confirm;
mod posts;
mod stand_in;
mod town;
mod units;
