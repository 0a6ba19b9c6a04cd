//! Documents on random walks.

use jiff::civil::Date;
use kernel::{AnswerId, DocumentId};
use matter::{
    Action, Command, DocumentCommand, DocumentNumber, Matter, NewDocument, ServiceMethod,
};

use crate::common::acts;

/// The command for an action on documents.
pub fn command(action: Action, matter: &Matter, today: Date, (a, b): (u8, u8)) -> Option<Command> {
    let count = matter.documents.len().max(1) as u16;
    let document = DocumentId(u16::from(a) % count + 1);
    let reason = || {
        if b.is_multiple_of(13) {
            String::new()
        } else {
            "理由".to_owned()
        }
    };
    Some(Command::Document(match action {
        Action::IssueDocument => DocumentCommand::Issue(Box::new(new(matter, a, b))),
        Action::VoidDocument => DocumentCommand::Void {
            document,
            reason: reason(),
        },
        Action::ServeDocument if b.is_multiple_of(3) => DocumentCommand::Fail {
            document,
            method: ServiceMethod::Post,
            on: today,
            reason: reason(),
        },
        Action::ServeDocument => DocumentCommand::Serve {
            document,
            method: ServiceMethod::ALL[usize::from(b) % ServiceMethod::ALL.len()],
            on: today,
            proof: reason(),
        },
        _ => return None,
    }))
}

/// Some signatures are recorded from paper.
pub fn perhaps_on_paper(command: Command, by: u8) -> Command {
    if command.signer().is_some() && by.is_multiple_of(4) {
        acts::on_paper(command)
    } else {
        command
    }
}

/// An answer that waits for its document is mostly issued: nothing can be served before, and the walk would seldom come by.
pub fn first(offered: Vec<Action>, matter: &Matter, by: u8) -> Vec<Action> {
    let waits = next(matter).is_some() && !by.is_multiple_of(3);
    if waits && offered.contains(&Action::IssueDocument) {
        vec![Action::IssueDocument]
    } else {
        offered
    }
}

/// The first answer that waits for its document, with the code of the document that carries it.
fn next(matter: &Matter) -> Option<(AnswerId, &'static str)> {
    matter
        .answers
        .iter()
        .filter(|answer| answer.service.is_none() && matter.issued(answer.id).is_none())
        .find_map(|answer| Some((answer.id, answer.kind.carrier()?)))
}

fn new(matter: &Matter, a: u8, b: u8) -> NewDocument {
    let waiting = next(matter).filter(|_| !a.is_multiple_of(7));
    let other = ["D01", "D02", "D03", "D04", "D10", "D11"][usize::from(a) % 6];
    let code = waiting.map_or(other, |(_, code)| code);
    let last = matter.answers.last().map(|answer| answer.id);
    let carried = last.filter(|_| matches!(code, "D04" | "D11"));
    NewDocument {
        code: code.to_owned(),
        title: "文书".to_owned(),
        number: DocumentNumber {
            series: "信告".to_owned(),
            year: 2026,
            serial: matter.documents.len() as u32 + 1,
        },
        answer: waiting.map(|(answer, _)| answer).or(carried),
        for_petitioner: !b.is_multiple_of(4),
        copies: 1,
        hash: "0f".repeat(32),
        check: format!("CHECK{}", matter.documents.len()),
        paper: "{}".to_owned(),
    }
}
