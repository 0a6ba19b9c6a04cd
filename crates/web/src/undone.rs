//! Why what a form asked for was not done, as the form's own page tells it.

use kernel::Refusal;
use office::OfficeError;

use crate::problem::Problem;

/// What a form can go on from. Everything else is a page of its own: a [`Problem`].
#[derive(Debug)]
pub enum Undone {
    /// This very form was acted on already: a second click, which is shown what the first one did.
    Before,
    /// It is refused, for this reason.
    Refused(Refusal),
    /// Somebody saved first.
    Overtaken(Refusal),
}

impl Undone {
    /// Sorts an error of the office.
    ///
    /// # Errors
    /// What no change in the form would mend.
    pub fn of(error: OfficeError) -> Result<Self, Problem> {
        match error {
            OfficeError::DoneBefore => Ok(Self::Before),
            OfficeError::Refused(refusal) => Ok(Self::Refused(refusal)),
            OfficeError::Input(words) => Ok(Self::Refused(Refusal::input(words.clone(), words))),
            OfficeError::Stale { .. } => Ok(Self::Overtaken(Refusal::input(
                error.to_string(),
                "the matter has changed since you opened it; look at it again first",
            ))),
            other => Err(other.into()),
        }
    }
}
