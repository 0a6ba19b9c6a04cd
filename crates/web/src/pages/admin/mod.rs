//! The administrator's pages: units, posts and the people who hold them.

pub(super) mod logins;
pub(super) mod posts;
mod unit_file;
pub(super) mod units;
