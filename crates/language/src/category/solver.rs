//! The separators: linear support vector machines with squared loss, solved by dual coordinate descent (Hsieh and others, 2008).

/// A training text: its vector and its category.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub vector: Vec<(u32, f32)>,
    pub class: usize,
}

/// How much a wrong side costs against long weights.
const COST: f32 = 1.0;
/// The value of the feature that every text has, which makes the offset.
const ALWAYS: f32 = 0.3;
/// Passes over the rows, at most; it stops when no row wants to move by [`STILL`].
const PASSES: usize = 30;
const STILL: f32 = 0.01;
/// The separator with trusted features counts as often as this many plain ones.
const TRUSTED: f32 = 2.0;
/// Rows added to each side before a feature's unevenness is taken.
const SMOOTH: f32 = 1.0;
/// Trust of a feature that stands evenly.
const EVEN: f32 = 0.5;

/// Separates `class` from the rest; the last weight is the offset.
pub(crate) fn separate(rows: &[&Row], features: usize, class: usize) -> Vec<f32> {
    let plain = descend(rows, class, &vec![1.0; features]);
    let mut weights = descend(rows, class, &trust(rows, features, class));
    for (weight, plain) in weights.iter_mut().zip(plain) {
        *weight = (TRUSTED * *weight + plain) / (TRUSTED + 1.0);
    }
    weights
}

/// How far a text lies on the side of `weights`.
pub(crate) fn margin(weights: &[f32], vector: &[(u32, f32)]) -> f32 {
    let offset = weights.last().map_or(0.0, |weight| weight * ALWAYS);
    let sum = vector.iter().map(|&(j, value)| weights[j as usize] * value);
    offset + sum.sum::<f32>()
}

/// The offset that `weights` add to every text.
pub(crate) fn offset(weights: &[f32]) -> f32 {
    weights.last().map_or(0.0, |weight| weight * ALWAYS)
}

/// Squared trust per feature: the logarithm of how much oftener it stands on one side than on the other, brought to the size at
/// which texts keep their lengths on average.
#[allow(clippy::cast_precision_loss)]
fn trust(rows: &[&Row], features: usize, class: usize) -> Vec<f32> {
    let mut here = vec![0.0f32; features];
    let mut there = vec![0.0f32; features];
    for row in rows {
        let side = if row.class == class {
            &mut here
        } else {
            &mut there
        };
        for &(j, _) in &row.vector {
            side[j as usize] += 1.0;
        }
    }
    let mine = rows.iter().filter(|row| row.class == class).count() as f32;
    let others = rows.len() as f32 - mine;
    let share = |count: f32, of: f32| (count + SMOOTH) / (of + 2.0 * SMOOTH);
    let mut trust: Vec<f32> = here
        .iter()
        .zip(&there)
        .map(|(&a, &b)| ((share(a, mine) / share(b, others)).ln().abs() + EVEN).powi(2))
        .collect();
    let values = || rows.iter().flat_map(|row| &row.vector);
    let before: f32 = values().map(|(_, v)| v * v).sum();
    let after: f32 = values().map(|&(j, v)| v * v * trust[j as usize]).sum();
    let scale = before / after.max(f32::MIN_POSITIVE);
    trust.iter_mut().for_each(|trust| *trust *= scale);
    trust
}

/// Coordinate descent; `trust` is the squared scale of each feature, folded into the weights as they move.
fn descend(rows: &[&Row], class: usize, trust: &[f32]) -> Vec<f32> {
    let features = trust.len();
    // Weight and trust of a feature are always read together.
    let mut weights: Vec<(f32, f32)> = trust.iter().map(|&trust| (0.0, trust)).collect();
    let mut offset = 0.0;
    let slack = 0.5 / COST;
    let squares: Vec<f32> = rows
        .iter()
        .map(|row| {
            let vector = row.vector.iter();
            let square: f32 = vector.map(|&(j, v)| v * v * trust[j as usize]).sum();
            square + ALWAYS * ALWAYS
        })
        .collect();
    let mut pull = vec![0.0f32; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut shuffle = Shuffle(0x0139_408D_CBBF_7A44);
    for _ in 0..PASSES {
        shuffle.shuffle(&mut order);
        let mut furthest = 0.0f32;
        for &i in &order {
            let vector = &rows[i].vector;
            let side = if rows[i].class == class { 1.0 } else { -1.0 };
            let sum: f32 = vector.iter().map(|&(j, v)| weights[j as usize].0 * v).sum();
            let slope = side * (sum + offset * ALWAYS) - 1.0 + pull[i] * slack;
            let step = if pull[i] == 0.0 {
                slope.min(0.0)
            } else {
                slope
            };
            furthest = furthest.max(step.abs());
            if step.abs() < 1e-6 {
                continue;
            }
            let before = pull[i];
            pull[i] = (before - slope / (squares[i] + slack)).max(0.0);
            let by = (pull[i] - before) * side;
            for &(j, v) in vector {
                let (weight, trust) = &mut weights[j as usize];
                *weight += by * v * *trust;
            }
            offset += by * ALWAYS;
        }
        if furthest < STILL {
            break;
        }
    }
    let mut out = Vec::with_capacity(features + 1);
    out.extend(weights.into_iter().map(|(weight, _)| weight));
    out.push(offset);
    out
}

/// A fixed order that looks like none: the same rows always give the same model.
struct Shuffle(u64);

impl Shuffle {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    #[allow(clippy::cast_possible_truncation)]
    fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_separated_is() {
        let row = |feature, class| Row {
            vector: vec![(feature, 1.0), (3, 1.0)],
            class,
        };
        let rows = [row(0, 0), row(1, 1), row(2, 1), row(0, 0)];
        let rows: Vec<&Row> = rows.iter().collect();
        let weights = separate(&rows, 4, 0);
        for row in &rows {
            assert_eq!(margin(&weights, &row.vector) > 0.0, row.class == 0);
        }
    }
}
