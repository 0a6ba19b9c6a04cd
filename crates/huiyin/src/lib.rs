//! The binary's parts: one file per command, and the demonstration county.

pub mod commands;
pub mod demo;
pub mod server;
