//! From margins to probabilities one can rely on.

/// Share of kept suggestions that must be right.
const RIGHT: f64 = 0.97;
/// One-sided 95 % point of the normal distribution.
const SURE: f64 = 1.645;
/// A score no suggestion reaches: nothing is kept.
pub(crate) const NEVER: f32 = 1.1;

/// Probabilities of the categories from their margins.
pub(crate) fn probabilities(margins: &[f32], steepness: f32) -> Vec<f32> {
    let top = margins.iter().copied().fold(f32::MIN, f32::max);
    let raised: Vec<f32> = margins
        .iter()
        .map(|margin| ((margin - top) * steepness).exp())
        .collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|share| share / sum).collect()
}

/// The place of the largest value.
pub(crate) fn largest(values: &[f32]) -> usize {
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = at;
        }
    }
    best
}

/// The steepness under which the true categories of rows not learned from were likeliest (the inverse temperature).
pub(crate) fn steepness(rows: &[(Vec<f32>, usize)]) -> f32 {
    let surprise = |steepness: f32| -> f64 {
        let of = |(margins, truth): &(Vec<f32>, usize)| {
            -f64::from(probabilities(margins, steepness)[*truth].max(1e-9)).ln()
        };
        rows.iter().map(of).sum()
    };
    let mut best = (f64::MAX, 1.0);
    // Steps of two per cent from 0.3 to about 30.
    for step in 0..233 {
        let steepness = 0.3 * 1.02f32.powi(step);
        let now = surprise(steepness);
        if now < best.0 {
            best = (now, steepness);
        }
    }
    best.1
}

/// The lowest score from which suggestions are trusted: those with at least this score are right in 97 of 100, at the lower end of
/// what chance allows (Wilson's bound). Rows are score and whether right, none learned from.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn trusted_from(rows: &[(f32, bool)]) -> f32 {
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut from = NEVER;
    let mut right = 0;
    for (at, &(score, is_right)) in rows.iter().enumerate() {
        right += usize::from(is_right);
        let last_of_score = rows.get(at + 1).is_none_or(|next| next.0 < score);
        if last_of_score && wilson(right as f64, (at + 1) as f64) >= RIGHT {
            from = score;
        }
    }
    from
}

/// Lower bound of a share seen as `right` of `all`.
fn wilson(right: f64, all: f64) -> f64 {
    let (share, square) = (right / all, SURE * SURE);
    let middle = share + square / (2.0 * all);
    let width = SURE * (share * (1.0 - share) / all + square / (4.0 * all * all)).sqrt();
    (middle - width) / (1.0 + square / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_margins_that_fail_are_made_less_steep() {
        let right = (vec![1.0, -1.0], 0);
        let wrong = (vec![1.0, -1.0], 1);
        let often = [
            right.clone(),
            right.clone(),
            right.clone(),
            right.clone(),
            wrong.clone(),
        ];
        let seldom = [right.clone(), wrong];
        assert!(steepness(&often) > steepness(&seldom));
        let share = probabilities(&right.0, steepness(&often))[0];
        assert!((share - 0.8).abs() < 0.02, "{share}");
    }

    #[test]
    fn trust_needs_rows_enough_and_right_ones() {
        let many: Vec<(f32, bool)> = (0..400u16)
            .map(|i| (1.0 - f32::from(i) / 400.0, i < 300))
            .collect();
        let from = trusted_from(&many);
        assert!(from > 0.2 && from < 0.5, "{from}");
        assert!(trusted_from(&many[..20]) > 1.0, "twenty rows prove nothing");
    }
}
