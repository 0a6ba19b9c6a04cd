//! A learned model: suggests a category and says which words spoke for it.

use super::calibrate::{largest, probabilities};
use super::grams::{BAGS, Glyphs, Gram};
use super::solver::offset;
use super::train::in_parallel;
use super::vocabulary::{Vocabulary, bags};
use crate::stop::is_stop;

/// Suggests the category of a petition. Made by [`super::train()`] or read with [`CategoryModel::from_bytes`].
#[derive(Debug, Clone)]
pub struct CategoryModel {
    pub(super) labels: Vec<String>,
    pub(super) fields: Vec<String>,
    pub(super) vocabulary: Vocabulary,
    /// One step of the whole-number weights of each category.
    pub(super) steps: Vec<f32>,
    /// What each category starts from.
    pub(super) offsets: Vec<f32>,
    /// Weights of a feature for every category, side by side, in steps.
    pub(super) weights: Vec<i16>,
    pub(super) steepness: f32,
    pub(super) trusted: f32,
}

/// A suggested category.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion<'a> {
    /// The likeliest category.
    pub label: &'a str,
    /// How likely it is right, 0 to 1: of suggestions with 0.8, about eight in ten are.
    pub score: f32,
    /// Below the score from which suggestions are right in 97 of 100: leave it to the clerk.
    pub unsure: bool,
    /// Nothing in the text is known to the model: whatever it says is a guess.
    pub blank: bool,
    /// The words that spoke for it, strongest first, at most five.
    pub top: Vec<String>,
    /// Every category with its probability, likeliest first.
    pub all: Vec<(&'a str, f32)>,
}

/// The most words given as reasons.
const REASONS: usize = 5;

impl CategoryModel {
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn new(
        labels: Vec<String>,
        vocabulary: Vocabulary,
        separators: &[Vec<f32>],
        steepness: f32,
        trusted: f32,
    ) -> Self {
        let features = vocabulary.len();
        let steps: Vec<f32> = separators
            .iter()
            .map(|weights| {
                let far = weights[..features]
                    .iter()
                    .fold(0.0f32, |far, w| far.max(w.abs()));
                (far / f32::from(i16::MAX)).max(f32::MIN_POSITIVE)
            })
            .collect();
        let mut weights = Vec::with_capacity(features * labels.len());
        for feature in 0..features {
            let of = separators.iter().zip(&steps);
            weights.extend(of.map(|(weights, step)| (weights[feature] / step).round() as i16));
        }
        Self {
            offsets: separators.iter().map(|weights| offset(weights)).collect(),
            labels,
            fields: Vec::new(),
            vocabulary,
            steps,
            weights,
            steepness,
            trusted,
        }
    }

    /// The categories it knows, in order.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The score from which a suggestion is not "unsure"; above 1 where the training rows were too few to trust any.
    #[must_use]
    pub fn trusted(&self) -> f32 {
        self.trusted
    }

    /// Remembers the names of the fields it was learned from, the subject's first, so that other files are read alike.
    #[must_use]
    pub fn learned_from(mut self, fields: Vec<String>) -> Self {
        self.fields = fields;
        self
    }

    /// The names given to [`CategoryModel::learned_from`].
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// Suggests a category for each petition (subject, body), in order, on all cores.
    #[must_use]
    pub fn suggest_all<S: AsRef<str> + Sync>(&self, petitions: &[(S, S)]) -> Vec<Suggestion<'_>> {
        in_parallel(petitions, |(subject, body)| {
            self.suggest(subject.as_ref(), body.as_ref())
        })
    }

    /// Suggests a category for a petition.
    #[must_use]
    pub fn suggest(&self, subject: &str, body: &str) -> Suggestion<'_> {
        let glyphs = Glyphs::of(subject, body);
        let vector = self.vocabulary.vector(&bags(&glyphs));
        let margins = self.margins(&vector);
        let best = largest(&margins);
        let shares = probabilities(&margins, self.steepness);
        let mut all: Vec<(&str, f32)> = self
            .labels
            .iter()
            .map(String::as_str)
            .zip(shares.iter().copied())
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        Suggestion {
            label: &self.labels[best],
            score: shares[best],
            // A text without a known feature says nothing, whatever the offsets say.
            unsure: shares[best] < self.trusted || vector.is_empty(),
            blank: vector.is_empty(),
            top: self.reasons(&glyphs, best),
            all,
        }
    }

    fn margins(&self, vector: &[(u32, f32)]) -> Vec<f32> {
        let classes = self.labels.len();
        let mut sums = vec![0.0f32; classes];
        for &(feature, value) in vector {
            let at = feature as usize * classes;
            for (sum, &weight) in sums.iter_mut().zip(&self.weights[at..at + classes]) {
                *sum += f32::from(weight) * value;
            }
        }
        let of = sums.iter().zip(&self.steps).zip(&self.offsets);
        of.map(|((sum, step), offset)| sum * step + offset)
            .collect()
    }

    /// The words whose characters carried most weight for `class` against the others, each feature's weight shared by its characters.
    #[allow(clippy::cast_precision_loss)]
    fn reasons(&self, glyphs: &Glyphs, class: usize) -> Vec<String> {
        let mut carried = vec![0.0f32; glyphs.chars.len()];
        let mut found: Vec<(Gram, u32)> = Vec::with_capacity(glyphs.chars.len() * 4);
        let mut lengths = [0.0f32; BAGS];
        glyphs.grams(|gram| {
            if let Some(feature) = self.vocabulary.find(gram.key) {
                lengths[gram.bag] += self.vocabulary.rarity[feature as usize].powi(2);
                found.push((gram, feature));
            }
        });
        let classes = self.labels.len();
        for (gram, feature) in found {
            let at = feature as usize;
            let weight = f32::from(self.weights[at * classes + class]) * self.steps[class];
            let value = self.vocabulary.rarity[at] / lengths[gram.bag].sqrt();
            let share = weight * value / (gram.to - gram.from) as f32;
            for carried in &mut carried[gram.from..gram.to] {
                *carried += share;
            }
        }
        let mut words: Vec<(String, f32)> = Vec::new();
        for &(from, to) in &glyphs.words {
            let weight: f32 = carried[from..to].iter().sum();
            if to - from < 2 || weight <= 0.0 {
                continue;
            }
            let word = glyphs.text(from, to);
            if is_stop(&word) || word.is_ascii() {
                continue;
            }
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, sum)) => *sum += weight,
                None => words.push((word, weight)),
            }
        }
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        words
            .into_iter()
            .take(REASONS)
            .map(|(word, _)| word)
            .collect()
    }
}
