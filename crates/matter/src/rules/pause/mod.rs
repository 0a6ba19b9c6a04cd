//! Suspension and termination (中止、终止): by local rule only, so the national book has both switched off.
//!
//! A suspended matter waits for another procedure or for an interpretation; every duty's clock stands still until it goes on. A termination
//! ends a review, or the demands still open in handling, with a notice that tells the petitioner why.

pub mod apply;
pub mod decide;
pub mod may;
