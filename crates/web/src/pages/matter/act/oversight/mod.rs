//! The forms of what stands beside the procedure, one file per subject.

mod recusal;

use domain::Refusal;
use domain::matter::{Action, Command, OversightCommand};
use maud::Markup;

use super::Deed;
use super::form::ActForm;

/// The fields.
pub(super) fn fields(form: &ActForm<'_>) -> Markup {
    recusal::fields(form)
}

/// Reads them.
pub(super) fn read(form: &ActForm<'_>) -> Result<Deed, Refusal> {
    let command = OversightCommand::Recusal(recusal::read(form)?);
    Ok(Command::Oversight(command).into())
}

/// An action's picture.
pub(in super::super) fn picture(action: Action) -> crate::look::Icon {
    use crate::look::Icon;
    match action {
        Action::DecideRecusal => Icon::Decide,
        _ => Icon::People,
    }
}
