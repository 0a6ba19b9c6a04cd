//! What the office promises to those who work with it, told with a small county of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod accusations;
mod attachments;
mod backup;
mod begun;
mod beside;
mod category;
mod confirm;
mod county;
mod crash;
mod days;
mod documents;
mod export;
mod figures;
mod forecast;
mod guesses;
mod hot;
mod identity;
mod import;
mod joining;
mod looks;
mod names;
mod organisation;
mod oversight;
mod reply_check;
mod restored;
mod rulebook;
mod sealed;
mod search;
mod stand_in;
mod tamper;
mod together;
mod traces;
mod verify;
mod wall_clock;
