//! The matter page and everything done from it, through HTTP as a browser does it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod actions;
mod category;
mod desk;
mod documents;
mod files;
mod forms;
mod life;
mod looks;
mod names;
mod recusal;
mod screening;
mod sight;
mod table;
mod traces;
mod way;
mod world;
