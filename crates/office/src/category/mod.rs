//! Content categories: the table to choose from, and a model that learned from what this office's clerks chose.
//!
//! The model is a file of the data folder, made by `huiyin language train --data`. It holds hashes and weights, no text. It suggests;
//! a clerk decides, and the decision is the next training row. Sealed matters are neither learned from nor guessed at.

mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use domain::MatterId;
use language::CategoryModel;
use store::{ledger, tables};

use crate::{Office, OfficeError};

pub use table::Category;

/// The model's file in the data folder.
pub const MODEL: &str = "models/category";
/// Rows a category must have before a model learns it.
pub const LEAST: usize = 10;
/// The most matters learned from; the newest.
const MOST: usize = 30_000;
/// How many categories besides the likeliest are worth naming.
const OTHERS: usize = 2;

/// The model in memory, with the time of the file it was read from.
#[derive(Default)]
pub(crate) struct Models(RwLock<Option<(SystemTime, Arc<CategoryModel>)>>);

/// What the model thinks of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The likeliest category.
    pub label: String,
    /// How likely it is right, in percent.
    pub percent: u8,
    /// Too unlikely to rely on.
    pub unsure: bool,
    /// The words that spoke for it, strongest first.
    pub words: Vec<String>,
    /// What else it could be, in percent.
    pub others: Vec<(String, u8)>,
}

/// A matter that a clerk sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorted {
    /// Its subject.
    pub subject: String,
    /// Its first petition.
    pub body: String,
    /// Its category.
    pub label: String,
}

/// What there is to learn from.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Matters of categories with enough of them.
    pub rows: Vec<Sorted>,
    /// Categories with too few, and how many.
    pub too_few: Vec<(String, usize)>,
}

impl Office {
    /// The categories to choose from: the table's, then others in use.
    ///
    /// # Errors
    /// The table's or the storage's.
    pub fn category_choices(&self) -> Result<Vec<Category>, OfficeError> {
        let mut choices = table::load(self.store.dir())?;
        for name in self.categories()?.iter() {
            if !choices.iter().any(|choice| choice.name == *name) {
                choices.push(Category {
                    name: name.clone(),
                    kinds: Vec::new(),
                });
            }
        }
        Ok(choices)
    }

    /// What the office's model says of a text; nothing while there is no model, or no text.
    ///
    /// # Errors
    /// When the model's file cannot be read.
    pub fn suggest_category(
        &self,
        subject: &str,
        body: &str,
    ) -> Result<Option<Suggestion>, OfficeError> {
        let Some(model) = self.category_model()? else {
            return Ok(None);
        };
        if !format!("{subject}{body}")
            .chars()
            .any(char::is_alphanumeric)
        {
            return Ok(None);
        }
        let found = model.suggest(subject, body);
        let others = found.all.iter().skip(1).take(OTHERS);
        Ok(Some(Suggestion {
            label: found.label.to_owned(),
            percent: percent(found.score),
            unsure: found.unsure,
            others: others
                .map(|(label, score)| ((*label).to_owned(), percent(*score)))
                .filter(|(_, percent)| *percent > 0)
                .collect(),
            words: found.top,
        }))
    }

    /// Whether there is a model.
    pub fn has_category_model(&self) -> bool {
        self.model_path().is_file()
    }

    /// The model, read when first needed and again when its file was changed.
    fn category_model(&self) -> Result<Option<Arc<CategoryModel>>, OfficeError> {
        let path = self.model_path();
        let Ok(changed) = std::fs::metadata(&path).and_then(|file| file.modified()) else {
            return Ok(None);
        };
        let known = self.models.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, model)) = known.as_ref().filter(|(time, _)| *time == changed) {
            return Ok(Some(Arc::clone(model)));
        }
        drop(known);
        let model = CategoryModel::from_bytes(&std::fs::read(&path)?).map_err(|error| {
            OfficeError::Input(format!("分类模型 {} 读不懂：{error}", path.display()))
        })?;
        let model = Arc::new(model);
        *self
            .models
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some((changed, Arc::clone(&model)));
        Ok(Some(model))
    }

    /// Where the model is kept.
    pub fn model_path(&self) -> PathBuf {
        self.store.dir().join(MODEL)
    }

    /// Keeps a model in the place of the one before.
    ///
    /// # Errors
    /// The disk's.
    pub fn keep_category_model(&self, model: &CategoryModel) -> Result<(), OfficeError> {
        let path = self.model_path();
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let half = path.with_extension("new");
        std::fs::write(&half, model.to_bytes())?;
        Ok(std::fs::rename(half, path)?)
    }

    /// What clerks have sorted so far, oldest first.
    ///
    /// # Errors
    /// The storage's.
    pub fn sorted_matters(&self) -> Result<History, OfficeError> {
        let reader = self.store.reader()?;
        let mut rows = Vec::new();
        for id in tables::recent::sorted(&reader, MOST)? {
            rows.extend(sorted(&reader, id)?);
        }
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for row in &rows {
            *times.entry(row.label.clone()).or_default() += 1;
        }
        rows.retain(|row| times.get(&row.label).is_some_and(|times| *times >= LEAST));
        times.retain(|_, times| *times < LEAST);
        Ok(History {
            rows,
            too_few: times.into_iter().collect(),
        })
    }
}

fn sorted(reader: &store::Connection, id: MatterId) -> Result<Option<Sorted>, OfficeError> {
    let Some((matter, _)) = ledger::load(reader, id)? else {
        return Ok(None);
    };
    let first = matter.petitions.first();
    Ok(first
        .zip(matter.category.clone())
        .map(|(first, label)| Sorted {
            subject: first.subject.clone(),
            body: first.body.clone(),
            label,
        }))
}

/// In percent; nothing that a model says is certain.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn percent(score: f32) -> u8 {
    (score * 100.0).round().clamp(0.0, 99.0) as u8
}
