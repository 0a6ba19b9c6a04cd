//! The number of a thing in an address.

use std::str::FromStr;

use crate::problem::Problem;

/// Reads the number of a matter, unit, post or document. Zero, a negative number, one too large and what is no number at all are the
/// numbers of nothing: the answer is the same as for a thing nobody knows.
///
/// # Errors
/// [`Problem::not_found`].
pub fn numbered<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}
