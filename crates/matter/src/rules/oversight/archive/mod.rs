//! Archive (归档, T43): the file of a closed matter with its contents list and retention class. How long is not regulated for petitions
//! (list K, U13), so the class of each kind of file is a setting.

pub mod apply;
pub mod contents;
pub mod decide;
pub mod duties;
pub mod may;
