//! How Huiyin looks: every page is put together from the components here, so that a button, a deadline or a
//! light means the same wherever it stands. One family per file.
//!
//! Rules of the house, held by the tests:
//! - plain HTML that works without a script; `<details>` discloses; no inline style or script (the pages run
//!   under `default-src 'self'`);
//! - colour never stands alone: a word and a shape say the same;
//! - a component prints words only in the [`Lang`] it is given.
//!
//! Small components are functions of `&str`; views drawn from query rows are structs that own their text.

mod answer;
mod assets;
mod button;
mod calendar;
mod choice;
mod compare;
mod deadline;
mod field;
mod form;
mod heading;
mod icon;
mod lang;
mod layout;
mod list;
mod notice;
mod person;
mod public;
mod rating;
mod receipt;
mod shell;
mod staff;
mod status;
mod table;
mod timeline;
mod tracking;
mod work;

#[cfg(test)]
mod tests;

pub use answer::{Answer, IssuedPaper, answer, issued_paper, plain_answer};
pub use assets::{Asset, asset_url, assets};
pub use button::{ButtonKind, action_button, link_button, print_button, refused_button};
pub use calendar::{DayCell, DayKind};
pub use choice::{Choice, checkbox, radio_cards, tick_boxes};
pub use compare::{Candidate, Version, candidates, two_versions};
pub use deadline::{ClockView, Explanation, Standing, deadline_strip};
pub use field::{Field, FileLimits, Group, SelectOption, suggestions};
pub use form::{FormError, Step, error_summary, form_end, hidden, once_token, steps};
pub use heading::{Crumb, breadcrumbs, heading, panel};
pub use icon::{Icon, icon};
pub use lang::Lang;
pub use layout::{Tab, halves, tabs, two_columns};
pub use list::{Chip, FilterBar, chips, count_line, pager};
pub use notice::{Flash, Tone, empty, notice, problem};
pub use person::{Attachment, Fact, Identity, attachments, facts, identity, reveal_form};
pub use public::PublicShell;
pub use rating::{RatingForm, rating_form};
pub use receipt::{Receipt, qr, receipt, sealed_receipt};
pub use shell::Paper;
pub use staff::{NavGroup, NavItem, StaffShell};
pub use status::{Channel, Light, StageTone, channel_tag, light, sealed_tag, stage_badge};
pub use table::{Cell, Column, Direction, Row, Sort, Table};
pub use timeline::{Event, EventKind, timeline};
pub use tracking::{RailState, RailStep, rail};
pub use work::{Urgency, WorkCard, door, work_cards};
