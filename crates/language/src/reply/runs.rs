//! Runs of two and three characters, weighed by rarity.

use std::collections::HashMap;

/// A run; the third character of a pair is empty.
type Run = [char; 3];

/// How many learned texts have each run.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    texts: u32,
    with: HashMap<Run, u32>,
}

/// The weighted runs of a text.
pub(super) struct Weighed(HashMap<Run, f32>);

fn count(text: &str) -> HashMap<Run, u32> {
    let normal = crate::normalise(text);
    let letters: Vec<char> = normal.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut runs = HashMap::new();
    for pair in letters.windows(2) {
        *runs.entry([pair[0], pair[1], '\0']).or_default() += 1;
    }
    for three in letters.windows(3) {
        *runs.entry([three[0], three[1], three[2]]).or_default() += 1;
    }
    runs
}

impl Runs {
    /// Counts a text.
    pub fn learn(&mut self, text: &str) {
        self.texts += 1;
        for run in count(text).into_keys() {
            *self.with.entry(run).or_default() += 1;
        }
    }

    /// Weighs the runs of a text.
    #[allow(clippy::cast_precision_loss)]
    pub fn of(&self, text: &str) -> Weighed {
        let all = self.texts as f32 + 2.0;
        let weigh = |(run, times): (Run, u32)| {
            let with = self.with.get(&run).copied().unwrap_or(0).max(1) as f32;
            (
                run,
                (all / with).ln().max(0.01) * (1.0 + (times as f32).ln()),
            )
        };
        Weighed(count(text).into_iter().map(weigh).collect())
    }
}

impl Weighed {
    /// The cosine of two texts.
    pub fn cosine(&self, other: &Self) -> f32 {
        let length = |of: &Self| of.0.values().map(|w| w * w).sum::<f32>().sqrt();
        let dot: f32 = self
            .both(other)
            .map(|(_, mine, theirs)| mine * theirs)
            .sum();
        dot / (length(self) * length(other)).max(f32::MIN_POSITIVE)
    }

    /// The share of this text's weight that stands in the other.
    pub fn share_in(&self, other: &Self) -> f32 {
        let all: f32 = self.0.values().sum();
        let both: f32 = self.both(other).map(|(_, mine, _)| mine).sum();
        both / all.max(f32::MIN_POSITIVE)
    }

    /// The `n` weightiest runs of three that both have.
    pub fn shared(&self, other: &Self, n: usize) -> Vec<String> {
        let mut shared: Vec<(Run, f32)> = self
            .both(other)
            .filter(|(run, ..)| run[2] != '\0')
            .map(|(run, mine, theirs)| (run, mine * theirs))
            .collect();
        shared.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        shared
            .iter()
            .take(n)
            .map(|(run, _)| run.iter().collect())
            .collect()
    }

    fn both<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (Run, f32, f32)> + 'a {
        self.0
            .iter()
            .filter_map(|(run, mine)| Some((*run, *mine, *other.0.get(run)?)))
    }
}
