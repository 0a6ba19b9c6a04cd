//! The procedure in sentences: one file for each part of a matter's life, one test for each rule.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod acceptance;
mod access;
mod answering;
mod clocks;
mod desk;
mod diagram;
mod documents;
mod evidence;
mod extension;
mod handling;
mod hearing;
mod intake;
mod joining;
mod life;
mod local;
mod mediation;
mod oversight;
mod rating;
mod records;
mod review;
mod routing;
mod sealed;
mod settings;
mod sorting;
mod table;
mod way;
mod wire;
