//! Documents (文书): from a template and values to a sheet of paper, as PDF and as DOCX.
//!
//! - [`template`]: templates are data, one TOML file each, shipped with the program and replaceable by an office;
//! - [`fill`]: a template and values make a [`Paper`], or a message that names what is missing;
//! - [`paper`]: the text of one document, without any name: names are put in when it is printed;
//! - [`press`]: papers as PDF, through typst;
//! - [`docx`]: a paper as DOCX, for those who must edit it further;
//! - [`fonts`]: which faces this machine has, and which package to install where it has none.
//!
//! This crate knows neither store nor office nor web. It reads fonts and template folders, nothing else.

pub mod docx;
pub mod fill;
pub mod fonts;
mod marks;
pub mod paper;
pub mod press;
pub mod template;

pub use fill::{FillError, Frame, Values};
pub use fonts::{FontError, Fonts};
pub use paper::{Block, Layout, Names, Paper, Verification};
pub use press::{Press, PressError};
pub use template::{About, Field, Kind, Template, TemplateError, Templates};
