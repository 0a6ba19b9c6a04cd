//! Which organ, which lawful route, how simply: one file each.

mod deciding;
mod lawful;
mod levels;
mod proposals;
mod simple;
mod together;
mod vectors;
