//! What a petitioner may ask for with number and code: review and re-review, completing such a request, new facts after the
//! end, consent to mediation, and that somebody with an interest keeps out of it.

mod forms;

use std::str::FromStr;

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use matter::mediation::{MediationCommand, Party};
use matter::oversight::{OversightCommand, RecusalCommand};
use matter::review::{Late, ReviewCommand};
use matter::{Action, Command};
use office::OfficeError;
use office::tracking::Added;

use super::page::Typed;
use super::{Proof, SUPPLEMENT, answer, apart, refused};
use crate::app::App;
use crate::look::Lang;
use crate::problem::Problem;
use crate::request::{Address, Fields, Reader};

pub use forms::{forms, recusal};

/// The choice between consent and refusal.
const AGREES: &str = "agrees";

/// What was typed, kept while something is wrong with it.
#[derive(Debug, Default)]
pub struct Asked {
    action: Option<Action>,
    text: String,
    named: String,
    late: String,
    late_on: String,
}

impl Asked {
    fn of(action: Action, fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            action: Some(action),
            text: fields.text(&text_of(action)).to_owned(),
            named: text("named"),
            late: text("late"),
            late_on: text("late_on"),
        }
    }
}

/// Takes a request.
pub(super) async fn ask(
    State(app): State<App>,
    reader: Reader,
    address: Address,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let proof = Proof::of(&fields, address);
    let mut rows = ROWS.iter();
    let row = rows
        .find(|row| row.action.code() == code)
        .ok_or_else(Problem::not_found)?;
    let lang = reader.lang;
    let mut typed = Typed {
        asked: Asked::of(row.action, &fields),
        ..Typed::default()
    };
    match command(row, &fields, app.now().today(), lang) {
        Err((field, text)) => typed.errors.add(field, text),
        Ok(command) => match send(&app, &proof, command).await {
            Ok(Added::Here) => typed = Typed::done(lang.pick(row.thanks.0, row.thanks.1)),
            Ok(Added::Apart(receipt)) => {
                let thanks = lang.pick(row.thanks.0, row.thanks.1);
                typed = Typed::done(&format!("{thanks}{}", apart(lang, &receipt)));
            }
            Err(OfficeError::Refused(refusal)) => {
                let rule = refusal.article.map(|article| format!("（{article}）"));
                let text = lang.pick(refusal.zh, refusal.en) + &rule.unwrap_or_default();
                typed.errors.add(row.place(), text);
            }
            Err(error) => return refused(&app, &reader, &proof, error),
        },
    }
    answer(&app, &reader, &proof, typed)
}

async fn send(app: &App, proof: &Proof, command: Command) -> Result<Added, OfficeError> {
    let (number, code, place) = (
        proof.number.clone(),
        proof.code.clone(),
        proof.place.clone(),
    );
    let now = app.now();
    app.act(move |office| office.ask(&number, &code, &place, command, now))
        .await
}

/// A field that is wrong, and why.
type Wrong = (String, String);

/// What a petitioner asks for: one row for each of [`office::tracking::ASKING`].
struct Row {
    action: Action,
    /// Reads the form; the main text comes apart, since every form has one.
    read: fn(&Reading<'_>, String) -> Result<Command, Wrong>,
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
        read: read_review,
        place: None,
        thanks: (
            "申请已提交，审查期限自今天起算，见下方“期限”。",
            "Your request is in; its period runs from today, see the limits below.",
        ),
    },
    Row {
        action: Action::SupplementReview,
        read: read_supplement,
        place: None,
        thanks: HANDED_IN,
    },
    Row {
        action: Action::StateNewFacts,
        read: |_, text| Ok(Command::Review(ReviewCommand::NewFacts { text })),
        place: None,
        thanks: HANDED_IN,
    },
    Row {
        action: Action::ConsentMediation,
        read: read_consent,
        place: Some(AGREES),
        thanks: (
            "您的意见已记录。调解自愿，随时可以要求终止。",
            "Recorded. Mediation is voluntary; you may end it at any time.",
        ),
    },
    Row {
        action: Action::AskRecusal,
        read: read_recusal,
        place: None,
        thanks: (
            "回避申请已提交，由有关负责人决定。",
            "Your request was handed to the leader who decides it.",
        ),
    },
];

const HANDED_IN: (&str, &str) = ("已提交。", "It is handed in.");

/// A form being read.
struct Reading<'a> {
    fields: &'a Fields,
    today: Date,
    lang: Lang,
    row: &'a Row,
}

impl Reading<'_> {
    /// A hidden field of the form. Without it the form is of another page than the matter has now.
    fn hidden<T: FromStr>(&self, name: &str) -> Result<T, Wrong> {
        self.fields.parsed(name).ok_or_else(|| {
            let text = self.lang.pick(
                "页面已有变化，请重新查询后再填",
                "This page has changed; track again and fill it in anew",
            );
            (self.row.place(), text.to_owned())
        })
    }
}

/// The command a form asks for, or the field that is wrong and why.
fn command(row: &Row, fields: &Fields, today: Date, lang: Lang) -> Result<Command, Wrong> {
    let text = fields.text(&text_of(row.action)).to_owned();
    let over = text.chars().count().saturating_sub(SUPPLEMENT);
    if over > 0 {
        let zh = format!("请删减{over}字");
        let en = format!("Take out {over} characters");
        return Err((row.place(), lang.pick(zh, en)));
    }
    let form = Reading {
        fields,
        today,
        lang,
        row,
    };
    (row.read)(&form, text)
}

fn read_review(form: &Reading<'_>, reasons: String) -> Result<Command, Wrong> {
    Ok(Command::Review(ReviewCommand::Request {
        answer: form.hidden("answer")?,
        reasons,
        on: form.today,
        late: late(form.fields, form.lang)?,
    }))
}

fn read_supplement(form: &Reading<'_>, text: String) -> Result<Command, Wrong> {
    let review = form.hidden("review")?;
    Ok(Command::Review(ReviewCommand::Supplement { review, text }))
}

fn read_consent(form: &Reading<'_>, _: String) -> Result<Command, Wrong> {
    Ok(Command::Mediation(MediationCommand::Consent {
        mediation: form.hidden("mediation")?,
        party: Party::Petitioner,
        agrees: match form.fields.text(AGREES) {
            "yes" => true,
            "no" => false,
            _ => {
                let zh = "请选择同意或者不同意";
                let text = form.lang.pick(zh, "Choose whether you agree");
                return Err((AGREES.to_owned(), text.to_owned()));
            }
        },
    }))
}

fn read_recusal(form: &Reading<'_>, reason: String) -> Result<Command, Wrong> {
    let command = RecusalCommand::Ask {
        post: None,
        named: form.fields.text("named").to_owned(),
        reason,
    };
    Ok(Command::Oversight(OversightCommand::Recusal(command)))
}

/// Why a request comes after the period, with the day that belongs to it.
fn late(fields: &Fields, lang: Lang) -> Result<Option<Late>, Wrong> {
    let why = match fields.text("late") {
        "hindered" => Late::Hindered,
        "not_told" => Late::NotTold,
        _ => return Ok(None),
    };
    let day = fields.text("late_on").parse::<Date>().map_err(|_| {
        let zh = "请填写障碍消除或者知道申请权利的日期";
        let text = lang.pick(zh, "Give the day the hindrance ended or you learned of it");
        ("late_on".to_owned(), text.to_owned())
    })?;
    Ok(Some(why(day)))
}

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
