//! Documents (文书): filled from a matter's file, numbered as they are issued, printed, served, and checked by anybody.
//!
//! - [`settings`]: what an office chooses in `documents.toml` of its data folder;
//! - [`prefill`]: what the matter's file already knows of a document's fields;
//! - [`issue`]: issuing, with the number given inside the writing transaction; cancelling;
//! - [`printing`]: one document as PDF or DOCX, with names for those who may see them; a day's notices in one file;
//! - [`serving`]: proof of service, failed tries, text messages through a gateway;
//! - [`checking`]: what anybody learns who scans the code on a document.

pub mod checking;
pub mod issue;
pub mod prefill;
pub mod printing;
pub mod serving;
pub mod settings;
mod told;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use documents::{Fonts, Press, Templates};

pub use documents::{About, Block, Field, FillError, Kind, Layout, Names, Paper, Template, Values};
pub use prefill::{carries_answer, left_open};
pub use settings::Settings;

use crate::OfficeError;

/// The folder of an office's own templates, in its data folder.
pub const TEMPLATES: &str = "templates";
/// The folder of an office's own font files, in its data folder.
pub const FONTS: &str = "fonts";

/// Templates, settings and the press of one office.
pub struct Documents {
    templates: Templates,
    settings: Settings,
    fonts: PathBuf,
    press: OnceLock<Press>,
}

impl Documents {
    /// Reads templates and settings of a data folder.
    ///
    /// # Errors
    /// What is wrong in which file, and what to do.
    pub(crate) fn open(dir: &Path) -> Result<Self, OfficeError> {
        let templates = Templates::with_folder(&dir.join(TEMPLATES))
            .map_err(|error| OfficeError::Input(error.to_string()))?;
        let settings = Settings::read(dir)?;
        let fonts = settings.fonts.clone().unwrap_or_else(|| dir.join(FONTS));
        Ok(Self {
            templates,
            settings,
            fonts,
            press: OnceLock::new(),
        })
    }

    /// The templates in force.
    pub fn templates(&self) -> &Templates {
        &self.templates
    }

    /// What the office chose.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The press; the fonts of the machine are looked through when the first document is printed.
    fn press(&self) -> &Press {
        self.press
            .get_or_init(|| Press::new(Arc::new(Fonts::of_system(&self.fonts))))
    }
}
