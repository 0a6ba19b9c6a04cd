//! Which column feeds which field, and what holds for every row of a file.

use std::{borrow::Cow, collections::HashMap};

use encoding_rs::Encoding;

use crate::{Channel, Field};

/// How to read a file.
///
/// [`Mapping::default`] knows the field names of this program's own exports
/// and the common Chinese headers, and recognises encoding, delimiter and date
/// shapes. A mapping file ([`Mapping::load`]) changes what differs:
///
/// ```toml
/// channel = "letter"                  # where the file has no such column
/// unit = "柳溪县信访局"
/// date_formats = ["%d.%m.%Y %H:%M"]   # tried before the known shapes
/// encoding = "gb18030"                # else recognised
/// delimiter = ";"                     # else recognised
/// sheet = "来信"                       # else the first
///
/// [columns]
/// id = "件号"
/// subject = ["事由", "标题"]           # the first that the file has
/// phone = []                          # do not read it
/// ```
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Names per field; a field missing here has its default names.
    pub(crate) columns: HashMap<Field, Vec<String>>,
    pub(crate) date_formats: Vec<String>,
    pub(crate) channel: Option<Channel>,
    pub(crate) unit: Option<String>,
    pub(crate) encoding: Option<&'static Encoding>,
    pub(crate) sheet: Option<String>,
    pub(crate) delimiter: Option<u8>,
}

impl Mapping {
    /// The names that feed `field`, the preferred first.
    pub(crate) fn names(&self, field: Field) -> Vec<Cow<'_, str>> {
        match self.columns.get(&field) {
            Some(names) => names
                .iter()
                .map(|name| Cow::Borrowed(name.as_str()))
                .collect(),
            None => field
                .default_names()
                .iter()
                .map(|name| Cow::Borrowed(*name))
                .collect(),
        }
    }

    /// Fields for which the mapping file itself names columns: those must be
    /// in the file.
    pub(crate) fn required(&self) -> impl Iterator<Item = Field> + '_ {
        Field::ALL.iter().copied().filter(|field| {
            self.columns
                .get(field)
                .is_some_and(|names| !names.is_empty())
        })
    }
}

/// A column's name as compared: without spaces, required marks (`*`) and case.
pub(crate) fn normal(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}
