//! The categories offered to clerks: a table of the program, or the office's own in its data folder.

use std::path::Path;

use serde::Deserialize;

use crate::OfficeError;

const DEFAULT: &str = include_str!("../../../../categories/default.toml");
/// The office's own table, in the data folder.
const OWN: &str = "categories.toml";

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// What is kept with the matter.
    pub name: String,
    /// What belongs there, for whoever chooses.
    #[serde(default)]
    pub kinds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    category: Vec<Category>,
}

/// Reads the table of a data folder, else the program's.
///
/// # Errors
/// [`OfficeError::Input`] when the office's own table cannot be read, names nothing or names a category twice.
pub(crate) fn load(dir: &Path) -> Result<Vec<Category>, OfficeError> {
    let path = dir.join(OWN);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => DEFAULT.to_owned(),
        Err(error) => return Err(error.into()),
    };
    let wrong = |why: String| OfficeError::Input(format!("分类表 {} {why}", path.display()));
    let table: Table = toml::from_str(&text).map_err(|error| wrong(format!("读不懂：{error}")))?;
    if table.category.is_empty() {
        return Err(wrong("没有写任何类别".to_owned()));
    }
    for (at, category) in table.category.iter().enumerate() {
        let twice = table.category[..at]
            .iter()
            .any(|other| other.name == category.name);
        if category.name.trim().is_empty() || twice {
            return Err(wrong(format!("第{}个类别的名称为空或重复", at + 1)));
        }
    }
    Ok(table.category)
}
