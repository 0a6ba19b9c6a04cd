//! The binary's parts: one file per command, and the demonstration county.

pub mod commands;
pub mod demo;
pub mod server;

/// Pages are many small pieces of text: with the system's allocator a list spends a quarter of its time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
