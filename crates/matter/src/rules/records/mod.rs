//! Acts that change no stage: notes, supplements, files and looks at a sealed identity.

pub mod apply;
pub mod decide;
pub mod may;
