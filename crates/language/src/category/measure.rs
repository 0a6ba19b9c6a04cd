//! How often suggestions are right.

/// How often each true category was called which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    /// The categories.
    pub labels: Vec<String>,
    /// Rows are the truth, columns what was suggested, in the order of `labels`.
    pub counts: Vec<Vec<u32>>,
}

/// Figures of one category.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PerClass {
    /// Of those called so, the share that are.
    pub precision: f64,
    /// Of those that are, the share called so.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// How many are.
    pub rows: u32,
}

impl Confusion {
    /// An empty table.
    #[must_use]
    pub fn new(labels: Vec<String>) -> Self {
        let counts = vec![vec![0; labels.len()]; labels.len()];
        Self { labels, counts }
    }

    /// Counts one row; unknown labels get a row and column of their own.
    pub fn add(&mut self, truth: &str, called: &str) {
        let (truth, called) = (self.place(truth), self.place(called));
        self.counts[truth][called] += 1;
    }

    fn place(&mut self, label: &str) -> usize {
        if let Some(at) = self.labels.iter().position(|known| known == label) {
            return at;
        }
        self.labels.push(label.to_owned());
        self.counts.iter_mut().for_each(|row| row.push(0));
        self.counts.push(vec![0; self.labels.len()]);
        self.labels.len() - 1
    }

    /// Precision, recall and F1 of category `at`; 0 where nothing can be divided.
    #[must_use]
    pub fn of(&self, at: usize) -> PerClass {
        let right = f64::from(self.counts[at][at]);
        let rows: u32 = self.counts[at].iter().sum();
        let called: u32 = self.counts.iter().map(|row| row[at]).sum();
        let share = |of: u32| right / f64::from(of.max(1));
        PerClass {
            precision: share(called),
            recall: share(rows),
            f1: 2.0 * right / f64::from((rows + called).max(1)),
            rows,
        }
    }

    /// The mean F1 over the categories that occur.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn macro_f1(&self) -> f64 {
        let occurring = (0..self.labels.len()).map(|at| self.of(at));
        let f1: Vec<f64> = occurring
            .filter(|class| class.rows > 0)
            .map(|class| class.f1)
            .collect();
        f1.iter().sum::<f64>() / f1.len().max(1) as f64
    }

    /// The share of all rows called right.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let right: u32 = (0..self.labels.len()).map(|at| self.counts[at][at]).sum();
        f64::from(right) / f64::from(self.rows().max(1))
    }

    /// How many rows were counted.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }
}

/// Expected calibration error: the mean gap between score and share of right ones over ten equal steps of the score, weighted by
/// the rows in each. Rows are score and whether right.
#[must_use]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]
pub fn calibration_error(rows: &[(f32, bool)]) -> f64 {
    let mut steps = [(0.0f64, 0.0f64); 10];
    for &(score, right) in rows {
        let step = &mut steps[((score * 10.0) as usize).min(9)];
        step.0 += f64::from(score);
        step.1 += f64::from(u8::from(right));
    }
    let gap: f64 = steps
        .iter()
        .map(|(score, right)| (score - right).abs())
        .sum();
    gap / rows.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_counts_what_was_called_what() {
        let mut table = Confusion::new(vec!["水".into(), "路".into()]);
        for (truth, called) in [("水", "水"), ("水", "路"), ("路", "路"), ("电", "路")] {
            table.add(truth, called);
        }
        assert_eq!(table.labels, ["水", "路", "电"]);
        assert_eq!((table.rows(), table.accuracy()), (4, 0.5));
        let road = table.of(1);
        assert!((road.precision - 1.0 / 3.0).abs() < 1e-9 && (road.recall - 1.0).abs() < 1e-9);
        assert!((table.macro_f1() - (2.0 / 3.0 + 0.5) / 3.0).abs() < 1e-9);
    }

    #[test]
    fn calibration_error_is_the_gap_between_promise_and_truth() {
        assert!(calibration_error(&[(0.95, true), (0.95, false)]) > 0.44);
        assert!(calibration_error(&[(0.5, true), (0.5, false)]) < 1e-6);
        assert!(calibration_error(&[]).abs() < 1e-9);
    }
}
