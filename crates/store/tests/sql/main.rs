//! The SQL of the store is one text for two engines: no statement has what only one of them knows, and PostgreSQL takes every one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod composed;
mod filters;
mod gathered;
mod literals;
mod postgres;
mod subset;
