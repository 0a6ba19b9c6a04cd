//! How far a count may lie from what is expected: the negative binomial, which is a Poisson whose rate is itself unsure.

/// Share of outcomes an interval is meant to hold.
pub const SURE: f64 = 0.8;

/// What the first forecasts are taken to miss by, beyond chance: a third of the expected. It counts as one month of
/// `TAKEN` expected petitions and fades as real misses come in.
const MISS: f64 = 0.1;
const TAKEN: f64 = 10.0;

/// Misses of past forecasts, summed: how much more counts scatter than chance alone would have it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Misses {
    /// Of (count − expected)² − expected.
    beyond: f64,
    /// Of expected².
    squares: f64,
}

impl Misses {
    /// Takes in a past forecast and what came.
    pub fn add(&mut self, expected: f64, count: f64) {
        self.beyond += (count - expected).powi(2) - expected;
        self.squares += expected * expected;
    }

    /// Square of the share of the expected by which forecasts miss beyond chance; 0 where chance explains it all.
    pub fn excess(&self) -> f64 {
        let taken = TAKEN * TAKEN;
        ((self.beyond + MISS * taken) / (self.squares + taken)).max(0.0)
    }
}

/// The smallest interval that leaves out at most half of 1 − [`SURE`] on either side, both ends held.
pub(super) fn interval(expected: f64, excess: f64) -> (u32, u32) {
    let tail = (1.0 - SURE) / 2.0;
    let (mut low, mut below) = (None, 0.0);
    let mut count = 0u32;
    let mut log = log_none(expected, excess);
    loop {
        below += log.exp();
        if low.is_none() && below > tail {
            low = Some(count);
        }
        // The second test ends the sum where rounding keeps it from its limit.
        if below >= 1.0 - tail || f64::from(count) > 20.0 + 40.0 * expected * (1.0 + excess) {
            return (low.unwrap_or(count), count);
        }
        log += log_ratio(f64::from(count), expected, excess);
        count += 1;
    }
}

/// Logarithm of the chance that nothing comes.
fn log_none(expected: f64, excess: f64) -> f64 {
    if excess * expected < 1e-9 {
        -expected
    } else {
        -(excess * expected).ln_1p() / excess
    }
}

/// Logarithm of the chance of `count` + 1 over that of `count`.
fn log_ratio(count: f64, expected: f64, excess: f64) -> f64 {
    (expected * (1.0 + excess * count) / ((1.0 + excess * expected) * (count + 1.0))).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_what_is_expected_and_widens_with_the_misses() {
        for expected in [0.3, 1.0, 4.0, 25.0, 400.0, 20_000.0] {
            let (mut last, mut width) = ((0, 0), 0);
            for excess in [0.0, 0.01, 0.1, 0.5] {
                last = interval(expected, excess);
                assert!(last.1 - last.0 >= width, "{expected} {excess} {last:?}");
                width = last.1 - last.0;
            }
            assert!(f64::from(last.0) <= expected && expected <= f64::from(last.1) + 1.0);
        }
        // Poisson of 4: 0.092 lie below 2, 0.889 at 6 or below, 0.949 at 7.
        assert_eq!(interval(4.0, 0.0), (2, 7));
        assert_eq!(interval(0.0, 0.1), (0, 0));
    }

    #[test]
    fn counts_as_even_as_chance_leave_no_excess() {
        let mut misses = Misses::default();
        for count in [94.0, 106.0, 100.0, 112.0, 88.0, 100.0] {
            misses.add(100.0, count);
        }
        assert!(misses.excess() < 0.001);
        for count in [50.0, 150.0] {
            misses.add(100.0, count);
        }
        assert!(misses.excess() > 0.03);
    }
}
