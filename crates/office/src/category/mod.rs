//! Content categories: the table to choose from, and a model that learned from what this office's clerks chose.
//!
//! The model is a file of the data folder, made by `huiyin language train --data`. It holds hashes and weights, no text. It suggests;
//! a clerk decides, and the decision is the next training row. Sealed matters are neither learned from nor guessed at.
//!
//! A category has one level or two. The model says how likely a first level is; which second level within it, the words of the
//! table say, and the model where it has learned it. Without a model the table's words alone make a suggestion, an unsure one.

mod kept;
mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use kernel::MatterId;
use language::{CategoryModel, Words};
use matter::Suggested;
use matter::category::{first_level, within};
use store::{ledger, tables};

use crate::{Office, OfficeError, Viewer};

use kept::Kept;
use table::Table;
pub use table::{Category, published};

/// The model's file in the data folder.
pub const MODEL: &str = "models/category";
/// Rows a category must have before a model learns it.
pub const LEAST: usize = 10;
/// The most matters learned from; the newest.
const MOST: usize = 30_000;
/// The most words given as reasons.
const REASONS: usize = 6;
/// How many categories besides the likeliest are worth naming.
const OTHERS: usize = 2;

/// The model and the office's own table in memory.
#[derive(Default)]
pub(crate) struct Kinds {
    model: Kept<CategoryModel>,
    own: Kept<Table>,
    default: OnceLock<Arc<Table>>,
}

/// What the model, or the table's words alone, say of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The likeliest category of the first level.
    pub label: String,
    /// The second level within it; none where nothing speaks clearly for one.
    pub second: Option<String>,
    /// How likely the first level is right, in percent; none where there is no model to say it.
    pub percent: Option<u8>,
    /// Too unlikely to rely on.
    pub unsure: bool,
    /// The words that spoke for it, strongest first.
    pub words: Vec<String>,
    /// What else it could be, in percent.
    pub others: Vec<(String, u8)>,
}

impl Suggestion {
    /// Both levels, as a matter keeps them.
    pub fn category(&self) -> String {
        match &self.second {
            Some(second) => within(&self.label, second),
            None => self.label.clone(),
        }
    }
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
        let mut choices = self.category_table()?.categories.clone();
        for name in self.categories()?.iter() {
            let first = first_level(name);
            if !choices.iter().any(|choice| choice.name == first) {
                choices.push(Category {
                    name: first.to_owned(),
                    kinds: Vec::new(),
                });
            }
        }
        Ok(choices)
    }

    /// A suggestion as the page that shows it carries it along, sealed for who is shown it: whoever decides beside it says by sending
    /// it back what was shown. Nothing for one without a percentage, which no model made.
    ///
    /// # Errors
    /// Never for texts of sensible size.
    pub fn seal_suggestion(
        &self,
        viewer: &Viewer,
        found: &Suggestion,
    ) -> Result<Option<String>, OfficeError> {
        let Some(percent) = found.percent else {
            return Ok(None);
        };
        let text = format!("{percent} {}", found.category());
        self.vault.seal_shown(viewer.post, &text).map(Some)
    }

    /// What this viewer was shown.
    pub fn suggestion_shown(&self, viewer: &Viewer, sealed: &str) -> Option<Suggested> {
        let text = self.vault.shown(viewer.post, sealed)?;
        let (percent, label) = text.split_once(' ')?;
        Some(Suggested {
            label: label.to_owned(),
            percent: percent.parse().ok()?,
        })
    }

    /// What the office's model and its table say of a text; nothing where neither knows a word of it.
    ///
    /// # Errors
    /// When the model's or the table's file cannot be read.
    pub fn suggest_category(
        &self,
        subject: &str,
        body: &str,
    ) -> Result<Option<Suggestion>, OfficeError> {
        let mut letters = subject.chars().chain(body.chars());
        if !letters.any(char::is_alphanumeric) {
            return Ok(None);
        }
        let table = self.category_table()?;
        let words = Words::new();
        let Some(model) = self.category_model()? else {
            let filed = table.taxonomy.suggest(&words, subject, body, None);
            return Ok(filed
                .filter(|filed| !filed.level2.is_empty())
                .map(|filed| Suggestion {
                    label: filed.level1.to_owned(),
                    second: Some(filed.level2.to_owned()),
                    percent: None,
                    unsure: true,
                    words: filed.top,
                    others: Vec::new(),
                }));
        };
        let told = model.suggest(subject, body);
        let firsts = first_levels(&told.all);
        let Some(&(label, score)) = firsts.first() else {
            return Ok(None);
        };
        let second = table
            .taxonomy
            .within(&words, (subject, body), label, &told.all);
        // The model's reasons are those of its likeliest label.
        let mut reasons = match first_level(told.label) == label {
            true => told.top,
            false => Vec::new(),
        };
        reasons.extend(second.iter().flat_map(|second| second.top.clone()));
        Ok(Some(Suggestion {
            label: label.to_owned(),
            percent: Some(percent(score)),
            unsure: told.blank || score < model.trusted(),
            words: without_repeats(reasons),
            others: firsts
                .iter()
                .skip(1)
                .take(OTHERS)
                .map(|(label, score)| ((*label).to_owned(), percent(*score)))
                .filter(|(_, percent)| *percent > 0)
                .collect(),
            second: second.map(|second| second.level2.to_owned()),
        }))
    }

    fn category_table(&self) -> Result<Arc<Table>, OfficeError> {
        if let Some(path) = table::file(self.store.dir())
            && let Some(own) = self.kinds.own.of(&path, table::read)?
        {
            return Ok(own);
        }
        if let Some(table) = self.kinds.default.get() {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(table::default()?);
        Ok(Arc::clone(self.kinds.default.get_or_init(|| table)))
    }

    /// Whether there is a model.
    pub fn has_category_model(&self) -> bool {
        self.model_path().is_file()
    }

    /// The model, read when first needed and again when its file was changed.
    fn category_model(&self) -> Result<Option<Arc<CategoryModel>>, OfficeError> {
        self.kinds.model.of(&self.model_path(), |path| {
            CategoryModel::from_bytes(&std::fs::read(path)?).map_err(|error| {
                OfficeError::Input(format!("分类模型 {} 读不懂：{error}", path.display()))
            })
        })
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
            store::private::create_folder(folder)?;
        }
        Ok(store::private::replace(&path, &model.to_bytes())?)
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
        // A second level with too few matters is still a matter of its first.
        let many = often(&rows);
        for row in &mut rows {
            if many[&row.label] < LEAST {
                row.label = first_level(&row.label).to_owned();
            }
        }
        let mut times = often(&rows);
        rows.retain(|row| times[&row.label] >= LEAST);
        times.retain(|_, times| *times < LEAST);
        Ok(History {
            rows,
            too_few: times.into_iter().collect(),
        })
    }
}

/// How many matters each category has.
fn often(rows: &[Sorted]) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for row in rows {
        *times.entry(row.label.clone()).or_default() += 1;
    }
    times
}

/// Likelihoods of first levels, likeliest first: those of their second levels together.
fn first_levels<'a>(all: &[(&'a str, f32)]) -> Vec<(&'a str, f32)> {
    let mut sums: Vec<(&str, f32)> = Vec::new();
    for (label, share) in all {
        let first = first_level(label);
        match sums.iter_mut().find(|(known, _)| *known == first) {
            Some((_, sum)) => *sum += share,
            None => sums.push((first, *share)),
        }
    }
    sums.sort_by(|a, b| b.1.total_cmp(&a.1));
    sums
}

/// The first few words, none twice, nor once more as a piece.
fn without_repeats(words: Vec<String>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for word in words {
        if said.len() < REASONS && !said.iter().any(|known| known.contains(&word)) {
            said.push(word);
        }
    }
    said
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
