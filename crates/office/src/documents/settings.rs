//! What an office chooses about its documents: `documents.toml` in the data folder.
//!
//! ```toml
//! address = "https://xf.example.gov.cn"        # where the public pages are, for the QR code
//! fonts = "/usr/local/share/fonts/gov"         # more fonts
//! sms = ["/usr/local/bin/send-sms", "--queue"] # text on standard input, number in HUIYIN_SMS_TO
//! [marks]                                      # each organ's 代字
//! "青川县信访局" = "青信"
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::OfficeError;

/// The file in the data folder.
pub const FILE: &str = "documents.toml";

/// The office's choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where the public pages are; without it a document bears no QR code, only the code to type.
    pub address: String,
    /// A folder of font files, besides those of the system.
    pub fonts: Option<PathBuf>,
    /// The text message gateway: a program and its arguments. Empty where there is none.
    pub sms: Vec<String>,
    /// Each organ's own 代字, by its full name. An organ without one numbers by the kind of document alone.
    pub marks: BTreeMap<String, String>,
}

impl Settings {
    /// Reads them; a folder without the file chooses nothing.
    ///
    /// # Errors
    /// What is wrong in the file.
    pub fn read(dir: &Path) -> Result<Self, OfficeError> {
        let text = match std::fs::read_to_string(dir.join(FILE)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => {
                return Err(OfficeError::Input(format!(
                    "{FILE} 无法读取，请存为 UTF-8 文本：{error}"
                )));
            }
        };
        let settings: Self = toml::from_str(&text)
            .map_err(|error| OfficeError::Input(format!("{FILE} 格式有误：{error}")))?;
        let wrong = settings.marks.iter().find(|(_, mark)| {
            mark.is_empty()
                || mark
                    .chars()
                    .any(|c| "〔〕[]号".contains(c) || c.is_ascii_digit())
        });
        match wrong {
            Some((organ, mark)) => Err(OfficeError::Input(format!(
                "{FILE} 中“{organ}”的代字“{mark}”不能用：代字不能为空，也不能含数字、括号和“号”字"
            ))),
            None => Ok(settings),
        }
    }

    /// The series (代字) of a kind of document of an organ.
    pub fn series(&self, organ: &str, kind: &str) -> String {
        let mark = self.marks.get(organ).map_or("", String::as_str);
        format!("{mark}{kind}")
    }
}
