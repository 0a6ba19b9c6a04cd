//! All templates: those of the program, and those an office puts in their place.

use std::collections::BTreeMap;
use std::path::Path;

use rust_embed::RustEmbed;

use super::{Template, TemplateError, parse};

#[derive(RustEmbed)]
#[folder = "../../templates"]
struct Shipped;

/// The name of the file a template came from.
pub type FileName = String;

/// The templates in force, by code.
#[derive(Clone, Debug)]
pub struct Templates(BTreeMap<String, (Template, FileName)>);

impl Templates {
    /// Those that ship with the program.
    ///
    /// # Errors
    /// Never in a released program: its tests read every one.
    pub fn shipped() -> Result<Self, TemplateError> {
        let mut all = Self(BTreeMap::new());
        for name in Shipped::iter() {
            let Some(file) = Shipped::get(&name) else {
                continue;
            };
            all.add(&name, &String::from_utf8_lossy(&file.data))?;
        }
        Ok(all)
    }

    /// Those of the program with those of a folder in their place. A folder that is not there replaces nothing.
    ///
    /// # Errors
    /// The first file that cannot be used, with what to do about it.
    pub fn with_folder(folder: &Path) -> Result<Self, TemplateError> {
        let mut all = Self::shipped()?;
        let mut own = Self(BTreeMap::new());
        for (name, text) in files(folder)? {
            own.add(&name, &text)?;
        }
        for (code, (mut template, file)) in own.0 {
            if let Some((shipped, _)) = all.0.get(&code) {
                keeps_what_is_demanded(&file, shipped, &template)?;
                // Another wording does not change what the document is about.
                template.about = shipped.about;
            }
            all.0.insert(code, (template, file));
        }
        Ok(all)
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), TemplateError> {
        let template = parse::template(file, text)?;
        if let Some((_, other)) = self.0.get(&template.code) {
            return Err(TemplateError::DoubledCode {
                file: file.to_owned(),
                other: other.clone(),
                code: template.code,
            });
        }
        self.0
            .insert(template.code.clone(), (template, file.to_owned()));
        Ok(())
    }

    /// A template by its code.
    pub fn get(&self, code: &str) -> Option<&Template> {
        self.0.get(code).map(|(template, _)| template)
    }

    /// All of them, in order of code.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.0.values().map(|(template, _)| template)
    }

    /// The file a template came from.
    pub fn file(&self, code: &str) -> Option<&str> {
        self.0.get(code).map(|(_, file)| file.as_str())
    }
}

/// The template files of a folder, in order of name.
fn files(folder: &Path) -> Result<Vec<(FileName, String)>, TemplateError> {
    let problem = |file: &Path, error: &std::io::Error| TemplateError::Read {
        file: file.display().to_string(),
        problem: error.to_string(),
    };
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| problem(folder, &error))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).map_err(|error| problem(&path, &error))?;
            let name = path.file_name().unwrap_or_default();
            Ok((name.to_string_lossy().into_owned(), text))
        })
        .collect()
}

/// What is mandatory in the shipped template is mandatory in its replacement: an office may say it in other words, not
/// leave it out.
fn keeps_what_is_demanded(
    file: &str,
    shipped: &Template,
    own: &Template,
) -> Result<(), TemplateError> {
    let lost = shipped
        .fields
        .iter()
        .filter(|field| field.required)
        .find(|field| !own.field(&field.name).is_some_and(|found| found.required));
    match lost {
        Some(field) => Err(TemplateError::MissingField {
            file: file.to_owned(),
            name: field.name.clone(),
            label: field.label.clone(),
            article: shipped.article.clone(),
        }),
        None => Ok(()),
    }
}
