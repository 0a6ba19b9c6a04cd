//! What the tests of several crates share: how a small office is made, what comes in, and how a page is read.
//!
//! A test names its own units and people, since it reads them on pages and documents; how they come to be is the same for all.
#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "only tests call this: where a step fails, the test fails there"
)]

mod arrival;
mod cluster;
mod database;
mod page;
mod plan;

pub use arrival::{appeal, asks, by_mail, on_paper};
pub use cluster::Cluster;
pub use database::{home, on_a_server, on_the_server};
pub use page::{between, encoded, hidden, multipart, plain};
pub use plan::{AREA, FRONT, Plan, PostPlan, UnitPlan, confirm_all, post_form, unit_form};
