//! The categories offered to clerks: a table of the program, or the office's own in its data folder.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use language::{Taxonomy, Words};
use matter::category::within;
use serde::Deserialize;

use crate::OfficeError;

const DEFAULT: &str = include_str!("../../../../categories/default.toml");
/// The office's own table, in the data folder.
const OWN: &str = "categories.toml";
/// The same, as tables are published: a line for each class, its levels in columns.
const PUBLISHED: &str = "categories.csv";

/// A category of the first level.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// What is kept with the matter.
    pub name: String,
    /// Its second level.
    #[serde(default)]
    pub kinds: Vec<String>,
}

impl Category {
    /// Everything a matter may be sorted under: it as a whole, then each of its second level.
    pub fn names(&self) -> Vec<String> {
        let kinds = self.kinds.iter().map(|kind| within(&self.name, kind));
        std::iter::once(self.name.clone()).chain(kinds).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    category: Vec<Category>,
}

/// A table, and what its words tell.
pub(crate) struct Table {
    /// Its categories, in their order.
    pub categories: Vec<Category>,
    /// Finds classes by the words of the table.
    pub taxonomy: Taxonomy,
}

/// Which file of a data folder holds its table; none where the program's own is used.
pub(super) fn file(dir: &Path) -> Option<PathBuf> {
    let files = [OWN, PUBLISHED].map(|name| dir.join(name));
    files.into_iter().find(|path| path.is_file())
}

/// Reads an office's own table.
///
/// # Errors
/// [`OfficeError::Input`] when it cannot be read, names nothing or names a category twice.
pub(super) fn read(path: &Path) -> Result<Table, OfficeError> {
    if path.extension().is_some_and(|extension| extension == "csv") {
        return of_rows(path, &published(path)?);
    }
    of_list(&path.display().to_string(), &std::fs::read_to_string(path)?)
}

/// The program's table.
///
/// # Errors
/// None, as its test says.
pub(super) fn default() -> Result<Table, OfficeError> {
    of_list("default", DEFAULT)
}

fn of_list(shown: &str, text: &str) -> Result<Table, OfficeError> {
    let wrong = |why: String| OfficeError::Input(format!("分类表 {shown} {why}"));
    let listed: Listed = toml::from_str(text).map_err(|error| wrong(format!("读不懂：{error}")))?;
    if listed.category.is_empty() {
        return Err(wrong("没有写任何类别".to_owned()));
    }
    let mut known = HashSet::new();
    for (at, category) in listed.category.iter().enumerate() {
        if category.name.trim().is_empty() || !known.insert(&category.name) {
            return Err(wrong(format!("第{}个类别的名称为空或重复", at + 1)));
        }
    }
    let rows = listed.category.iter().flat_map(|category| {
        let kinds = category.kinds.iter();
        kinds.map(|kind| [category.name.as_str(), kind, ""])
    });
    let taxonomy = Taxonomy::new(&Words::new(), rows);
    Ok(Table {
        taxonomy,
        categories: listed.category,
    })
}

fn of_rows(path: &Path, rows: &[[String; 3]]) -> Result<Table, OfficeError> {
    let rows = rows.iter().map(|row| row.each_ref().map(String::as_str));
    let taxonomy = Taxonomy::new(&Words::new(), rows);
    let mut categories: Vec<Category> = Vec::new();
    for (first, second) in taxonomy.classes() {
        match categories.iter_mut().find(|known| known.name == first) {
            Some(known) => known.kinds.push(second.to_owned()),
            None => categories.push(Category {
                name: first.to_owned(),
                kinds: vec![second.to_owned()],
            }),
        }
    }
    if categories.is_empty() {
        return Err(OfficeError::Input(format!(
            "分类表 {} 中没有分类；应为 CSV，每行一级、二级、三级三列",
            path.display()
        )));
    }
    Ok(Table {
        categories,
        taxonomy,
    })
}

/// The first three columns of a published table, without its heading. Tables of offices come in UTF-8 or GB 18030.
///
/// # Errors
/// [`OfficeError::Input`] when there is no such file, or it is no CSV.
pub fn published(path: &Path) -> Result<Vec<[String; 3]>, OfficeError> {
    let shown = path.display();
    let bytes = std::fs::read(path)
        .map_err(|error| OfficeError::Input(format!("读不了 {shown}：{error}")))?;
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => Cow::Borrowed(text.trim_start_matches('\u{FEFF}')),
        Err(_) => encoding_rs::GB18030.decode(&bytes).0,
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut out = Vec::new();
    for record in reader.records() {
        let record =
            record.map_err(|error| OfficeError::Input(format!("{shown} 不是 CSV 表：{error}")))?;
        let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        let line = [cell(0), cell(1), cell(2)];
        let heading = out.is_empty() && (line[0].contains("level") || line[0].contains("一级"));
        if !heading {
            out.push(line);
        }
    }
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_table_has_two_levels() {
        let table = default().unwrap();
        assert!(table.categories.len() > 10);
        let whole = table.categories.iter().filter(|one| one.kinds.len() < 2);
        let whole: Vec<&str> = whole.map(|one| one.name.as_str()).collect();
        assert_eq!(whole, ["其他"]);
        for one in &table.categories {
            let mut seen = HashSet::new();
            assert!(one.kinds.iter().all(|kind| seen.insert(kind)), "{one:?}");
        }
    }
}
