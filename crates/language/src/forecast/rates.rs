//! The level of a series of daily counts, and what each season makes of it.

use super::period::{SEASONS, season};

/// Days on either side over which the level of the past is taken: a whole year around a day.
const AROUND: usize = 182;
/// Days after which a petition counts half for the level of today.
const HALF: f64 = 120.0;
/// A season's factor starts as if this many petitions had come exactly at the level.
const CATEGORY: f64 = 10.0;
/// The same for one unit, which starts from its category's factor.
const UNIT: f64 = 25.0;
/// Level and factors depend on each other; this often each is drawn from the other.
const ROUNDS: usize = 4;

/// Factors of the seasons, 1 where a season is like the rest of the year.
pub(super) type Factors = [f64; SEASONS];

/// Every day of a stretch with its season.
pub(super) struct Days {
    first: i64,
    seasons: Vec<u8>,
}

impl Days {
    /// The days from `first` up to, not including, `end`.
    #[allow(clippy::cast_possible_truncation)]
    pub fn new(first: i64, end: i64, new_years: &[i64]) -> Self {
        let seasons = (first..end).map(|day| season(day, new_years) as u8);
        Self {
            first,
            seasons: seasons.collect(),
        }
    }

    /// The seasons of the days from `from` up to `end`.
    pub fn of(&self, from: i64, end: i64) -> &[u8] {
        let at = |day: i64| usize::try_from(day - self.first).unwrap_or(0);
        let end = at(end).min(self.seasons.len());
        &self.seasons[at(from).min(end)..end]
    }
}

/// The factors of daily `counts` on days of these `seasons`, drawn towards `towards` while there is little to go by.
pub(super) fn factors(counts: &[u32], seasons: &[u8], towards: Option<&Factors>) -> Factors {
    let (start, trust) = match towards {
        Some(factors) => (*factors, UNIT),
        None => ([1.0; SEASONS], CATEGORY),
    };
    let mut found = start;
    for _ in 0..ROUNDS {
        let level = levels(counts, seasons, &found);
        let (mut came, mut at_level) = ([trust; SEASONS], [trust; SEASONS]);
        for ((&count, &season), level) in counts.iter().zip(seasons).zip(level) {
            let season = usize::from(season);
            came[season] += f64::from(count);
            at_level[season] += level * start[season];
        }
        for season in 0..SEASONS {
            found[season] = start[season] * came[season] / at_level[season];
        }
    }
    found
}

/// The level around each day: what came in the year around it over what the seasons make of a level of one.
fn levels<'a>(
    counts: &'a [u32],
    seasons: &'a [u8],
    factors: &Factors,
) -> impl Iterator<Item = f64> + 'a {
    let (mut came, mut made) = (vec![0.0], vec![0.0]);
    for (&count, &season) in counts.iter().zip(seasons) {
        came.push(came[came.len() - 1] + f64::from(count));
        made.push(made[made.len() - 1] + factors[usize::from(season)]);
    }
    (0..counts.len()).map(move |day| {
        let (from, to) = (
            day.saturating_sub(AROUND),
            (day + AROUND + 1).min(came.len() - 1),
        );
        (came[to] - came[from]) / (made[to] - made[from]).max(f64::MIN_POSITIVE)
    })
}

/// Petitions a day at the end of `counts`, the season taken out; what came lately counts most.
pub(super) fn level(counts: &[u32], seasons: &[u8], factors: &Factors) -> f64 {
    let fade = (-std::f64::consts::LN_2 / HALF).exp();
    let (mut came, mut made, mut weight) = (0.0, 0.0, 1.0);
    for (&count, &season) in counts.iter().zip(seasons).rev() {
        came += weight * f64::from(count);
        made += weight * factors[usize::from(season)];
        weight *= fade;
    }
    came / made.max(f64::MIN_POSITIVE)
}

/// What days of these seasons make of a level of one.
pub(super) fn made(seasons: &[u8], factors: &Factors) -> f64 {
    seasons
        .iter()
        .map(|&season| factors[usize::from(season)])
        .sum()
}
