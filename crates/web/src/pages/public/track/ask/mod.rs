//! What a petitioner may ask for with number and code: review and re-review, completing such a request, new facts after the
//! end, consent to mediation, and that somebody with an interest keeps out of it.

mod forms;

use axum::extract::{Path, State};
use axum::response::Response;
use matter::{Action, Command};
use office::OfficeError;
use office::petitioner::Proven;
use office::tracking::Added;

use super::page::{Shown, Typed};
use super::words::Words;
use super::{Proof, SUPPLEMENT, answer, apart};
use crate::app::App;
use crate::form::{Form, Got};
use crate::problem::Problem;
use crate::request::{Address, Fields, Reader};

pub use forms::{forms, recusal};

/// The choice between consent and refusal.
const AGREES: &str = "agrees";

/// Takes a request.
pub(super) async fn ask(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    words: Words,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let proof = Proof::of(&fields, address.clone());
    let mut rows = ROWS.iter();
    let row = rows
        .find(|row| row.action.code() == code)
        .ok_or_else(Problem::not_found)?;
    let lang = reader.lang;
    let proven = match proof.check(&app) {
        Ok(proven) => proven,
        Err(error) => {
            return words
                .lost(&app, &reader, (&proof, &address), &fields, error)
                .await;
        }
    };
    let track = app.office.still_petitioner(proven, app.now()).track()?;
    let (read, errors) = {
        let page = Shown::new(&app, lang, &track, &proof.code, Typed::default());
        let form = Form::sent(lang, &fields);
        ((row.ask)(&page, &form).value, form.wrong())
    };
    let mut typed = Typed::asked(row.action, fields.clone());
    // What is missing or too long the procedure refuses with its rule; what cannot be read never gets there.
    let too_long = fields.text(&text_of(row.action)).chars().count() > SUPPLEMENT;
    match read.filter(|_| !too_long) {
        None => typed.errors.0 = errors,
        Some(command) => match send(&app, proven, command).await {
            Ok(added) => {
                let thanks = lang.pick(row.thanks.0, row.thanks.1);
                let told = match added {
                    Added::Here => thanks.to_owned(),
                    Added::Apart(receipt) => format!("{thanks}{}", apart(lang, &receipt)),
                };
                let done = answer(&app, &reader, (&proof, proven), Typed::done(&told))?;
                return words.end(&app, done).await;
            }
            Err(OfficeError::Refused(refusal)) => {
                let rule = refusal.article.map(|article| format!("（{article}）"));
                let text =
                    lang.pick(refusal.zh, refusal.en).into_owned() + &rule.unwrap_or_default();
                typed.errors.add(row.place(), text);
            }
            Err(error) => {
                return words
                    .lost(&app, &reader, (&proof, &address), &fields, error)
                    .await;
            }
        },
    }
    answer(&app, &reader, (&proof, proven), typed)
}

async fn send(app: &App, proven: Proven, command: Command) -> Result<Added, OfficeError> {
    let now = app.now();
    app.act(move |office| office.still_petitioner(proven, now).ask(command))
        .await
}

/// What a petitioner asks for: one row for each of [`office::tracking::ASKING`].
struct Row {
    action: Action,
    /// Describes its form.
    ask: fn(&Shown, &Form<'_>) -> Got<Command>,
    /// The field beside which a refusal stands, where that is not the main text.
    place: Option<&'static str>,
    /// What is said once it is in.
    thanks: (&'static str, &'static str),
}

impl Row {
    /// The field beside which a refusal stands.
    fn place(&self) -> String {
        self.place
            .map_or_else(|| text_of(self.action), str::to_owned)
    }
}

/// All of them.
const ROWS: &[Row] = &[
    Row {
        action: Action::RequestReview,
        ask: forms::review,
        place: None,
        thanks: (
            "申请已提交，审查期限自今天起算，见下方“期限”。",
            "Your request is in; its period runs from today, see the limits below.",
        ),
    },
    Row {
        action: Action::SupplementReview,
        ask: forms::supplement,
        place: None,
        thanks: HANDED_IN,
    },
    Row {
        action: Action::StateNewFacts,
        ask: forms::new_facts,
        place: None,
        thanks: HANDED_IN,
    },
    Row {
        action: Action::ConsentMediation,
        ask: forms::consent,
        place: Some(AGREES),
        thanks: (
            "您的意见已记录。调解自愿，随时可以要求终止。",
            "Recorded. Mediation is voluntary; you may end it at any time.",
        ),
    },
    Row {
        action: Action::AskRecusal,
        ask: forms::keep_out,
        place: None,
        thanks: (
            "回避申请已提交，由有关负责人决定。",
            "Your request was handed to the leader who decides it.",
        ),
    },
];

const HANDED_IN: (&str, &str) = ("已提交。", "It is handed in.");

/// The name of a form's main text; each form has its own, so that what is wrong stands beside the right one.
fn text_of(action: Action) -> String {
    format!("{}-text", action.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_of_a_petitioner_has_exactly_one_row() {
        let mut rows: Vec<&str> = ROWS.iter().map(|row| row.action.code()).collect();
        let mut asking = office::tracking::ASKING.map(Action::code);
        rows.sort_unstable();
        asking.sort_unstable();
        assert_eq!(rows, asking);
    }
}
